"""O*NET: its tab-separated tables of technologies, UNSPSC commodities, occupations and their titles.

A technology ("Adobe Acrobat") stands under its commodity ("Document management software"), that under
its UNSPSC class, family and segment. Occupations are concepts too, so that "CFO" finds "Chief Executives".
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final
from urllib.parse import quote

from graph.keys import NO_KEY, Key
from ingest.source import BadRecord, Item, Problem, Stage
from ingest.sources.content import fingerprint
from ingest.sources.taxonomy.concepts import Concept, ConceptStage, Link, LinkStage
from ingest.sources.taxonomy.tables import Layout, Meaning, labelled, open_tables, rows
from ingest.tables import Table

_LEVELS: Final = ("commodity", "class", "family", "segment")
_COMMODITY: Final = {"commodity_code": "Commodity Code", "commodity": "Commodity Title"}

REFERENCE: Final = Layout(
    "UNSPSC Reference.txt",
    {f"{level}_code": f"{level.title()} Code" for level in _LEVELS}
    | {level: f"{level.title()} Title" for level in _LEVELS},
    tuple(f"{level}_code" for level in _LEVELS) + _LEVELS,
)
TECHNOLOGY: Final = Layout(
    "Technology Skills.txt", {"example": "Example"} | _COMMODITY, ("example", *_COMMODITY)
)
TITLES: Final = Layout(
    "Alternate Titles.txt",
    {"code": "O*NET-SOC Code", "title": "Alternate Title", "short": "Short Title"},
    ("code", "title"),
)
OCCUPATIONS: Final = Layout(
    "Occupation Data.txt", {"code": "O*NET-SOC Code", "title": "Title"}, ("code", "title")
)
_LAYOUTS: Final = (TECHNOLOGY, REFERENCE, OCCUPATIONS, TITLES)
_NONE: Final = frozenset({"", "n/a"})


class OnetSource:
    """The tables of O*NET at some paths."""

    format = "onet"

    def __init__(self, paths: Sequence[Path], contributor: Key = NO_KEY) -> None:
        """Open the tables. Raises BadSource and WrongSource."""
        self.name = self.format
        self.contributor = contributor
        self.notes: list[str] = []
        found = open_tables(list(paths), _LAYOUTS, (".txt", ".tsv", ".csv"), self.notes)
        self._tables = {
            layout.name: [table for other, table in found if other is layout] for layout in _LAYOUTS
        }
        self.fingerprint = fingerprint(self.format, *(table.content_hash for _, table in found))

    def stages(self) -> Sequence[Stage]:
        """Technologies, commodities, occupations, their titles; then what is broader."""
        technology, reference = self._tables[TECHNOLOGY.name], self._tables[REFERENCE.name]
        classified = _Classified(technology)
        return [
            self._concepts("technologies", technology, _technology),
            self._concepts("commodities", reference, classified.concepts),
            self._concepts("occupations", self._tables[OCCUPATIONS.name], _occupation),
            self._concepts("titles", self._tables[TITLES.name], _titles),
            LinkStage("broader", lambda after: rows(technology, after, _technology_link)),
            LinkStage("classes", lambda after: rows(reference, after, classified.links)),
        ]

    def _concepts(self, name: str, tables: Sequence[Table], meaning: Meaning) -> Stage:
        def read(after: str) -> Iterator[Item | Problem]:
            return rows(tables, after, meaning)

        return ConceptStage(name, self.format, read)


class _Classified:
    """The classes of commodities: of those that a technology has, or of all without technologies.

    UNSPSC also sorts pet food and tractors; O*NET's reference holds what any occupation uses.
    """

    def __init__(self, technology: Sequence[Table]) -> None:
        self._technology = technology
        self._codes: frozenset[str] | None = None

    def concepts(self, columns: Mapping[str, str]) -> tuple[Concept, ...]:
        """The commodity of a row and what is above it; none when no technology has it."""
        uris = self._uris(columns)
        return tuple(
            Concept(uri, labelled(columns, level), field=level)
            for uri, level in zip(uris, _LEVELS, strict=False)
        )

    def links(self, columns: Mapping[str, str]) -> tuple[Link, ...]:
        """From each level of a row to the next."""
        return tuple(Link(narrow, broad, "class_code") for narrow, broad in pairwise(self._uris(columns)))

    def _uris(self, columns: Mapping[str, str]) -> list[str]:
        if self._codes is None:
            self._codes = frozenset(
                item.columns["commodity_code"]
                for table in self._technology
                for item in table.items()
                if isinstance(item, Item)
            )
        if self._codes and columns["commodity_code"] not in self._codes:
            return []
        return [_unspsc(columns, f"{level}_code") for level in _LEVELS]


def _unspsc(columns: Mapping[str, str], column: str) -> str:
    code = columns[column]
    if not (code.isascii() and code.isdigit() and len(code) == 8):
        raise BadRecord(column, f"{code!r} is not a UNSPSC code of 8 digits")
    return f"urn:unspsc:{code}"


def _technology(columns: Mapping[str, str]) -> tuple[Concept, ...]:
    label = labelled(columns, "example")
    commodity = Concept(_unspsc(columns, "commodity_code"), labelled(columns, "commodity"), field="commodity")
    return (Concept(_technology_uri(label), label, field="example"), commodity)


def _technology_uri(label: str) -> str:
    return f"urn:onet:technology:{quote(label.casefold())}"


def _technology_link(columns: Mapping[str, str]) -> tuple[Link, ...]:
    narrow = _technology_uri(labelled(columns, "example"))
    return (Link(narrow, _unspsc(columns, "commodity_code"), "commodity_code"),)


def _occupation(columns: Mapping[str, str]) -> tuple[Concept, ...]:
    return (Concept(_soc(columns), labelled(columns, "title"), whole=False, field="title"),)


def _titles(columns: Mapping[str, str]) -> tuple[Concept, ...]:
    """Other labels of an occupation that is there."""
    short = columns.get("short", "")
    labels = (labelled(columns, "title"), "" if short.casefold() in _NONE else short)
    return (Concept(_soc(columns), "", labels, whole=False, field="code"),)


def _soc(columns: Mapping[str, str]) -> str:
    code = columns["code"]
    if not code or not code.isascii() or any(character.isspace() for character in code):
        raise BadRecord("code", f"{code!r} is not an O*NET-SOC code")
    return f"urn:onet:occupation:{code}"
