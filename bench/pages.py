"""How long each page takes on a large network, over HTTP, as somebody who is signed in.

    python -m bench.pages --data DIR [--turns 40] [--json]

DIR is a data folder that holds a generated company (bench.requests --keep makes one); its people are asked
for by name, skill and company. Prints 50th and 95th percentiles in milliseconds and the bytes of each page,
the first page with all that it loads, and the server's processor time for each turn.
"""

import argparse
import http.client
import json
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import numpy as np

from bench.requests import KITH, NOW, processor_ms, serving
from graph.dates import day_number
from graph.model import Identifier, Organization, Person, Skill
from graph.scans import every
from policy.gates import Status, statuses
from service.opening import open_service
from service.settings import Settings

WARM_UP = 5
Path_ = Callable[[random.Random], str]


class Company:
    """Somebody who works there, and what may be asked about."""

    def __init__(self, data: Path) -> None:
        service = open_service(Settings(data=data, now=NOW))
        snapshot = service.network.read_model.current()
        status = statuses(snapshot.people.standing.rows, day_number(service.today()))
        working = np.flatnonzero(status == Status.EMPLOYEE).tolist()
        ids = snapshot.people.ids
        rng = random.Random(1)
        self.people = [str(ids.key(int(n))) for n in rng.sample(working, 200)]
        found = service.store.fetch([ids.key(int(n)) for n in rng.sample(working, 200)]).found.values()
        self.names = [one.record.name for one in found if isinstance(one.record, Person)]
        self.skills = [skill.label for skill in every(service.store, Skill)]
        self.companies = [one.name for one in every(service.store, Organization)]
        self.address = next(self._addresses(service.store, set(self.people)))
        service.close()

    @staticmethod
    def _addresses(store: Any, people: set[str]) -> Iterator[str]:
        for one in every(store, Identifier):
            if one.scheme == "email" and one.value.endswith(".example") and one.person in people:
                yield one.value


class Reader:
    """A browser that is signed in, on one connection."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._cookie = ""
        page = self.get("/sign-in").decode()
        token = re.search(r'name="form" value="([^"]+)"', page)
        assert token is not None
        self._ask("POST", "/sign-in", urlencode({"form": token[1], "person": "0"}))

    def get(self, path: str) -> bytes:
        """A page, whole."""
        return self._ask("GET", path)

    def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self._cookie = value.partition(";")[0]
        text = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{path}: {answer.status}")
        return text


def pages(company: Company) -> dict[str, Path_]:
    """The addresses of each page, drawn anew each time."""

    def begun(text: str, rng: random.Random) -> str:
        return quote(text[: rng.randint(2, 6)])

    return {
        "first page": lambda rng: "/",
        "search: a skill": lambda rng: f"/?q={quote(rng.choice(company.skills))}",
        "search: a name": lambda rng: f"/?q={quote(rng.choice(company.names))}",
        "search: a company": lambda rng: f"/?q={quote(rng.choice(company.companies))}",
        "type-ahead": lambda rng: f"/suggest?q={begun(rng.choice([*company.skills, *company.names]), rng)}",
        "person": lambda rng: f"/people/{rng.choice(company.people)}",
        "paths": lambda rng: f"/people/{rng.choice(company.people)}/paths",
        "inbox": lambda rng: "/inbox",
        "about me": lambda rng: "/about-me",
        "preferences": lambda rng: "/preferences",
    }


def first_page(reader: Reader) -> int:
    """Bytes of the first page and of all that it loads."""
    page = reader.get("/")
    loaded = set(re.findall(rb'(?:src|href)="(/assets/[^"]+)"', page))
    return len(page) + sum(len(reader.get(path.decode())) for path in loaded)


def measured(reader: Reader, process: int, made: Path_, turns: int) -> dict[str, float]:
    """Milliseconds of `turns` requests, behind a few to warm up."""
    rng, taken, size = random.Random(7), [], 0
    for turn in range(turns + WARM_UP):
        if turn == WARM_UP:
            before = processor_ms(process)
        begun = time.perf_counter()
        size = max(size, len(reader.get(made(rng))))
        taken.append((time.perf_counter() - begun) * 1000)
    counted = sorted(taken[WARM_UP:])
    return {
        "p50_ms": round(counted[len(counted) // 2], 1),
        "p95_ms": round(counted[int(len(counted) * 0.95)], 1),
        "processor_ms": round((processor_ms(process) - before) / turns, 1),
        "largest_bytes": size,
    }


def main() -> None:
    """Serve the company and read every page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    company = Company(asked.data)
    os.environ["KITH_DEMO_PEOPLE"] = company.address
    with serving(asked.data, (KITH,)) as (url, _, process):
        reader = Reader(url)
        figures: dict[str, Any] = {"first_page_bytes": first_page(reader)}
        for name, made in pages(company).items():
            figures[name] = measured(reader, process, made, asked.turns)
            if not asked.json:
                print(f"{name}: {figures[name]}", flush=True)
    print(
        json.dumps(figures)
        if asked.json
        else f"first page, all included: {figures['first_page_bytes']} bytes"
    )


if __name__ == "__main__":
    main()
