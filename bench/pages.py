"""How long each page takes on a large network, over HTTP, as somebody who is signed in.

    python -m bench.pages --data DIR [--turns 40] [--only TEXT] [--json]

DIR is a data folder that holds a generated company (bench.requests --keep makes one); what a busy year leaves
(bench.busy) is written into it if it is not there. Pages are read as an employee, as somebody who left and as
an employee who has every role. Every page of web.application.PAGES that is shown by GET is measured, or named
as not measured. Prints, for each, the 50th and 95th percentile in milliseconds by the clock and of the
server's processor time, and the bytes of the largest; the first page with all that it loads.
"""

import argparse
import http.client
import json
import os
import random
import re
import time
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from bench.addresses import ALUMNA, EMPLOYEE, ROLES, STAFF, UPLOAD, Read, not_measured, reads
from bench.busy import fill
from bench.busy_year import NOW, Year
from bench.requests import KITH, serving
from service.opening import open_service
from service.settings import Settings

WARM_UP: Final = 5
BOUNDARY: Final = "busy"
FILES: Final = {"/my-imports": "my-ties", "/admin/imports": "skills"}


class Reader:
    """A browser that is signed in, on one connection."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._cookie = ""
        self.upload = ""
        self._form(self._ask("GET", "/sign-in"), "/sign-in", {"person": "0"})

    def get(self, path: str) -> bytes:
        """A page, whole."""
        return self._ask("GET", path.replace(UPLOAD, self.upload))

    def send(self, base: str, kind: str, text: str) -> None:
        """Send a file from the page at `base`, to be looked at."""
        fields = {"form": _token(self._ask("GET", base)), "kind": kind}
        parts = [
            f'Content-Disposition: form-data; name="{n}"\r\n\r\n{value}\r\n' for n, value in fields.items()
        ]
        parts.append(f'Content-Disposition: form-data; name="file"; filename="{kind}.csv"\r\n\r\n{text}\r\n')
        body = "".join(f"--{BOUNDARY}\r\n{part}" for part in parts) + f"--{BOUNDARY}--\r\n"
        self._ask("POST", base, body, f"multipart/form-data; boundary={BOUNDARY}")

    def _form(self, page: bytes, path: str, fields: dict[str, str]) -> None:
        self._ask("POST", path, urlencode({"form": _token(page), **fields}))

    def _ask(
        self, method: str, path: str, body: str | None = None, kind: str = "application/x-www-form-urlencoded"
    ) -> bytes:
        self._connection.request(method, path, body, {"Cookie": self._cookie, "Content-Type": kind})
        answer = self._connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self._cookie = value.partition(";")[0]
            if name.lower() == "location" and (sent := re.search(r"upload=([^&]+)", value)):
                self.upload = sent[1]
        text = answer.read()
        if answer.status >= 400 or (method == "GET" and answer.status >= 300):
            raise SystemExit(f"{path}: {answer.status}")
        return text


def _token(page: bytes) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page.decode())
    assert found is not None
    return found[1]


def table(kind: str, year: Year) -> str:
    """A file of 2,000 rows."""
    people = [year.addresses[year.employee], *(f"p{number}@elsewhere.example" for number in range(1, 2_000))]
    if kind == "skills":
        rows = [f"{address},{year.skills[0].label},declared" for address in people]
        return "\n".join(["person,skill,kind", *rows])
    return "\n".join(["person_a,person_b,kind", *(f"{people[0]},{other},colleague" for other in people[1:])])


def first_page(reader: Reader) -> int:
    """Bytes of the first page and of all that it loads."""
    page = reader.get("/")
    loaded = set(re.findall(rb'(?:src|href)="(/assets/[^"]+)"', page))
    return len(page) + sum(len(reader.get(path.decode())) for path in loaded)


def processor_ms(process: int) -> float:
    """What the threads of the process have used so far; those that ended are left out."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(one.read_text().split()[0]) for one in threads) / 1_000_000


def measured(reader: Reader, process: int, read: Read, turns: int) -> dict[str, float]:
    """Milliseconds of `turns` requests, behind a few to warm up."""
    dice, size = random.Random(7), 0
    taken, used = list[float](), list[float]()
    for _ in range(turns + WARM_UP):
        address, busy, begun = read.address(dice), processor_ms(process), time.perf_counter()
        size = max(size, len(reader.get(address)))
        taken.append((time.perf_counter() - begun) * 1000)
        used.append(processor_ms(process) - busy)
    first = taken[0]
    taken, used = sorted(taken[WARM_UP:]), sorted(used[WARM_UP:])
    half, most = turns // 2, int(turns * 0.95)
    return {
        "p50_ms": round(taken[half], 1),
        "p95_ms": round(taken[most], 1),
        "processor_p50_ms": round(used[half], 1),
        "processor_p95_ms": round(used[most], 1),
        "first_ms": round(first, 1),
        "largest_bytes": size,
    }


def main() -> None:
    """Serve the company and read every page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--only", default="", help="only pages whose name has this in it")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    service = open_service(Settings(data=asked.data, now=NOW))
    year = fill(service)
    service.close()
    listed, figures = reads(year), dict[str, Any]()
    for who, read in listed.items():
        some = [one for one in read if asked.only in f"{who}: {one.name}"]
        if some:
            figures |= _as(who, some, year, asked)
    figures["not measured"] = not_measured(listed)
    print(json.dumps(figures) if asked.json else f"not measured: {figures['not measured'] or 'nothing'}")


def _as(who: str, some: list[Read], year: Year, asked: argparse.Namespace) -> dict[str, Any]:
    """The figures of what one reader reads."""
    person = year.alumna if who == ALUMNA else year.employee
    os.environ["KITH_DEMO_PEOPLE"] = year.addresses[person] + (f"={ROLES}" if who == STAFF else "")
    figures: dict[str, Any] = {}
    with serving(asked.data, (KITH,)) as (url, _, process):
        reader = Reader(url)
        for read in some:
            base = read.route.removesuffix("/preview")
            if base != read.route:
                reader.send(base, FILES[base], table(FILES[base], year))
            figures[f"{who}: {read.name}"] = found = measured(reader, process, read, asked.turns)
            if not asked.json:
                print(f"{who}: {read.name}: {found}", flush=True)
        if who == EMPLOYEE:
            figures["first page, all included, bytes"] = size = first_page(reader)
            if not asked.json:
                print(f"first page, all included: {size:,} bytes")
    return figures


if __name__ == "__main__":
    main()
