"""`kith ingest contacts FILE.csv`: who wrote to, met or called whom, and when. Headers only."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from graph.algorithms.source_switches import OF_CONTACT
from graph.dates import first_day, iso
from graph.keys import NO_KEY, Key, kind_of
from graph.model import Contact, Person
from ingest.draft import Draft
from ingest.moments import read_date
from ingest.protected import ErasedRecord
from ingest.source import BadRecord, Item, Problem, Stage
from ingest.sources.acquaintances import Acquaintances
from ingest.sources.content import fingerprint
from ingest.sources.participants import Participant, participant, participants
from ingest.tables import Table

COLUMNS: Final = {name: name for name in ("at", "from", "to", "kind")}
KINDS: Final = ("mail", "meeting", "call")

MOST_RECIPIENTS: Final = 15
"""A contact with more people than this besides the sender says nothing about any two of them."""

EARLIEST_YEAR: Final = 1990

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII)


class ContactsSource:
    """One table of contacts; private to `contributor` unless that is NO_KEY."""

    format = "contacts"

    def __init__(self, path: Path, contributor: Key = NO_KEY) -> None:
        """Open the table. Raises BadSource and WrongSource."""
        self._table = Table(path, COLUMNS, required=("at", "from", "to"))
        self.name = f"contacts:{self._table.name}"
        self.contributor = contributor
        self.fingerprint = fingerprint(self.format, self._table.content_hash, contributor)
        self._left_out = LeftOut()

    @property
    def notes(self) -> list[str]:
        """About the file, and how many rows are no evidence."""
        return [*self._table.notes, *self._left_out.notes()]

    def stages(self) -> Sequence[Stage]:
        """One pass."""
        return [ContactStage(self._table, self._left_out)]


@dataclass(slots=True)
class LeftOut:
    """How many rows are no evidence. A batch that is drafted twice is counted once."""

    crowds: int = 0
    machines: int = 0
    alone: int = 0
    _line: int = 0

    def count(self, line: int, *, crowds: int = 0, machines: int = 0, alone: int = 0) -> None:
        """Count the row that begins on `line`."""
        if line > self._line:
            self._line = line
            self.crowds += crowds
            self.machines += machines
            self.alone += alone

    def notes(self) -> Iterator[str]:
        """In words."""
        if self.crowds:
            yield f"no evidence: {self.crowds} contacts with more than {MOST_RECIPIENTS} recipients"
        if self.machines:
            yield f"no evidence: {self.machines} contacts of machines or team mailboxes"
        if self.alone:
            yield f"no evidence: {self.alone} contacts of people with themselves"


class _Row(NamedTuple):
    line: int
    at: str
    kind: str
    sender: Participant
    recipients: Sequence[Participant]


class ContactStage:
    """One row is a contact of one person with one or several."""

    name = "contacts"
    counts = True

    def __init__(self, table: Table | None, left_out: LeftOut) -> None:
        self._table = table
        self._left_out = left_out
        self._people = Acquaintances()
        self._rows: dict[int, _Row] = {}  # of the present batch: needs and take read a row once
        self._keys: dict[tuple[int, Key], Key] = {}  # of its contacts, by line and recipient

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`."""
        return self._table.items(after) if self._table else iter(())

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The contacts, once the people are known."""
        today = draft.now.date()
        self._rows = {item.line: row for item in items if (row := _readable(item, today))}
        rows = self._rows.values()
        self._people.load({p.text for row in rows for p in (row.sender, *row.recipients)}, draft)
        self._keys.clear()
        for row in rows:
            self._note_keys(row, draft)
        return self._keys.values()

    def _note_keys(self, row: _Row, draft: Draft) -> None:
        """The keys of contacts with those who are known; none when take refuses the row."""
        try:
            sender = self._people.known(row.sender, "from", draft)
            others = [self._people.known(other, "to", draft) for other in row.recipients[:MOST_RECIPIENTS]]
        except BadRecord:
            return
        for other in others:
            if sender and other and sender != other:
                self._keys[row.line, other] = _key(sender, other, row, draft)

    def take(self, item: Item, draft: Draft) -> None:
        """Put a contact with each recipient, and make the people that nobody knew. Raises BadRecord."""
        row = self._rows.get(item.line) or _row(item, draft.now.date())
        if not row.sender.is_person or not (recipients := [r for r in row.recipients if r.is_person]):
            return self._left_out.count(item.line, machines=1)
        sender = self._people.known(row.sender, "from", draft)
        others = {self._people.known(r, "to", draft) or r.email: r for r in recipients}
        others.pop(sender or row.sender.email, None)
        if len(others) > MOST_RECIPIENTS:
            return self._left_out.count(item.line, crowds=1)
        if not others:
            return self._left_out.count(item.line, alone=1)
        left = {who: recipient for who, recipient in others.items() if not _is_erased(recipient, draft)}
        if not left:
            raise ErasedRecord("to", "somebody who has been erased")
        asked = (Key(who) for who in (sender, *left) if kind_of(who) == Person.KIND)
        unread = draft.switched.among(asked, OF_CONTACT[row.kind])
        if sender in unread:
            return None
        met = [recipient for who, recipient in left.items() if who not in unread]
        sender = self._people.meet(row.sender, "from", draft) if met else sender
        for other in met:
            self._put(sender, self._people.meet(other, "to", draft), row, 1 / len(others), draft)
        return None

    def _put(self, sender: Key, recipient: Key, row: _Row, weight: float, draft: Draft) -> None:
        key = self._keys.get((row.line, recipient)) or _key(sender, recipient, row, draft)
        stored = draft.get(key, Contact)
        if stored is not None and stored.weight >= weight:
            return  # of two mails in the same moment the more personal one counts
        draft.put(
            Contact(
                key=key,
                sender=sender,
                recipient=recipient,
                contact_kind=row.kind,
                at=row.at,
                weight=weight,
                source=draft.source,
                contributor=draft.contributor,
            )
        )


def _is_erased(mentioned: Participant, draft: Draft) -> bool:
    return bool(mentioned.email) and draft.protected.erased([("email", mentioned.email)])


def _key(sender: Key, recipient: Key, row: _Row, draft: Draft) -> Key:
    return draft.keys.pair_key(Contact.KIND, sender, recipient, row.at, row.kind, sender, draft.contributor)


def _readable(item: Item, today: date) -> _Row | None:
    try:
        return _row(item, today)
    except BadRecord:
        return None  # take says so


def _row(item: Item, today: date) -> _Row:
    columns = item.columns
    kind = columns.get("kind", "").casefold() or KINDS[0]
    if kind not in KINDS:
        raise BadRecord("kind", f"{columns['kind']!r} is not one of {', '.join(KINDS)}")
    if not columns["at"]:
        raise BadRecord("at", "a contact needs the moment that it happened")
    at = _moment(columns["at"], today)
    if not columns["from"]:
        raise BadRecord("from", "nobody is named")
    recipients = participants(columns["to"], "to")
    if not recipients:
        raise BadRecord("to", "nobody is named")
    return _Row(item.line, at, kind, participant(columns["from"], "from"), recipients)


def _moment(text: str, today: date) -> str:
    """A moment in UTC, or a partial date. Raises BadRecord."""
    if _MOMENT.fullmatch(text) is not None and _is_plain(text[:10], today):
        return text  # written as we write it
    return _read_moment(text, today)


@lru_cache(maxsize=20_000)
def _is_plain(day: str, today: date) -> bool:
    """Whether nothing is to be wondered about a day."""
    try:
        return date.fromisoformat(day).year >= EARLIEST_YEAR and day <= today.isoformat()
    except ValueError:
        return False


@lru_cache(maxsize=50_000)
def _read_moment(text: str, today: date) -> str:
    at = read_date(text, "at", today)
    if len(text) > len(at):  # there is a time behind the day
        try:
            at = iso(datetime.fromisoformat(text))
        except ValueError as error:
            raise BadRecord("at", f"{text!r} is not a moment: {error}") from None
    if int(at[:4]) < EARLIEST_YEAR:
        raise BadRecord("at", f"{text!r} lies before {EARLIEST_YEAR}: a clock that was not set")
    day = first_day(at)
    if day is not None and day > today + timedelta(days=1):
        raise BadRecord("at", f"{text!r} lies in the future")
    return at
