"""The parts of an export, each known by its header, whatever its file is called."""

import codecs
import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from ingest.source import WrongSource
from ingest.sources.linkedin.archive import CsvFile
from ingest.tables import DELIMITERS, Table, folded

NOTES: Final = 20
"""The most lines of notes before a header."""

_PEEK: Final = 65_536


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of file: our names for its columns. `whole`: there are no other columns."""

    name: str
    columns: Mapping[str, str]
    required: frozenset[str]
    any_of: frozenset[str] = frozenset()
    whole: bool = False


CONNECTIONS: Final = Part(
    "connections",
    {
        "first_name": "First Name",
        "last_name": "Last Name",
        "url": "URL",
        "email": "Email Address",
        "company": "Company",
        "position": "Position",
        "connected": "Connected On",
    },
    frozenset({"first_name", "last_name", "connected"}),
    frozenset({"url", "email"}),
)
POSITIONS: Final = Part(
    "positions",
    {
        "company": "Company Name",
        "title": "Title",
        "location": "Location",
        "started": "Started On",
        "finished": "Finished On",
    },
    frozenset({"company", "title", "started", "finished"}),
)
SKILLS: Final = Part("skills", {"skill": "Name"}, frozenset({"skill"}), whole=True)
ENDORSEMENTS: Final = Part(
    "endorsements",
    {
        "date": "Endorsement Date",
        "skill": "Skill Name",
        "first_name": "Endorser First Name",
        "last_name": "Endorser Last Name",
        "url": "Endorser Public Url",
        "status": "Endorsement Status",
    },
    frozenset({"skill", "url"}),
)
PARTS: Final = (CONNECTIONS, POSITIONS, SKILLS, ENDORSEMENTS)


def read_parts(path: Path, files: Iterable[CsvFile]) -> dict[str, Table]:
    """The tables among `files`, by part. Raises WrongSource when there is none, or two of a kind."""
    found: dict[str, Table] = {}
    listed = list(files)
    for file in listed:
        part = recognise(file)
        if part is None:
            continue
        if part.name in found:
            both = f"{found[part.name].name} and {file.name}"
            raise WrongSource(path.name, f"two files of {part.name}: {both}; keep one, or name it")
        found[part.name] = _table(file, part)
    if not found:
        if len(listed) == 1:
            _table(listed[0], CONNECTIONS)  # says what is missing
        raise WrongSource(path.name, "no file of a LinkedIn export in it, such as Connections.csv")
    return {part.name: found[part.name] for part in PARTS if part.name in found}


def recognise(file: CsvFile) -> Part | None:
    """Which part a file is, by the first lines of it; None for all others."""
    with file.open("rb") as opened:
        beginning = opened.read(_PEEK)
    wide = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    lines = beginning.decode("utf-16" if wide else "utf-8-sig", errors="replace").splitlines()
    filled = [line for line in lines if line.strip()][: NOTES + 1]
    for line in filled:
        for delimiter in DELIMITERS:
            header = [folded(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
            part = next((part for part in PARTS if _fits(part, header)), None)
            if part is not None and not (part is SKILLS and _is_uncertain(file, line, filled)):
                return part
    return None


def _fits(part: Part, header: list[str]) -> bool:
    names = {ours: folded(name) for ours, name in part.columns.items()}
    there = {ours for ours, name in names.items() if name in header}
    if part.whole and len(header) != len(names):
        return False
    return part.required <= there and (not part.any_of or bool(part.any_of & there))


def _is_uncertain(file: CsvFile, line: str, lines: list[str]) -> bool:
    """Many tables have one column "Name": a list of skills is also called one and begins with it."""
    return "skill" not in file.name.lower() or line != lines[0]


def _table(file: CsvFile, part: Part) -> Table:
    return Table(cast(Path, file), part.columns, required=part.required, any_of=part.any_of, preamble=NOTES)
