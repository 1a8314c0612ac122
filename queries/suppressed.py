"""Whether a text or an identifier names somebody who has been erased: keyed hashes are all that is left.

A whole name counts from two words on, in any case and accents, with its last word first or last. The runs of
words of a text are hashed as names were, and looked up.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from graph.errors import InvalidValue
from graph.identity.identifiers import normalise
from graph.identity.names import name_key
from graph.keys import KeyMaker, name_of
from graph.model import Identifier, Suppression
from graph.ports import Store
from graph.scans import every

NAME: Final = "name"
"""The scheme under which a whole name is suppressed."""

_ADDRESS: Final = re.compile(r"[^\s<>;,()\"']+@[^\s<>;,()\"']+")
_MOST_WORDS: Final = 4
_KEPT: Final = 50_000


class Suppressed:
    """The suppressions of a store as they were when this was made."""

    def __init__(self, names: Iterable[str], keys: KeyMaker) -> None:
        self._names = frozenset(names)
        self._keys = keys
        self._known: dict[str, bool] = {}

    @classmethod
    def read(cls, store: Store, keys: KeyMaker) -> "Suppressed":
        """Everybody's. O(suppressions)."""
        return cls((name_of(each.key) for each in every(store, Suppression)), keys)

    def __bool__(self) -> bool:
        return bool(self._names)

    def holds(self, scheme: str, value: str) -> bool:
        """Whether this normalised identifier, or with NAME this name as it is compared, is suppressed."""
        return name_of(self._keys.key(Identifier.KIND, scheme, value)) in self._names

    def named_in(self, text: str) -> bool:
        """Whether `text` holds the full name or an e-mail address of somebody. O(words), hashed once."""
        if not text or not self._names:
            return False
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[text] = self._addressed(text) or any(
                self.holds(NAME, run) for run in _runs(name_key(text).split())
            )
        return known

    def _addressed(self, text: str) -> bool:
        for found in _ADDRESS.findall(text) if "@" in text else ():
            try:
                if self.holds("email", normalise("email", found)):
                    return True
            except InvalidValue:
                continue
        return False


def _runs(words: list[str]) -> Iterator[str]:
    for size in range(2, _MOST_WORDS + 1):
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            yield " ".join(run)
            yield " ".join((*run[1:], run[0]))
