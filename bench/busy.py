"""What a busy year leaves behind in a company: roles, requests, tours, notes, imports.

    python -m bench.busy DATA_FOLDER

DATA_FOLDER holds a generated company (bench.requests --keep makes one); the records are written straight into
its store, where a second run finds them. The first of each kind belong to one employee, who has then
something on every page.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from bench.busy_traces import accesses, decisions, introductions, invitations, jobs, merges, rights, topics
from bench.busy_work import insights, offerings, offers, referrals, rehires, roles, tours
from bench.busy_year import NOW, Year
from graph.model import (
    Record,
    UnansweredTopic,
)
from graph.scans import every
from service.opening import Service, open_service
from service.settings import Settings

BATCH: Final = 5_000

SIZES: Final[dict[str, tuple[int, Callable[[Year, int], Iterator[Record]]]]] = {
    "roles": (1_000, roles),
    "referrals": (500, referrals),
    "rehire statuses": (2_000, rehires),
    "insights": (5_000, insights),
    "offered tours": (500, offers),
    "tours": (2_000, tours),
    "events and mentors": (300, offerings),
    "requests for introductions": (20_000, introductions),
    "invitations": (8_000, invitations),
    "imports": (400, jobs),
    "merges": (200, merges),
    "uses of rights": (500, rights),
    "decisions": (200, decisions),
    "topics without an answer": (10_000, topics),
    "lines of the audit log": (50_000, accesses),
}
"""How many there are of each kind."""


def records(year: Year) -> Iterator[Record]:
    """All of them, each behind those that it refers to."""
    for many, (number, made) in SIZES.items():
        for n in range(number):
            yield from made(year, n)
        print(f"{number:,} {many}", flush=True)


def fill(service: Service) -> Year:
    """The year of a company, written if it is not there."""
    year = Year(service)
    last = f"busy{SIZES['topics without an answer'][0] - 1}"
    if not any(one.key.endswith(f".{last}") for one in every(service.store, UnansweredTopic)):
        made = records(year)
        while some := list(islice(made, BATCH)):
            service.store.apply(some)
    return year


if __name__ == "__main__":
    opened = open_service(Settings(data=Path(sys.argv[1]), now=NOW))
    fill(opened)
    opened.close()
