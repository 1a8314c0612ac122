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
from graph.model import Identifier, Suppression
from graph.ports import MAX_KEYS
from queries.network import Network

Report = Callable[[str], None]

FILE: Final = "erasures"
"""Its name in the data folder."""


def replay(network: Network, locks: Path, report: Report, thorough: bool = False) -> int:
    """Erase once more who is back, and finish what was begun; returns how many people that were.

    Somebody is back when the store was restored from a copy that is older than the erasure: then it lacks
    the last one, too, and only that is looked for unless the look is `thorough`. Raises StoreUnavailable.
    """
    if not (thorough or _begun(network) or _older_copy(network)):
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


def _begun(network: Network) -> bool:
    """Whether an erasure was cut off."""
    return bool(marked(network.store)) or not all(erasure.done for erasure in network.erasures.all())


def _older_copy(network: Network) -> bool:
    """Whether the store does not know of the last erasure. One fetch."""
    noted = [erasure for erasure in network.erasures.all() if erasure.suppressed]
    if not noted:
        return False
    wanted = {Key(f"{Suppression.KIND}:{name}") for name in noted[-1].suppressed}
    return network.store.fetch(wanted).found.keys() != wanted


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
