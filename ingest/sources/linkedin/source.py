"""An export as a source: which parts it has, whose it is, and whether it is shared."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.keys import NO_KEY, Key
from ingest.source import Stage
from ingest.sources.linkedin.archive import csv_files
from ingest.sources.linkedin.connections import ConnectionStage
from ingest.sources.linkedin.own import EndorsementStage, PositionStage, SkillStage
from ingest.sources.linkedin.parts import CONNECTIONS, POSITIONS, SKILLS, read_parts
from ingest.tables import Table

NAME = "linkedin"


@dataclass(frozen=True, slots=True)
class LinkedInSource:
    """The export of `owner`; their own unless `shared`."""

    owner: Key
    shared: bool
    tables: Mapping[str, Table]
    notes: list[str] = field(default_factory=list)
    format: str = NAME
    name: str = NAME

    @property
    def contributor(self) -> Key:
        """The owner, unless they share it."""
        return NO_KEY if self.shared else self.owner

    @property
    def fingerprint(self) -> str:
        """A hash of the files that are read, their owner and whether they are shared."""
        digest = hashlib.sha256(f"{self.owner} {self.shared}".encode())
        for part, table in self.tables.items():
            digest.update(f" {part} {table.content_hash}".encode())
        return digest.hexdigest()

    def stages(self) -> Sequence[Stage]:
        """A stage a part; the connections come first."""
        return [self._stage(part, table) for part, table in self.tables.items()]

    def _stage(self, part: str, table: Table) -> Stage:
        if part == CONNECTIONS.name:
            return ConnectionStage(table, self.owner, self.notes)
        if part == POSITIONS.name:
            return PositionStage(table, self.owner)
        return SkillStage(table, self.owner) if part == SKILLS.name else EndorsementStage(table, self.owner)


def linkedin_source(path: Path, *, owner: Key, share: bool = False) -> LinkedInSource:
    """The export at `path`: Connections.csv, a folder or the .zip; `owner` is in the network.

    Reads the files once. Raises BadSource when they are damaged, WrongSource for something else.
    """
    tables = read_parts(path, csv_files(path))
    notes = [note for table in tables.values() for note in table.notes]
    return LinkedInSource(owner, share, tables, notes)
