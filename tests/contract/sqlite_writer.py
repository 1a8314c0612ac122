"""A process that writes batches and says each number once it is in: `python -m ... PATH NAME COUNT SIZE`.

It waits for a line on its input before it begins, and does not close the store when it ends.
With LIMIT (bytes) no file may grow beyond that, as on a full disk.
"""

import resource
import sys
from pathlib import Path

from graph.errors import StoreUnavailable
from graph.stores.sqlite.store import SqliteStore
from tests.factories import records as a


def batch(name: str, number: int, size: int):
    people = [a.person(f"{name}{number}.{nth}", headline="x" * 200) for nth in range(size)]
    ties = [a.tie(f"{name}{number}.{nth}", f"{name}{number}.{nth - 1}") for nth in range(1, size)]
    return [*people, *ties]


def main(path: str, name: str, count: str, size: str, limit: str = "") -> None:
    store = SqliteStore(Path(path), wait_s=60)
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(count)):
        try:
            store.apply(batch(name, number, int(size)), key=f"{name}{number}")
        except StoreUnavailable as error:
            print(f"unavailable: {error.reason}", flush=True)
            return
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
