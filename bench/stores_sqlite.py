"""How fast the embedded store takes records in, and how fast it answers, at growing sizes.

    python bench/stores_sqlite.py --until 2000000 --batch 10000

The mixture of an ingest: a tenth people, each with an identifier and an employment, the rest ties,
contacts and evidence about people drawn at random from all that are there.
"""

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from graph.keys import Key, KeyMaker
from graph.model import Employment, Evidence, Identifier, Organization, Person, Record, Skill, Tie
from graph.ports import Position
from graph.stores.sqlite.store import SqliteStore

HOME = Key("organization:home")
SKILLS = 500


def network(seed: int) -> Iterator[Record]:
    """Records without end, what they refer to always first."""
    draw, maker = random.Random(seed), KeyMaker(b"bench" * 4)
    yield Organization(key=HOME, name="Home")
    skills = [maker.key("skill", str(number)) for number in range(SKILLS)]
    yield from (Skill(key=key, label=f"skill {number}") for number, key in enumerate(skills))
    people: list[Key] = []
    for number in range(10**9):
        yield from member(maker, number, people)
        for nth in range(5):
            one, other = draw.choice(people), draw.choice(people)
            if one != other:
                yield tie(maker, *sorted((one, other)), f"{number}/{nth}")
        for nth in range(2):
            yield evidence(maker, draw, people, skills, f"{number}/{nth}")


def member(maker: KeyMaker, number: int, people: list[Key]) -> Iterator[Record]:
    mail = f"person.{number}@example.com"
    person = maker.key("person", mail)
    people.append(person)
    yield Person(key=person, name=f"Given{number} Family{number % 999}", location="Lisbon")
    yield Identifier(key=maker.key("identifier", mail), person=person, scheme="email", value=mail)
    yield Employment(
        key=maker.pair_key("employment", person, HOME, "2019"),
        person=person,
        organization=HOME,
        title="Engineer",
        department=f"Department {number % 40}",
        since="2019-03",
        source="hr",
    )


def tie(maker: KeyMaker, a: Key, b: Key, name: str) -> Tie:
    return Tie(
        key=maker.pair_key("tie", a, b, name),
        a=a,
        b=b,
        tie_kind="commits",
        reason="worked on networkx/algorithms",
        since="2019-03-01",
        until="2023-11-05",
        trust=1.25,
        currency=0.5,
        source="git:networkx",
    )


def evidence(
    maker: KeyMaker, draw: random.Random, people: list[Key], skills: list[Key], name: str
) -> Evidence:
    return Evidence(
        key=maker.key("evidence", name),
        evidence_kind="commit",
        people=(draw.choice(people),),
        shares=(1.0,),
        skills=(draw.choice(skills),),
        at="2023-05-01T10:00:00Z",
        text="Mend the order of edges in the planar layout and add tests for it",
        paths=("networkx/algorithms/planarity.py", "networkx/drawing/layout.py"),
        source="git:networkx",
    )


def median_us(call: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        spent.append((time.perf_counter() - begun) * 1e6)
    return statistics.median(spent)


def reads(store: SqliteStore, keys: list[Key]) -> str:
    draw = random.Random(1)
    people = [key for key in keys if key.startswith("person:")]
    figures = {
        "fetch 1": median_us(lambda: store.fetch([draw.choice(keys)]), 500),
        "fetch 1000": median_us(lambda: store.fetch(draw.sample(keys, 1000)), 20),
        "revision": median_us(store.revision, 500),
        "adjacent ties of 1": median_us(lambda: store.adjacent([draw.choice(people)], Tie), 200),
        "ties of 500": median_us(lambda: store.adjacent(draw.sample(people, 500), Tie), 10),
        "home, page": median_us(lambda: store.adjacent([HOME], Employment), 10),
        "scan page": median_us(lambda: store.scan(Tie), 10),
        "feed page": median_us(lambda: store.changes(Position(3)), 10),
    }
    return "  ".join(f"{name} {us:,.0f} µs" for name, us in figures.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--until", type=int, default=500_000, help="records to store")
    parser.add_argument("--batch", type=int, default=10_000, help="records a call")
    parser.add_argument("--report", type=int, default=100_000, help="records between two lines")
    parser.add_argument("--folder", type=Path, help="where to put the file (default: a temporary folder)")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kith-bench-", dir=arguments.folder))
    try:
        measure(SqliteStore(folder / "kith.sqlite"), arguments.until, arguments.batch, arguments.report)
    finally:
        shutil.rmtree(folder)


def measure(store: SqliteStore, until: int, batch: int, report: int) -> None:
    source, sample, draw = network(7), [], random.Random(2)
    stored, spent, begun_at, whole, cpu = 0, 0.0, 0, 0.0, 0.0
    while stored < until:
        records = list(islice(source, batch))
        sample += [record.key for record in draw.sample(records, max(1, batch // 10))]
        begun, worked = time.perf_counter(), time.process_time()
        store.apply(records)
        took = time.perf_counter() - begun
        cpu += time.process_time() - worked
        stored, spent, whole = stored + len(records), spent + took, whole + took
        if stored - begun_at >= report or stored >= until:
            size = sum(file.stat().st_size for file in store.path.parent.iterdir()) / 2**20
            print(
                f"{stored:>9,} records  {(stored - begun_at) / spent:>8,.0f} records/s here"
                f"  {stored / whole:>8,.0f} overall  {(stored - begun_at) / cpu:>8,.0f} per s of CPU here"
                f"  {size:>7,.0f} MB",
                flush=True,
            )
            spent, begun_at, cpu = 0.0, stored, 0.0
            if stored % (5 * report) == 0 or stored >= until or stored == report:
                print("          ", reads(store, sample), flush=True)
    store.close()


if __name__ == "__main__":
    main()
