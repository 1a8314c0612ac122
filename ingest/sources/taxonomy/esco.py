"""ESCO: the official download (skills_en.csv, skillGroups_en.csv, broaderRelations...) or a part of it.

Also a small layout of one label a row: uri, preferred, alt, skillType.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.keys import NO_KEY, Key
from ingest.source import BadRecord, Stage
from ingest.sources.content import fingerprint
from ingest.sources.taxonomy.concepts import Concept, ConceptStage, Link, LinkStage
from ingest.sources.taxonomy.tables import Layout, labelled, named, open_tables, rows

SKILLS: Final = Layout(
    "skills_en.csv",
    {name: name for name in ("conceptUri", "preferredLabel", "altLabels")},
    ("conceptUri", "preferredLabel"),
    absent=("iscoGroup", "broaderUri"),  # those of occupations and of relations
)
LABELS: Final = Layout(
    "labels (uri, preferred, alt)", {name: name for name in ("uri", "preferred", "alt")}, ("uri", "preferred")
)
BROADER: Final = Layout(
    "broaderRelationsSkillPillar_en.csv",
    {name: name for name in ("conceptUri", "broaderUri")},
    ("conceptUri", "broaderUri"),
)
_SEPARATOR: Final = re.compile(r"[\n\r|]+")


class EscoSource:
    """The tables of ESCO at some paths."""

    format = "esco"

    def __init__(self, paths: Sequence[Path], contributor: Key = NO_KEY) -> None:
        """Open the tables. Raises BadSource and WrongSource."""
        self.name = self.format
        self.contributor = contributor
        self.notes: list[str] = []
        found = open_tables(list(paths), (SKILLS, LABELS, BROADER), (".csv", ".tsv", ".txt"), self.notes)
        self._tables = {
            layout.name: [table for other, table in found if other is layout]
            for layout in (SKILLS, LABELS, BROADER)
        }
        self.fingerprint = fingerprint(self.format, *(table.content_hash for _, table in found))

    def stages(self) -> Sequence[Stage]:
        """Concepts, single labels, then what is broader."""
        skills, labels, broader = (self._tables[layout.name] for layout in (SKILLS, LABELS, BROADER))
        concept = _part if labels else _whole  # labels from two kinds of tables add up
        return [
            ConceptStage("concepts", self.format, lambda after: rows(skills, after, concept)),
            ConceptStage("labels", self.format, lambda after: rows(labels, after, _label)),
            LinkStage("broader", lambda after: rows(broader, after, _link), counts=True),
        ]


def _whole(columns: Mapping[str, str]) -> tuple[Concept, ...]:
    alternatives = tuple(_SEPARATOR.split(columns.get("altLabels", "")))
    return (Concept(named(columns, "conceptUri"), labelled(columns, "preferredLabel"), alternatives),)


def _part(columns: Mapping[str, str]) -> tuple[Concept, ...]:
    return tuple(replace(concept, whole=False) for concept in _whole(columns))


def _label(columns: Mapping[str, str]) -> tuple[Concept, ...]:
    uri, label = named(columns, "uri"), labelled(columns, "preferred")
    return (Concept(uri, label, (columns.get("alt", ""),), whole=False, field="preferred"),)


def _link(columns: Mapping[str, str]) -> tuple[Link, ...]:
    narrow, broad = named(columns, "conceptUri"), named(columns, "broaderUri")
    if narrow == broad:
        raise BadRecord("broaderUri", f"{broad!r} cannot stand under itself")
    return (Link(narrow, broad, "broaderUri"),)
