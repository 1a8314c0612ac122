"""How long it takes to say who fits an offered tour, and which tours fit somebody.

    python -m bench.tour_matches [--people 100000] [--offers 500] [--asked 200] [--json]

Everybody has two pieces of evidence, half have a tour that goes on, and half say what they would like to
learn (three skills). There are 500 skills; an offer needs three and teaches two. On SQLite, in one process.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.keys import Key, KeyMaker, name_of
from graph.model import (
    Aspiration,
    Employment,
    Evidence,
    Mission,
    OfferedTour,
    Person,
    Record,
    Skill,
    Tour,
    aspiration_key,
)
from policy.viewer import Viewer
from queries.tour_matches import TourMatches, tour_matches
from queries.tours_for_me import tours_for_me
from service.opening import initialise, open_service, open_store
from service.settings import Settings

SKILLS = [Key(f"skill:{number:03}") for number in range(500)]
RECRUITERS = frozenset({"recruiter"})
BATCH = 2_500


def somebody(keys: KeyMaker, home: Key, number: int, dice: random.Random) -> Iterator[Record]:
    person = keys.key(Person.KIND, str(number))
    yield Person(key=person, name=f"Ada Number{number}")
    key = keys.pair_key(Employment.KIND, person, home, "2019")
    yield Employment(key=key, person=person, organization=home, since="2019-01-01", source="hr")
    for piece in range(2):
        yield Evidence(
            key=keys.key(Evidence.KIND, person, str(piece)),
            evidence_kind=dice.choice(("declared", "document", "talk")),
            people=(person,),
            shares=(1.0,),
            skills=tuple(dice.sample(SKILLS, 2)),
            at="2024-03-01",
            text="what was done",
            source="bench",
        )
    if number % 2:
        yield Tour(
            key=keys.key(Tour.KIND, person),
            person=person,
            mission=Key("mission:0"),
            tour_kind="foundational",
            since="2023-01-01",
            planned_until=dice.choice(("2090-01-01", "2020-01-01")),
            source="hr",
        )
    if number % 4 < 2:
        learn = tuple(dice.sample(SKILLS, 3))
        yield Aspiration(key=aspiration_key(person), person=person, learn=learn, confirmed="2024-05-01")


def offer(number: int, dice: random.Random) -> OfferedTour:
    wanted = dice.sample(SKILLS, 5)
    return OfferedTour(
        key=Key(f"offer:{number}"),
        mission=Key("mission:0"),
        tour_kind="transformational",
        needs=tuple(wanted[:3]),
        teaches=tuple(wanted[3:]),
        state="open",
        offered="2024-05-01T10:00:00Z",
    )


def fill(settings: Settings, people: int, offers: int) -> list[Key]:
    installation = initialise(settings, "Brindlemoor")
    keys, dice = KeyMaker(bytes.fromhex(installation.secret)), random.Random(1)
    store = open_store(settings, create=False)
    store.apply([Mission(key=Key("mission:0"), title="Billing")])
    store.apply([Skill(key=key, label=f"skill {name_of(key)}", scheme="esco") for key in SKILLS])
    for first in range(0, people, BATCH):
        numbers = range(first, min(people, first + BATCH))
        store.apply([r for n in numbers for r in somebody(keys, installation.home, n, dice)])
    store.apply([offer(number, dice) for number in range(offers)])
    store.close()
    return [keys.key(Person.KIND, str(number)) for number in range(people)]


def timed(ask: Callable[[Key], int], asked: list[Key]) -> dict[str, float]:
    """Milliseconds by the wall and of the processor, and how many matches there were on average."""
    ask(asked[0])  # the day's masks are made once
    took, worked, found = [], [], 0
    for key in asked:
        began, busy = time.perf_counter(), time.thread_time()
        found += ask(key)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - busy) * 1000)
    p95 = int(len(took) * 0.95) - 1
    return {
        "median_ms": round(statistics.median(took), 1),
        "p95_ms": round(sorted(took)[p95], 1),
        "processor_p95_ms": round(sorted(worked)[p95], 1),
        "matches": round(found / len(asked), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--offers", type=int, default=500)
    parser.add_argument("--asked", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        people = fill(settings, given.people, given.offers)
        service = open_service(settings)
        network, dice = service.network, random.Random(2)
        recruiter = Viewer(people[0], RECRUITERS)
        offers = [Key(f"offer:{dice.randrange(given.offers)}") for _ in range(given.asked)]
        found = {
            "tourMatches": timed(
                lambda key: len(tour_matches(network, recruiter, TourMatches(key)).matches), offers
            ),
            "toursForMe": timed(
                lambda key: len(tours_for_me(network, Viewer(key)).matches), dice.sample(people, given.asked)
            ),
        }
        service.close()
    if given.json:
        print(json.dumps(found))
        return
    for name, figures in found.items():
        print(f"{name}: " + ", ".join(f"{figure} {value}" for figure, value in figures.items()))


if __name__ == "__main__":
    main()
