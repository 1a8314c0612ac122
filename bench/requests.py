"""How long the service takes: start, memory, and whole requests over HTTP on a generated company.

    python -m bench.requests --people 100000 [--data DIR | --keep DIR] [--json]

Generates and ingests a company (or takes a data folder that holds one; with --keep it is made once and
taken up again the next time), starts `kith serve` as a process, and asks warmPaths and whoKnows one after
another with full answers (names, reasons, evidence), as an employee. Prints 50th and 95th percentiles,
the server's processor time for each question, the seconds of a start with an existing read model, and the
server's resident memory after all questions.
"""

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import numpy as np

from bench.http import measure
from graph.dates import day_number
from graph.model import Skill
from graph.scans import every
from policy.gates import Status, statuses
from service.opening import open_service
from service.settings import Settings

KITH = str(Path(sys.executable).with_name("kith"))
NOW = "2026-11-22"


def kith(data: Path, *arguments: str, cwd: Path | None = None) -> str:
    environment = {**os.environ, "KITH_DATA": str(data), "KITH_NOW": NOW}
    done = subprocess.run([KITH, *arguments], env=environment, cwd=cwd, capture_output=True, text=True)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done.stdout


def company(kept: Path | None, scratch: Path, people: int) -> Path:
    """The data folder of a company of `people`, the one in `kept` if there is one already."""
    folder = (kept or scratch) / f"company-{people}"
    if not folder.exists():
        begun = folder.with_suffix(".part")  # what breaks off is not taken for a company
        rmtree(begun, ignore_errors=True)
        begun.mkdir(parents=True)
        fill(begun / "data", begun / "sample", people)
        begun.rename(folder)
    return folder / "data"


def fill(data: Path, sample: Path, people: int) -> None:
    made = json.loads(
        kith(data, "--json", "sample", "--people", str(people), "--seed", "1", "--out", str(sample))
    )
    kith(data, "init", "--organization", made["organization"])
    for line in (sample / "ingest.txt").read_text().splitlines():
        kith(data, "ingest", *line.split(), cwd=sample)


def questions(data: Path, count: int, seed: int) -> tuple[str, list[list[str]]]:
    """An employee's id, and questions: people of every status, labels of skills and words."""
    service = open_service(Settings(data=data, now=NOW))
    snapshot = service.network.read_model.current()
    rng = random.Random(seed)
    status = statuses(snapshot.people.standing.rows, day_number(service.today()))
    known = np.flatnonzero(snapshot.people.standing.rows["known"])
    asker = int(rng.choice(np.flatnonzero(status == Status.EMPLOYEE).tolist()))
    people = [snapshot.people.ids.key(int(n)) for n in rng.sample(known.tolist(), count)]
    labels = [skill.label for skill in every(service.store, Skill)]
    topics = [rng.choice(labels) if n % 2 else f"{rng.choice(labels)} review" for n in range(count)]
    viewer = snapshot.people.ids.key(asker)
    service.close()
    return viewer, [["paths", p] for p in people] + [["who-knows", t] for t in topics]


@contextmanager
def serving(data: Path, command: tuple[str, ...] = (KITH,)) -> Iterator[tuple[str, float, int]]:
    """The URL, the seconds from the command to the first healthy answer, and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "KITH_DATA": str(data), "KITH_NOW": NOW}
    began = time.monotonic()
    process = subprocess.Popen(
        [*command, "serve", "--port", str(port)], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).read()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() - began > 300:
                    raise SystemExit("the service did not start") from None
                time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/graphql", time.monotonic() - began, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def resident_mb(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("no figure for resident memory on this system")


def processor_ms(process: int) -> float:
    """What the process has used so far, its threads included."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=100_000)
    held = parser.add_mutually_exclusive_group()
    held.add_argument("--data", type=Path, help="a data folder that holds a company")
    held.add_argument("--keep", type=Path, help="where the generated company is kept and found again")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch:
        data = asked.data or company(asked.keep, Path(scratch), asked.people)
        viewer, listed = questions(data, asked.questions, asked.seed)
        token = kith(data, "token", "--as", viewer).strip().splitlines()[-1]
        with serving(data) as (url, start, process):
            measure(listed[:5] + listed[-5:], url, token)
            found = {"start_seconds": start}
            for kind in dict.fromkeys(kind for kind, _ in listed):
                of_kind = [question for question in listed if question[0] == kind]
                before = processor_ms(process)
                p50, p95 = np.percentile(measure(of_kind, url, token)[kind], [50, 95])
                used = (processor_ms(process) - before) / len(of_kind)
                found |= {f"{kind} p50 ms": float(p50), f"{kind} p95 ms": float(p95)}
                found[f"{kind} processor ms"] = used
            found["resident_mb"] = resident_mb(process)
    if asked.json:
        print(json.dumps({**{k: str(v) for k, v in vars(asked).items()}, **found}))
        return
    for name, value in found.items():
        print(f"{name:24} {value:10.1f}")


if __name__ == "__main__":
    main()
