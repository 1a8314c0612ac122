"""Erasures after a restore, and those that were cut off: compared with the store when it is opened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from actions.erase import erase, scrub, suppress
from actions.erasure.walk import marked
from graph.erasures import Erasure
from graph.keys import Key
from graph.model import Identifier
from graph.ports import MAX_KEYS
from queries.network import Network

Report = Callable[[str], None]

FILE: Final = "erasures"
"""Its name in the data folder."""


def replay(network: Network, locks: Path, report: Report) -> int:
    """Erase once more who is back, and finish what was begun; returns how many people that were.

    Somebody is back when the store was restored from a copy that is older than the erasure. One fetch when
    there is nothing to do. Raises StoreUnavailable.
    """
    if not unfinished(network):
        return 0
    with _alone(locks) as alone:
        if not alone:
            return 0  # another process is at it
        erasures = {erasure.person: erasure for erasure in network.erasures.all()}
        back = unfinished(network)
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


def unfinished(network: Network) -> set[Key]:
    """The people who should not be there, or of whom a file may still hold something."""
    erasures = network.erasures.all()
    keys = [e.person for e in erasures]
    names = [name for e in erasures for name in e.suppressed]
    keys += [Key(f"{Identifier.KIND}:{name}") for name in names]
    found = marked(network.store)
    found |= {erasure.person for erasure in erasures if not erasure.done}
    for start in range(0, len(keys), MAX_KEYS):
        for key, stored in network.store.fetch(keys[start : start + MAX_KEYS]).found.items():
            found.add(stored.record.person if isinstance(stored.record, Identifier) else key)
    return found


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
