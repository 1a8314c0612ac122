"""`kith ingest preferences FILE.csv`: what people allow, as they said it elsewhere.

A file may give a yes for up to 24 months and add protection. It takes none away: a no, a
do-not-contact, a block, a lower capacity and a longer quiet period stay until the person changes them,
so that reading an old file again never undoes what somebody has asked for since.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from graph.dates import last_day
from graph.keys import NO_KEY, Key
from graph.model import Preference, preference_key
from ingest.draft import Draft
from ingest.moments import read_date
from ingest.protected import ErasedRecord
from ingest.source import BadRecord, Item, Problem, Stage
from ingest.sources.choices import Pair, read_pairs
from ingest.sources.choices import followed as choices_followed
from ingest.sources.content import fingerprint
from ingest.sources.repeats import FirstRows
from ingest.tables import Table
from policy.preferences import LARGEST_CAPACITY, MOST_MONTHS, quiet_at_least

COLUMNS: Final = {
    name: name
    for name in (
        "person", "allow", "refuse", "until", "do_not_contact", "blocks", "capacity", "quiet_until",
    )
}  # fmt: skip
_ANSWERS: Final = {"": False, "no": False, "n": False, "false": False, "0": False} | {
    "yes": True, "y": True, "true": True, "1": True,
}  # fmt: skip


class PreferencesSource:
    """One table of preferences, a person a row."""

    format = "preferences"
    contributor = NO_KEY

    def __init__(self, path: Path, today: date) -> None:
        """Open the table; 24 months count from `today`. Raises BadSource and WrongSource."""
        said = [name for name in COLUMNS if name not in ("person", "until")]
        self._table = Table(path, COLUMNS, required=("person",), any_of=said)
        self.name = f"preferences:{self._table.name}"
        self.fingerprint = fingerprint(self.format, self._table.content_hash)
        self._today = today
        self._cut: set[int] = set()
        self._kept: set[int] = set()

    @property
    def notes(self) -> list[str]:
        """About the file, and where a row was not followed to the letter."""
        notes = list(self._table.notes)
        if self._cut:
            notes.append(f"{_lines(self._cut)}: a yes ends after {MOST_MONTHS} months at most")
        if self._kept:
            notes.append(
                f"{_lines(self._kept)}: the person asked for more protection than the row; that stays"
            )
        return notes

    def stages(self) -> Sequence[Stage]:
        """One pass."""
        return [PreferenceStage(self._table, self._today, self._cut, self._kept)]


def _lines(lines: Collection[int]) -> str:
    listed = ", ".join(str(line) for line in sorted(lines)[:10])
    return (
        f"line {listed}" if len(lines) == 1 else f"{len(lines)} lines ({listed}{', ...' * (len(lines) > 10)})"
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """One row as the file has it."""

    allowed: frozenset[Pair]
    refused: frozenset[Pair]
    until: date | None
    do_not_contact: bool
    blocked: frozenset[Key]
    capacity: int | None
    quiet_until: str


@dataclass
class PreferenceStage:
    """One row is what one person allows."""

    table: Table | None
    today: date
    cut: set[int]
    kept: set[int]
    name: str = "preferences"
    counts: bool = True
    _said: dict[Key, _Said] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rows = FirstRows(self.table, _words)

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`."""
        return self._rows.items(after)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The preferences, once the people are known."""
        texts = {text for item in items for text in (item.columns["person"], *_list(item, "blocks"))}
        draft.load([key for text in texts if text for key in draft.find_keys(text)])
        keys = []
        for item in items:
            try:
                keys.append(preference_key(draft.find(item.columns["person"], "person")))
            except BadRecord:
                continue  # take says so
        return keys

    def take(self, item: Item, draft: Draft) -> None:
        """Put the preference. Raises BadRecord, also when an earlier row says something else."""
        person = draft.find(item.columns["person"], "person")
        said = _read(item, person, self.today, draft)
        key = preference_key(person)
        stored = draft.get(key, Preference)
        followed = self._followed(item, said, stored or Preference(key=key, person=person), stored)
        same = followed == stored if self.table is None else self._said.setdefault(key, said) == said
        self._rows.refuse_other(key, item, stored is None or same, "person")
        draft.subject(key)
        draft.put(followed)

    def _followed(self, item: Item, said: _Said, before: Preference, stored: Preference | None) -> Preference:
        capacity = before.capacity if said.capacity is None else said.capacity
        choices = choices_followed(
            before.choices, said.allowed, said.refused, said.until or self.today, self.today
        )
        if choices.cut:
            self.cut.add(item.line)
        after = replace(
            before,
            choices=choices.choices,
            do_not_contact=before.do_not_contact or said.do_not_contact,
            blocked=tuple(sorted({*before.blocked, *said.blocked})),
            capacity=min(before.capacity, capacity) if stored else capacity,
        )
        after = quiet_at_least(after, said.quiet_until, self.today)
        if choices.kept or (said.capacity is not None and after.capacity < said.capacity):
            self.kept.add(item.line)
        return after


def _words(columns: Mapping[str, str]) -> tuple[str, ...]:
    return (columns["person"].casefold(),)


def _list(item: Item, column: str) -> list[str]:
    return [part for part in (part.strip() for part in item.columns.get(column, "").split(";")) if part]


def _read(item: Item, person: Key, today: date, draft: Draft) -> _Said:
    allowed, refused = (read_pairs(item.columns.get(name, ""), name) for name in ("allow", "refuse"))
    if both := sorted(allowed & refused):
        raise BadRecord("refuse", f"{':'.join(both[0])} is allowed and refused")
    until = last_day(read_date(item.columns.get("until", ""), "until", today))
    if allowed and until is None:
        raise BadRecord("until", "what is allowed needs a day when that ends")
    answer = item.columns.get("do_not_contact", "")
    if answer.casefold() not in _ANSWERS:
        raise BadRecord("do_not_contact", f"{answer!r} is neither yes nor no")
    blocked = frozenset(_blocked(item, draft))
    if person in blocked:
        raise BadRecord("blocks", "nobody can block themself")
    return _Said(
        allowed=allowed,
        refused=refused,
        until=until,
        do_not_contact=_ANSWERS[answer.casefold()],
        blocked=blocked,
        capacity=_capacity(item.columns.get("capacity", "")),
        quiet_until=read_date(item.columns.get("quiet_until", ""), "quiet_until", today),
    )


def _blocked(item: Item, draft: Draft) -> Iterator[Key]:
    for text in _list(item, "blocks"):
        with suppress(ErasedRecord):  # for who has been erased there is nobody any more
            yield draft.find(text, "blocks")


def _capacity(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text[:6]) > LARGEST_CAPACITY:
        raise BadRecord("capacity", f"{text!r} is no whole number from 0 to {LARGEST_CAPACITY}")
    return int(text)
