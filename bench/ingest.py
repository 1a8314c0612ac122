"""How fast a company comes in: `kith ingest` of every file of a sample, each as a process of its own.

    python -m bench.ingest --people 20000                 # makes the sample first
    python -m bench.ingest --sample DIR --again --json    # what `kith sample` made; each file twice

All go into one fresh data folder, in the order that the sample's ingest.txt gives. A record is a node
or relationship that the store holds afterwards and did not hold before. What nodes refer to (SHOWN_BY,
ABOUT, ...) Neo4j draws as relationships too and SQLite keeps in an index: `drawn` counts these, and
no rate includes them. Seconds are those of the whole process,
its start included; cpu is user and system time, which says more on a machine that others use too.
"""

import argparse
import json
import os
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.keys import kind_of
from graph.model import KINDS, referred
from graph.ports import MAX_KEYS, Position, Store
from graph.stores.sqlite.store import SqliteStore

KITH = Path(sys.executable).with_name("kith")
ORGANIZATION = "Brindlemoor"
_DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Run:
    """One ingest: `rows` of input, `records` added by kind, seconds of wall clock and of CPU.

    `drawn`: how many references of nodes came with the records.

    `again`: the same input has been taken in before, so nothing but the job itself is added.
    """

    name: str
    again: bool
    rows: int
    records: int
    drawn: int
    kinds: dict[str, int]
    seconds: float
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=5_000, help="size of the company to generate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=Path, help="a folder that `kith sample` wrote, instead")
    parser.add_argument("--folder", type=Path, help="where to put the data (default: a temporary folder)")
    parser.add_argument(
        "--only", nargs="*", default=(), help="formats to measure (the others run unmeasured)"
    )
    parser.add_argument("--again", action="store_true", help="ingest everything a second time")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kith-bench-", dir=given.folder))
    try:
        sample = given.sample or _sample(folder / "sample", given.people, given.seed)
        runs = measure(sample, folder / "data", again=given.again)
    finally:
        shutil.rmtree(folder)
    runs = [run for run in runs if not given.only or run.name.split()[0] in given.only]
    _print(runs, as_json=given.json)


def measure(sample: Path, data: Path, again: bool) -> list[Run]:
    """Ingest every file of `sample` into the empty folder `data`."""
    _kith(data, "init", "--organization", ORGANIZATION)
    lines = [shlex.split(line) for line in (sample / "ingest.txt").read_text().splitlines() if line.strip()]
    runs: list[Run] = []
    held = _held(data)
    for repeated in (False, True) if again else (False,):
        for line in lines:
            run, held = _run(data, sample, line, held, again=repeated)
            runs.append(run)
    return runs


def _sample(folder: Path, people: int, seed: int) -> Path:
    _kith(folder, "sample", "--people", str(people), "--seed", str(seed), "--out", str(folder))
    return folder


def _run(
    data: Path, sample: Path, line: Sequence[str], before: Counter[str], again: bool
) -> tuple[Run, Counter[str]]:
    """One ingest, and what the store holds after it."""
    print(shlex.join(line), file=sys.stderr, flush=True)
    worked, begun = _cpu(), time.perf_counter()
    said = _kith(data, "ingest", *line, "--json", folder=sample)
    seconds, cpu = time.perf_counter() - begun, _cpu() - worked
    after = _held(data)
    added = after - before
    drawn = added.pop(_DRAWN, 0)
    name = " ".join([line[0], next(word for word in line if "." in word)])
    run = Run(name, again, int(said["read"]), added.total(), drawn, dict(added), seconds, cpu)
    return run, after


def _kith(data: Path, *arguments: str, folder: Path | None = None) -> dict[str, Any]:
    """Run the command to its end; what it says as JSON, if it does. Problems in rows are no failure."""
    environment = {**os.environ, "KITH_DATA": str(data)}
    done = subprocess.run(
        [KITH, *arguments], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"kith {shlex.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return dict(json.loads(done.stdout)) if "--json" in arguments else {}


def _cpu() -> float:
    """Seconds of CPU of all processes that have been started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held(data: Path) -> Counter[str]:
    """How many records of each kind the store holds, and under _DRAWN the references of its nodes."""
    (file,) = data.glob("*.sqlite")
    store = SqliteStore(file, create=False)
    try:
        return _counted(store)
    finally:
        store.close()


def _counted(store: Store) -> Counter[str]:
    held: Counter[str] = Counter()
    since: Position | None = Position(0)
    while since is not None:
        feed = store.changes(since, MAX_KEYS)
        keys = [change.key for change in feed.changes if not change.deleted]
        held.update(kind_of(key) for key in keys)
        nodes = [key for key in keys if KINDS[kind_of(key)].ENDS is None]
        held[_DRAWN] += sum(
            1 for stored in store.fetch(nodes).found.values() for _ in referred(stored.record)
        )
        since = feed.after
    return held


def _print(runs: Sequence[Run], *, as_json: bool) -> None:
    first = [run for run in runs if not run.again]
    second = [run for run in runs if run.again]
    shown = [*first, _overall(first), *second, *([_overall(second)] if second else [])]
    if as_json:
        print(json.dumps([asdict(run) for run in shown], indent=1))
        return
    print(
        f"{'':<40}{'rows':>9}{'records':>11}{'drawn':>10}{'seconds':>9}{'cpu':>8}"
        f"{'records/s':>11}{'per cpu s':>11}{'rows/s':>9}"
    )
    for run in shown:
        print(
            f"{run.name + ' again' * run.again:<40}{run.rows:>9,}{run.records:>11,}{run.drawn:>10,}"
            f"{run.seconds:>9.2f}{run.cpu:>8.2f}{run.records / run.seconds:>11,.0f}"
            f"{run.records / run.cpu:>11,.0f}{run.rows / run.seconds:>9,.0f}"
        )
    print(", ".join(f"{number:,} {kind}" for kind, number in sorted(_overall(first).kinds.items())))


def _overall(runs: Sequence[Run]) -> Run:
    return Run(
        "overall",
        any(run.again for run in runs),
        sum(run.rows for run in runs),
        sum(run.records for run in runs),
        sum(run.drawn for run in runs),
        dict(sum((Counter(run.kinds) for run in runs), Counter())),
        sum(run.seconds for run in runs),
        sum(run.cpu for run in runs),
    )


if __name__ == "__main__":
    main()
