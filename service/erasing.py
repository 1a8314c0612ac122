"""Erasing once more: after a restore, and what was cut off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from actions.erase import erase, scrub, suppress
from graph.erasures import Erasure
from queries.network import Network
from service.erasures import unfinished

Report = Callable[[str], None]


def replay(network: Network, locks: Path, report: Report) -> int:
    """Erase once more who is back, and finish what was begun; returns how many people that were.

    Raises StoreUnavailable.
    """
    with _alone(locks) as alone:
        if not alone:
            return 0  # another process is at it
        erasures = {erasure.person: erasure for erasure in network.erasures.all()}
        back = unfinished(network.store, network.erasures)
        for erasure in erasures.values():
            suppress(network, erasure.suppressed)
        for person in sorted(back):
            report("erasing once more somebody who had been erased")
            erase(network, person)
        for erasure in erasures.values():
            if not erasure.done:
                scrub(network, [erasure.person])
                network.erasures.note(Erasure(erasure.person, erasure.suppressed, erasure.day, done=True))
        return len(back)


@contextmanager
def _alone(locks: Path) -> Iterator[bool]:
    locks.mkdir(parents=True, exist_ok=True)
    lock = FileLock(locks / "erasures")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
