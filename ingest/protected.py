"""Who asked not to be kept, and about whom nothing is to be inferred: looked at by every ingest."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from graph.errors import InvalidValue
from graph.identity.identifiers import SCHEMES, normalise
from graph.identity.names import last_first, name_key
from graph.keys import Key, KeyMaker
from graph.model import Contact, Evidence, Person, PrivateProfile, Record, RightsRequest, Tie, Tour
from graph.model.texts import FREE, Holds
from graph.ports import R, Store
from graph.scans import every
from ingest.source import BadRecord
from policy.inference import is_inferred
from queries.suppressed import NAME, Suppressed

PHONE: Final = "phone"

_OBJECTIONS: Final = f"{RightsRequest.KIND}:object."
_WORDED: Final = (Evidence, Person, PrivateProfile, Tie, Tour)
"""The kinds whose texts, as imports bring them, are looked through."""

_NEITHER: Final = -1


class ErasedRecord(BadRecord):
    """A record speaks of somebody who has been erased: it counts as unchanged and is kept nowhere."""


class Protected:
    """Suppressions and objections, read once a batch when anything has been written since."""

    def __init__(self, store: Store, keys: KeyMaker) -> None:
        self._store = store
        self._keys = keys
        self._revision = _NEITHER
        self._fresh = False
        self._suppressed = Suppressed((), keys)
        self._objected: frozenset[Key] = frozenset()

    def begin(self) -> None:
        """A batch begins: what was read before may be out of date."""
        self._fresh = False

    def erased(self, identities: Iterable[tuple[str, str]]) -> bool:
        """Whether any of these normalised identifiers is somebody's who has been erased.

        Several people share a telephone: it counts only when there is nothing else.
        """
        self._look()
        if not self._suppressed:
            return False
        told = list(identities)
        sure = [each for each in told if each[0] != PHONE] or told
        return any(self._suppressed.holds(*each) for each in sure)

    def erased_name(self, name: str) -> bool:
        """Whether somebody of this whole name has been erased; for mentions that nobody answers to."""
        self._look()
        if not self._suppressed or not name_key(name):
            return False
        return any(self._suppressed.holds(NAME, name_key(each)) for each in {name, last_first(name)})

    def names_erased(self, columns: Mapping[str, str]) -> bool:
        """Whether a row that is to be kept for mending holds an identifier or a name of the erased."""
        self._look()
        if not self._suppressed:
            return False
        parts = {part.strip() for value in columns.values() for part in str(value).split(";")}
        return any(self._text_names(part) for part in parts if part)

    def admitted(self, record: Record) -> Record | None:
        """`record` without texts that name who has been erased, and without those about whom nothing is

        inferred; None when it then says nothing.
        """
        self._look()
        if self._suppressed and isinstance(record, _WORDED):
            record = self._unnamed(record)
        if not self._objected or not isinstance(record, Evidence | Tie | Contact):
            return record
        if not isinstance(record, Evidence):
            ends = (record.a, record.b) if isinstance(record, Tie) else (record.sender, record.recipient)
            return None if any(self._bars(record, end) for end in ends) else record
        told = list(zip(record.people, record.shares, strict=True))
        kept = [pair for pair in told if not self._bars(record, pair[0])]
        if len(kept) == len(told):
            return record
        return (
            replace(record, people=tuple(p for p, _ in kept), shares=tuple(s for _, s in kept))
            if kept
            else None
        )

    def _unnamed(self, record: R) -> R:
        """What many records may be called by stays: a company may be called as somebody was."""
        left: dict[str, Any] = {}
        for name, holds in FREE[type(record)]:
            value = getattr(record, name)
            if holds is Holds.TEXT and self._suppressed.named_in(value):
                left[name] = ""
            elif holds is Holds.TEXTS and any(map(self._suppressed.named_in, value)):
                left[name] = tuple(text for text in value if not self._suppressed.named_in(text))
        return replace(record, **left) if left else record

    def _bars(self, record: Record, person: Key) -> bool:
        return person in self._objected and is_inferred(record, person)

    def _text_names(self, text: str) -> bool:
        for scheme in SCHEMES:
            try:
                if self._suppressed.holds(scheme, normalise(scheme, text)):
                    return True
            except InvalidValue:
                continue
        return self.erased_name(text) or self._suppressed.named_in(text)

    def _look(self) -> None:
        if self._fresh:
            return
        self._fresh = True
        revision = self._store.revision()
        if revision == self._revision:
            return
        self._revision = revision
        self._suppressed = Suppressed.read(self._store, self._keys)
        requests = every(self._store, RightsRequest, [_OBJECTIONS])
        self._objected = frozenset(request.person for request in requests if not request.note)
