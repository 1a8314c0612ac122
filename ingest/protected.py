"""Who asked not to be kept, and about whom nothing is to be inferred: looked at by every ingest."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from graph.algorithms.pair_facts import every
from graph.errors import InvalidValue
from graph.identity.identifiers import SCHEMES, normalise
from graph.identity.names import last_first, name_key
from graph.keys import Key, KeyMaker, name_of
from graph.model import Contact, Evidence, Identifier, Record, RightsRequest, Suppression, Tie
from graph.ports import Store
from ingest.source import BadRecord
from policy.inference import is_inferred

NAME: Final = "name"
"""The scheme under which a whole name is suppressed: for mentions that hold nothing else."""

PHONE: Final = "phone"

_OBJECTIONS: Final = f"{RightsRequest.KIND}:object."
_ADDRESS: Final = re.compile(r"[^\s<>;,()\"']+@[^\s<>;,()\"']+")
_MOST_WORDS: Final = 4
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
        self._suppressed: frozenset[str] = frozenset()
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
        return any(self._is_suppressed(*each) for each in sure)

    def erased_name(self, name: str) -> bool:
        """Whether somebody of this whole name has been erased; for mentions that nobody answers to."""
        self._look()
        if not self._suppressed or not name_key(name):
            return False
        return any(self._is_suppressed(NAME, name_key(each)) for each in {name, last_first(name)})

    def names_erased(self, columns: Mapping[str, str]) -> bool:
        """Whether a row that is to be kept for mending holds an identifier or a name of the erased."""
        self._look()
        if not self._suppressed:
            return False
        parts = {part.strip() for value in columns.values() for part in str(value).split(";")}
        return any(self._text_names(part) for part in parts if part)

    def unnamed(self, text: str) -> str:
        """`text`, or "" when it holds the full name or an address of somebody who has been erased."""
        self._look()
        if not text or not self._suppressed:
            return text
        words = name_key(text).split()
        spans = range(2, _MOST_WORDS + 1)
        runs = (" ".join(words[at : at + n]) for n in spans for at in range(len(words) - n + 1))
        named = any(self._is_suppressed(NAME, run) for run in runs) or self._holds_address(text)
        return "" if named else text

    def admitted(self, record: Record) -> Record | None:
        """`record` without those about whom nothing is inferred; None when it then says nothing."""
        if not isinstance(record, Evidence | Tie | Contact):
            return record
        self._look()
        if isinstance(record, Evidence) and self._suppressed and record.text:
            text = self.unnamed(record.text)
            record = record if text == record.text else replace(record, text=text)
        if not self._objected:
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

    def _bars(self, record: Record, person: Key) -> bool:
        return person in self._objected and is_inferred(record, person)

    def _text_names(self, text: str) -> bool:
        for scheme in SCHEMES:
            try:
                if self._is_suppressed(scheme, normalise(scheme, text)):
                    return True
            except InvalidValue:
                continue
        return self.erased_name(text) or not self.unnamed(text)

    def _holds_address(self, text: str) -> bool:
        for found in _ADDRESS.findall(text) if "@" in text else ():
            try:
                if self._is_suppressed("email", normalise("email", found)):
                    return True
            except InvalidValue:
                continue
        return False

    def _is_suppressed(self, scheme: str, value: str) -> bool:
        return name_of(self._keys.key(Identifier.KIND, scheme, value)) in self._suppressed

    def _look(self) -> None:
        if self._fresh:
            return
        self._fresh = True
        revision = self._store.revision()
        if revision == self._revision:
            return
        self._revision = revision
        self._suppressed = frozenset(name_of(each.key) for each in every(self._store, Suppression))
        requests = every(self._store, RightsRequest, [_OBJECTIONS])
        self._objected = frozenset(request.person for request in requests if not request.note)
