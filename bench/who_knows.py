"""How well kith says who knows a folder: a temporal split on real git histories.

    python -m bench.who_knows REPOSITORY... [--years 1 2] [--json]

Evidence before a day T; truth is who works on the folder in the year after T. Asked are folders with at
least three people before T. nDCG@10, for everybody and for specialists (without people who work on
more than 30% of the folders), beside the baselines: count, last touch, decay, decay x activity,
activity alone.
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import NotFound
from ingest.jobs import run, this_process
from ingest.sources.git import git_source
from ingest.sources.git.history import read_history
from ingest.sources.git.period import period
from ingest.sources.git.repository import open_repository
from policy.viewer import OPERATOR
from queries.sight import emails
from queries.who_knows import WhoKnows, who_knows
from service.opening import initialise, open_service
from service.settings import Settings

YEAR = timedelta(days=365)
Scores = Mapping[str, float]


@dataclass(frozen=True)
class Work:
    """One commit: days since 1970, its authors' addresses, its files."""

    day: float
    authors: tuple[str, ...]
    files: tuple[str, ...]


def folders_of(files: Collection[str]) -> set[str]:
    found = set()
    for file in files:
        while file := file.rpartition("/")[0]:
            found.add(file)
    return found


def history(repository: Path) -> list[Work]:
    found = read_history(open_repository(repository), period("", ""))
    work = [
        Work(commit.at / 86_400, tuple(p.email for p in people), tuple(commit.files))
        for _, commit, people in found.commits("")
    ]
    return sorted(work, key=lambda w: w.day)


def baselines(before: list[Work], at: float) -> Callable[[str], dict[str, Scores]]:
    touched: dict[str, list[tuple[float, str]]] = defaultdict(list)
    activity: Counter[str] = Counter()
    for work in before:
        for author in work.authors:
            activity[author] += 2 ** (-(at - work.day) / 90)  # type: ignore[assignment]  # counts may be parts
            for folder in folders_of(work.files):
                touched[folder].append((at - work.day, author))

    def scores(folder: str) -> dict[str, Scores]:
        count: Counter[str] = Counter()
        last: dict[str, float] = {}
        decay: Counter[str] = Counter()
        for age, author in touched[folder]:
            count[author] += 1
            last[author] = max(last.get(author, -math.inf), -age)
            decay[author] += 2 ** (-age / 365)  # type: ignore[assignment]  # counts may be parts
        both = {author: value * activity[author] for author, value in decay.items()}
        return {
            "count": count,
            "last touch": last,
            "decay": decay,
            "decay x activity": both,
            "activity": activity,
        }

    return scores


def ndcg(ranked: list[str], truth: set[str]) -> float:
    gain = sum(1 / math.log2(place + 2) for place, who in enumerate(ranked[:10]) if who in truth)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(10, len(truth))))


def ask_kith(repository: Path, until: datetime, topics: list[str]) -> dict[str, list[list[str]]]:
    """For each topic the addresses of each expert, best first."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), now=until.isoformat())
        initialise(settings, "Bench")
        service = open_service(settings)
        source = git_source(repository, until=until.isoformat())
        run(
            service.store, source, keys=service.network.keys, now=settings.clock,
            holder=this_process(), locks=service.locks,
        )  # fmt: skip
        answers = {}
        for topic in topics:
            try:
                found = who_knows(service.network, OPERATOR, WhoKnows(topic, first=60, evidence=1)).experts
            except NotFound:
                found = ()
            known = emails(service.network, OPERATOR, [e.card.key for e in found])
            answers[topic] = [list(known[e.card.key]) for e in found]
        service.close()
        return answers


def evaluate(repository: Path, years: int) -> dict[str, dict[str, float]]:
    work = history(repository)
    at = work[-1].day - years * 365
    before = [w for w in work if w.day <= at]
    after = [w for w in work if at < w.day <= at + 365]
    known = {a for w in before for a in w.authors}
    truth: dict[str, set[str]] = defaultdict(set)
    for w in after:
        for folder in folders_of(w.files):
            truth[folder].update(a for a in w.authors if a in known)
    people: dict[str, set[str]] = defaultdict(set)
    for w in before:
        for folder in folders_of(w.files):
            people[folder].update(w.authors)
    topics = sorted(f for f in truth if truth[f] and len(people[f]) >= 3)
    works_on = Counter(a for f in topics for a in truth[f])
    generalists = {a for a, count in works_on.items() if count > 0.3 * len(topics)}
    rank = baselines(before, at)
    kith = ask_kith(repository, datetime.fromtimestamp(at * 86_400, UTC), topics)
    results: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for topic in topics:
        named = {n: sorted(s, key=lambda a, s=s: (-s[a], a)) for n, s in rank(topic).items()}
        named["kith"] = [(sorted(addresses) or [""])[0] for addresses in kith[topic]]
        address = {a: sorted(addresses)[0] for addresses in kith[topic] for a in addresses}
        for who, left_out in (("everybody", set()), ("specialists", generalists)):
            wanted = truth[topic] - left_out
            if not wanted:
                continue
            for name, ranked in named.items():
                right = {address.get(a, a) for a in wanted} if name == "kith" else wanted
                out = {address.get(a, a) for a in left_out} if name == "kith" else left_out
                results[name][who].append(ndcg([a for a in ranked if a not in out], right))
    return {
        name: {who: sum(v) / len(v) for who, v in by.items()} | {"folders": float(len(topics))}
        for name, by in results.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument(
        "--years", nargs="*", type=int, default=[1, 2], help="T is so many years before the last commit"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    for repository in arguments.repositories:
        for years in arguments.years:
            found = evaluate(repository, years)
            if arguments.json:
                print(json.dumps({"repository": str(repository), "years": years, "ndcg@10": found}))
                continue
            print(f"{repository} T-{years}y, {found['kith']['folders']:.0f} folders")
            for name, by in sorted(found.items(), key=lambda item: -item[1].get("specialists", 0)):
                specialists = by.get("specialists", math.nan)
                print(f"  {name:18} everybody {by['everybody']:.3f}   specialists {specialists:.3f}")


if __name__ == "__main__":
    main()
