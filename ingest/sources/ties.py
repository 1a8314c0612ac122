"""`kith ingest ties FILE.csv`: who knows whom, as somebody has written it down."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.keys import NO_KEY, Key
from graph.model import Tie
from ingest.draft import NOBODY, Draft
from ingest.moments import read_date, read_end
from ingest.source import BadRecord, Item, Problem, Stage
from ingest.sources.content import fingerprint
from ingest.sources.repeats import FirstRows
from ingest.tables import Table

COLUMNS: Final = {name: name for name in ("person_a", "person_b", "kind", "since", "until", "strength")}

STATED_TRUST: Final = 1.0
"""Amount of trust in a tie that somebody stated; it says nothing about present contact."""


class TiesSource:
    """One table of ties; private to `contributor` unless that is NO_KEY."""

    format = "ties"

    def __init__(self, path: Path, contributor: Key = NO_KEY) -> None:
        """Open the table. Raises BadSource and WrongSource."""
        self._table = Table(path, COLUMNS, required=("person_a", "person_b"))
        self.name = f"ties:{self._table.name}"
        self.contributor = contributor
        self.fingerprint = fingerprint(self.format, self._table.content_hash, contributor)
        self.notes = list(self._table.notes)

    def stages(self) -> Sequence[Stage]:
        """One pass: everybody named must be there already."""
        return [TieStage(self._table)]


class TieStage:
    """One tie a row."""

    name = "ties"
    counts = True

    def __init__(self, table: Table | None) -> None:
        self._rows = FirstRows(table, _words)
        self._ties: dict[int, Tie] = {}  # of the present batch: needs and take read a row once

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`."""
        return self._rows.items(after)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The ties, once the people are known."""
        known = draft.find_each(item.columns[column] for item in items for column in ("person_a", "person_b"))
        self._ties.clear()
        for item in items:
            try:
                self._ties[item.line] = _tie(item, draft, known)
            except BadRecord:
                continue  # take says so
        return [tie.key for tie in self._ties.values()]

    def take(self, item: Item, draft: Draft) -> None:
        """Put the tie. Raises BadRecord, also for a row that contradicts an earlier one."""
        tie = self._ties.get(item.line) or _tie(item, draft)
        stored = draft.get(tie.key, Tie)
        if stored is not None and replace(tie, source=stored.source) == stored:
            tie = stored  # the same fact in another file is no change
        self._rows.refuse_other(tie.key, item, stored is None or tie == stored, "kind")
        draft.subject(tie.key)
        draft.put(tie)


def _words(columns: Mapping[str, str]) -> tuple[str, ...]:
    return (*sorted((columns["person_a"].casefold(), columns["person_b"].casefold())), _kind(columns))


def _kind(columns: Mapping[str, str]) -> str:
    return " ".join(columns.get("kind", "").split())


def _ends(item: Item, draft: Draft, known: Mapping[str, Key]) -> tuple[Key, Key]:
    """The two people in key order."""
    a, b = item.columns["person_a"], item.columns["person_b"]
    one = known.get(a) or draft.find(a, "person_a")
    other = known.get(b) or draft.find(b, "person_b")
    if one == other:
        raise BadRecord("person_b", f"{b!r} is the same person as person_a")
    return (one, other) if one < other else (other, one)


def _tie(item: Item, draft: Draft, known: Mapping[str, Key] = NOBODY) -> Tie:
    a, b = _ends(item, draft, known)
    today, kind = draft.now.date(), _kind(item.columns)
    since = read_date(item.columns.get("since", ""), "since", today)
    return Tie(
        key=draft.keys.pair_key(Tie.KIND, a, b, "stated", kind, draft.contributor),
        a=a,
        b=b,
        tie_kind=kind,
        since=since,
        until=read_end(item.columns.get("until", ""), "until", today, since=since),
        trust=STATED_TRUST,
        strength=_strength(item.columns.get("strength", "")),
        source=draft.source,
        contributor=draft.contributor,
    )


def _strength(text: str) -> float:
    """A stated strength in (0, 1]; 0 when none is stated."""
    if not text:
        return 0.0
    try:
        strength = float(text)
    except ValueError:
        raise BadRecord("strength", f"{text!r} is not a number") from None
    if not 0 < strength <= 1:  # also refuses "nan"
        raise BadRecord("strength", f"{text!r} is not above 0 and at most 1")
    return strength
