"""`kith ingest skills FILE.csv`: who knows what, as they, others or documents say."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from graph.identity.folding import fold
from graph.keys import NO_KEY, Key
from graph.model import EMPLOYEES, EVERYONE, Evidence
from ingest.draft import NOBODY, Draft
from ingest.moments import read_date
from ingest.source import BadRecord, Item, Problem, Stage
from ingest.sources.content import fingerprint
from ingest.sources.repeats import FirstRows
from ingest.tables import Table

COLUMNS: Final = {
    name: name for name in ("person", "skill", "kind", "by", "date", "text", "link", "audience")
}
KINDS: Final = ("declared", "endorsed", "document", "talk")
_DANGEROUS: Final = ("javascript:", "data:", "vbscript:")


class SkillsSource:
    """One table of evidence, shared with the company unless there is a `contributor`."""

    format = "skills"

    def __init__(self, path: Path, contributor: Key = NO_KEY) -> None:
        """Open the table. Raises BadSource and WrongSource."""
        self._table = Table(path, COLUMNS, required=("person", "kind"), any_of=("skill", "text"))
        self.name = f"skills:{self._table.name}"
        self.contributor = contributor
        self.fingerprint = fingerprint(self.format, self._table.content_hash, contributor)
        self.notes = list(self._table.notes)

    def stages(self) -> Sequence[Stage]:
        """One pass."""
        return [SkillStage(self._table)]


class _Statement(NamedTuple):
    """One row, with the people found."""

    person: Key
    skill: str
    kind: str
    endorser: Key
    at: str
    text: str
    link: str
    audience: str  # "" when the row does not say


class SkillStage:
    """One row is a piece of evidence, or a part of one that has a link."""

    name = "skills"
    counts = True

    def __init__(self, table: Table | None) -> None:
        self._rows = FirstRows(table, _words)
        self._said: dict[int, tuple[Key, _Statement]] = {}  # of the present batch: a row is read once

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`."""
        return self._rows.items(after)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The evidence, once the people are known."""
        known = draft.find_each(item.columns.get(column, "") for item in items for column in ("person", "by"))
        self._said.clear()
        for item in items:
            try:
                self._said[item.line] = _read(item, draft, known)
            except BadRecord:
                continue  # take says so
        return [key for key, _ in self._said.values()]

    def take(self, item: Item, draft: Draft) -> None:
        """Put the evidence, together with what is known of it. Raises BadRecord."""
        key, said = self._said.get(item.line) or _read(item, draft)
        stored = draft.get(key, Evidence)
        skills = (draft.skill(said.skill),) if said.skill else ()
        earlier = self._rows.earlier(key, item)
        if stored is not None and earlier:
            _refuse_other(said, stored, earlier)
        draft.subject(key)
        draft.put(_together(stored, said, skills) if stored else _new(key, said, skills, draft))


def _read(item: Item, draft: Draft, known: Mapping[str, Key] = NOBODY) -> tuple[Key, _Statement]:
    said = _statement(item, draft, known)
    return _key(said, draft), said


def _words(columns: Mapping[str, str]) -> tuple[str, ...]:
    if columns.get("link"):
        return columns["link"], columns.get("by", "").casefold()
    return tuple(columns.get(name, "").casefold() for name in COLUMNS if name != "audience")


def _key(said: _Statement, draft: Draft) -> Key:
    """Of the link (and the endorser, of whom evidence has one only), or else of what the row says."""
    if said.link:
        return draft.keys.key(Evidence.KIND, "link", said.link, said.endorser, draft.contributor)
    parts = (said.person, fold(said.skill), said.kind, said.endorser, said.at, said.text)
    return draft.keys.key(Evidence.KIND, "stated", *parts, draft.contributor)


def _statement(item: Item, draft: Draft, known: Mapping[str, Key]) -> _Statement:
    columns = item.columns
    kind = columns["kind"].casefold()
    if kind not in KINDS:
        raise BadRecord("kind", f"{columns['kind']!r} is not one of {', '.join(KINDS)}")
    text, skill, link = (columns.get(name, "") for name in ("text", "skill", "link"))
    if not skill and not text:
        raise BadRecord("skill", "a row needs a skill or a text")
    if link and "".join(link.split()).casefold().startswith(_DANGEROUS):
        raise BadRecord("link", f"{link!r} is no link to a document")
    person = known.get(columns["person"]) or draft.find(columns["person"], "person")
    return _Statement(
        person=person,
        skill=" ".join(skill.split()),
        kind=kind,
        endorser=_endorser(columns.get("by", ""), person, draft, known) if kind == "endorsed" else NO_KEY,
        at=read_date(columns.get("date", ""), "date", draft.now.date()),
        text=text,
        link=link,
        audience=_audience(columns.get("audience", "")),
    )


def _endorser(text: str, person: Key, draft: Draft, known: Mapping[str, Key]) -> Key:
    if not text:
        raise BadRecord("by", "an endorsement needs somebody who gives it")
    endorser = known.get(text) or draft.find(text, "by")
    if endorser == person:
        raise BadRecord("by", f"{text!r} cannot endorse themself")
    return endorser


def _audience(text: str) -> str:
    plain = text.casefold()
    if plain in ("", EVERYONE, EMPLOYEES):
        return plain
    prefix, _, group = text.partition(":")
    if prefix.casefold() != "group" or not group.strip():
        raise BadRecord("audience", f"{text!r} is none of {EVERYONE}, {EMPLOYEES}, group:NAME")
    return f"group:{group.strip()}"


def _new(key: Key, said: _Statement, skills: tuple[Key, ...], draft: Draft) -> Evidence:
    return Evidence(
        key=key,
        evidence_kind=said.kind,
        people=(said.person,),
        shares=(1.0,),
        skills=skills,
        at=said.at,
        text=said.text,
        link=said.link,
        audience=said.audience or EVERYONE,
        endorser=said.endorser,
        source=draft.source,
        contributor=draft.contributor,
    )


def _refuse_other(said: _Statement, stored: Evidence, earlier: str) -> None:
    """Rows about one piece of evidence add people and skills, and agree in what both of them say."""
    narrowed = stored.audience != EVERYONE or said.audience == EVERYONE
    pairs = {
        "kind": (said.kind, stored.evidence_kind),
        "date": (said.at, stored.at),
        "text": (said.text, stored.text),
        "audience": (said.audience if narrowed else "", stored.audience),
    }
    for column, (new, old) in pairs.items():
        if new and old and new != old:
            raise BadRecord(column, f"{new!r} contradicts {earlier}: {old!r}")


def _together(stored: Evidence, said: _Statement, skills: tuple[Key, ...]) -> Evidence:
    """What is known and what the row says; shares are equal, people and skills in key order."""
    people = tuple(sorted({*stored.people, said.person}))
    return replace(
        stored,
        evidence_kind=said.kind,
        people=people,
        shares=stored.shares if people == stored.people else (1 / len(people),) * len(people),
        skills=tuple(sorted({*stored.skills, *skills})),
        at=said.at or stored.at,
        text=said.text or stored.text,
        audience=said.audience or stored.audience,
    )
