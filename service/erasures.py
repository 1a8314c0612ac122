"""Which erasures are not done, or were undone by an older copy of the store."""

from typing import Final

from actions.erasure.begun import marked
from graph.erasures import Erasures
from graph.keys import Key
from graph.model import Identifier, Suppression
from graph.ports import MAX_KEYS, Store

FILE: Final = "erasures"
"""Its name in the data folder."""


def is_left(store: Store, erasures: Erasures) -> bool:
    """Whether an erasure was cut off, or the store does not know of the last one. One fetch.

    Somebody is back when the store was restored from a copy that is older than the erasure: then it lacks
    the last one, too.
    """
    cut_off = bool(marked(store)) or not all(erasure.done for erasure in erasures.all())
    return cut_off or _older_copy(store, erasures)


def unfinished(store: Store, erasures: Erasures) -> set[Key]:
    """The people who should not be there, or of whom a file may still hold something."""
    noted = erasures.all()
    keys = [erasure.person for erasure in noted]
    names = [name for erasure in noted for name in erasure.suppressed]
    keys += [Key(f"{Identifier.KIND}:{name}") for name in names]
    found = marked(store)
    found |= {erasure.person for erasure in noted if not erasure.done}
    for start in range(0, len(keys), MAX_KEYS):
        for key, stored in store.fetch(keys[start : start + MAX_KEYS]).found.items():
            found.add(stored.record.person if isinstance(stored.record, Identifier) else key)
    return found


def _older_copy(store: Store, erasures: Erasures) -> bool:
    noted = [erasure for erasure in erasures.all() if erasure.suppressed]
    if not noted:
        return False
    wanted = {Key(f"{Suppression.KIND}:{name}") for name in noted[-1].suppressed}
    return store.fetch(wanted).found.keys() != wanted
