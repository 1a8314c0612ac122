"""Connections.csv: who the owner is connected with, since when, and where they work now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from graph.errors import InvalidValue
from graph.identity import looks_garbled, normalise
from graph.keys import Key
from graph.model import Employment, Person, Tie
from ingest.draft import Draft
from ingest.moments import read_date
from ingest.source import BadRecord, Item, Problem
from ingest.sources.linkedin.owned import as_shared_before
from ingest.sources.repeats import FirstRows
from ingest.tables import Table

TRUST: Final = 0.3
"""What a connection is worth on its day: less than a tie that somebody states."""

DATES: Final = ("%d %b %Y", "%d %B %Y", "%d-%b-%y", "%Y-%m-%d")
"""As LinkedIn writes them, and as a spreadsheet may have rewritten them."""

_NAME: Final = "linkedin"


class ConnectionStage:
    """One connection a row; a checkpoint is a line."""

    name = "connections"
    counts = True

    def __init__(self, table: Table, owner: Key, notes: list[str]) -> None:
        self._rows = FirstRows(table, _words)
        self._owner = owner
        self._notes = notes

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`."""
        for item in self._rows.items(after):
            if isinstance(item, Item) and looks_garbled(full_name(item.columns)):
                self._notes.append(f"{item.file}: a name that looks garbled on line {item.line} was imported")
            yield item

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """What a row puts about somebody, known or new; people are fetched at once."""
        rows = [(found, item) for item in items if (found := _identities_or_none(item.columns))]
        draft.load_people(found for found, _ in rows)
        draft.load_adjacent([key for found, _ in rows if (key := draft.known(found))], Employment)
        return [key for found, item in rows for key in self._keys(found, item, draft)]

    def _keys(self, found: Sequence[tuple[str, str]], item: Item, draft: Draft) -> Iterator[Key]:
        person = draft.known(found) or draft.keys.key(Person.KIND, *found[0])
        yield self._tie_key(person, draft)
        if company := item.columns.get("company", ""):
            with suppress(BadRecord):  # take says so
                organization = draft.organization_key(company)
                yield from (organization, self._employment_key(person, organization, draft))

    def take(self, item: Item, draft: Draft) -> None:
        """Put the person, the tie and the employment. Raises BadRecord."""
        known = identities(item.columns)
        if not known:
            raise BadRecord("url", "neither a profile's address nor an e-mail says who this is")
        person = draft.person(known, name=full_name(item.columns))
        if person == self._owner:
            raise BadRecord("url", "the owner of the export is connected with themselves")
        facts: list[Tie | Employment] = [self._tie(person, item, draft)]
        facts.extend(self._employment(person, item, draft))
        gone = self._not_present(person, facts, draft)
        same = not gone and all(draft.get(fact.key, type(fact)) == fact for fact in facts)
        self._rows.refuse_other(facts[0].key, item, same, "")
        draft.subject(facts[0].key)
        for fact in facts:
            draft.put(fact)
        for key in gone:
            draft.delete(key)

    def _tie_key(self, person: Key, draft: Draft) -> Key:
        return draft.keys.pair_key("tie", self._owner, person, _NAME, self._owner)

    def _tie(self, person: Key, item: Item, draft: Draft) -> Tie:
        day = read_date(item.columns.get("connected", ""), "connected", draft.now.date(), DATES)
        a, b = sorted((self._owner, person))
        tie = Tie(
            key=self._tie_key(person, draft),
            a=a,
            b=b,
            tie_kind=_NAME,
            reason="connected on LinkedIn",
            since=day,
            until=day,
            trust=TRUST,
            source=_NAME,
            contributor=draft.contributor,
        )
        return as_shared_before(tie, draft)

    def _employment(self, person: Key, item: Item, draft: Draft) -> Iterator[Employment]:
        """Where they work now, if the row says so."""
        if not (company := item.columns.get("company", "")):
            return
        organization = draft.organization(company)
        employment = Employment(
            key=self._employment_key(person, organization, draft),
            person=person,
            organization=organization,
            title=item.columns.get("position", ""),
            source=_NAME,
            contributor=draft.contributor,
        )
        yield as_shared_before(employment, draft)

    def _not_present(self, person: Key, facts: Sequence[Tie | Employment], draft: Draft) -> list[Key]:
        """Employments of an earlier export that this one does not name any more."""
        kept = {fact.key for fact in facts}
        there = draft.adjacent(person, Employment)
        own = [self._employment_key(person, each.organization, draft) for each in there]
        return [each.key for each, key in zip(there, own, strict=True) if each.key == key and key not in kept]

    def _employment_key(self, person: Key, organization: Key, draft: Draft) -> Key:
        return draft.keys.pair_key("employment", person, organization, _NAME, self._owner)


def full_name(columns: Mapping[str, str]) -> str:
    """First and last name, as far as they are there."""
    return f"{columns.get('first_name', '')} {columns.get('last_name', '')}".strip()


def identities(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """The profile and the e-mail of a row, as far as they are there. Raises BadRecord."""
    found = []
    for scheme, column in (("linkedin", "url"), ("email", "email")):
        if text := columns.get(column, ""):
            try:
                found.append((scheme, normalise(scheme, text)))
            except InvalidValue as error:
                raise BadRecord(column, f"{text!r}: {error.reason}") from error
    return found


def _identities_or_none(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    try:
        return identities(columns)
    except BadRecord:
        return []  # take refuses it


def _words(columns: Mapping[str, str]) -> tuple[str, ...]:
    return columns.get("url", "").casefold(), columns.get("email", "").casefold()
