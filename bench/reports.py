"""How long each report takes: `python -m bench.reports DATA_FOLDER [NAME...]`.

DATA_FOLDER holds a network of your own, or one that was ingested from `kith sample`. Nothing is written: each
report is made as it is when nobody has asked for it this month, in a process that has its read model. Also
told is for how long at most a follower of changes waited for the report to let go of the read model.
"""

import sys
import threading
import time
from pathlib import Path

from queries.network import Network
from queries.reporting.catalogue import REPORTS
from queries.reporting.published import made
from service.opening import open_service
from service.settings import Settings

EVERY_S = 0.002


def main(folder: Path, names: list[str]) -> None:
    service = open_service(Settings(data=folder), print)
    snapshot = service.network.read_model.current()
    print(
        f"{len(snapshot.people.ids):,} people, {len(snapshot.ties.pairs):,} ties,"
        f" {len(snapshot.evidence.rows):,} pieces of evidence"
    )
    for name in names or REPORTS:
        measure(service.network, name)
    service.close()


def measure(network: Network, name: str) -> None:
    waited, done = [0.0], threading.Event()
    watching = threading.Thread(target=watch, args=(network, waited, done))
    watching.start()
    began, used = time.perf_counter(), time.process_time()
    record = made(network, name, lambda _: None)
    took, processor = time.perf_counter() - began, time.process_time() - used
    done.set()
    watching.join()
    print(
        f"{name:15} {took:6.2f} s ({processor:5.2f} s of processor time),"
        f" read model held {waited[0] * 1000:4.0f} ms at most, {len(record.body):,} bytes",
        flush=True,
    )


def watch(network: Network, waited: list[float], done: threading.Event) -> None:
    """Be a follower that has nothing to write."""
    sharing = network.read_model.current().sharing
    while not done.wait(EVERY_S):
        began = time.perf_counter()
        with sharing.writing():
            waited[0] = max(waited[0], time.perf_counter() - began)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
