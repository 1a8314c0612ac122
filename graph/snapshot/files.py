"""Snapshots on disk: a folder of .npy files named after its revision, opened with memory mapping.

A folder is written beside its final name and put in place by one rename, so that a reader sees a
whole snapshot or none. Arrays are mapped copy-on-write: processes on one machine share the pages.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from graph.algorithms.source_switches import Switches
from graph.keys import Key
from graph.model import Skill, Verdict
from graph.snapshot.arrays import Growing
from graph.snapshot.disclaimers import Disclaimers
from graph.snapshot.evidence import EvidenceTable
from graph.snapshot.numbering import Numbering
from graph.snapshot.people import WORDED, PeopleTable, Words
from graph.snapshot.phrases import Phrases
from graph.snapshot.settle import settled, settled_blocks, settled_rests
from graph.snapshot.skills import SkillTable
from graph.snapshot.snapshot import Snapshot
from graph.snapshot.ties import TieTable

HEADER: Final = 1024
"""Files smaller than this are read, not mapped: an empty array cannot be."""

FORMAT: Final = 5
"""Goes up when the files change: older ones are built anew."""


class About(msgspec.Struct, frozen=True):
    """The small things of a snapshot, as JSON beside the arrays."""

    format: int
    owner: str
    revision: int
    seal: str
    home: str
    words: list[str]
    audiences: list[str]
    sources: list[str]
    blocked: dict[str, list[int]]
    off: list[tuple[str, str]]
    places: dict[str, str]
    rests: dict[str, list[tuple[int, int]]]
    decided: dict[str, str]
    withheld: list[str]


@contextmanager
def writing_below(folder: Path) -> Iterator[None]:
    """Be the only process that writes snapshots below `folder`. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        yield


def words_in_use(words: list[str], facets: NDArray[Any]) -> list[str]:
    """`words`, each at its number, without those that nobody's facets speak of any more."""
    used = {number for field in WORDED for number in facets[field].tolist()}
    return [word if number in used else "" for number, word in enumerate(words)]


def sources_in_use(evidence: EvidenceTable) -> list[str]:
    """The sources of evidence, each at its number, "" for those of which there is none any more."""
    return _in_use(evidence.sources, evidence, "source")


def audiences_in_use(evidence: EvidenceTable) -> list[str]:
    """The audiences of evidence, likewise."""
    return _in_use(evidence.audiences, evidence, "audience")


def _in_use(texts: list[str], evidence: EvidenceTable, field: str) -> list[str]:
    rows = evidence.rows.rows
    used = {*np.unique(rows[field][rows["alive"]]).tolist()}
    return [text if number in used else "" for number, text in enumerate(texts)]


def save(snapshot: Snapshot, folder: Path, owner: str) -> Path:
    """Write `snapshot` below `folder` and remove older ones; `owner` names the installation.

    For the holder of `writing_below`. Raises OSError; an older snapshot is then still in place. O(size).
    """
    target = folder / f"{snapshot.revision:012d}"
    if target.exists():
        return target
    scratch = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    try:
        for name, array in settled(snapshot).items():
            np.save(scratch / f"{name}.npy", array, allow_pickle=False)
        (scratch / "skills.json").write_bytes(msgspec.json.encode(list(snapshot.skills.skills.values())))
        disclaiming = list(snapshot.disclaimers.held.values())
        (scratch / "disclaimers.json").write_bytes(msgspec.json.encode(disclaiming))
        (scratch / "about.json").write_bytes(msgspec.json.encode(_about(snapshot, owner)))
        os.replace(scratch, target)
    except OSError:
        shutil.rmtree(scratch, ignore_errors=True)
        if target.exists():  # another process was faster
            return target
        raise
    for other in snapshots(folder):
        if other.name < target.name:
            shutil.rmtree(other, ignore_errors=True)
    return target


def open_newest(folder: Path, owner: str) -> Snapshot | None:
    """The newest snapshot of `owner` below `folder`, or None when there is none that can be used."""
    for path in sorted(snapshots(folder), reverse=True):
        try:
            about = msgspec.json.decode((path / "about.json").read_bytes(), type=About)
            if about.format == FORMAT and about.owner == owner:
                return _open(path, about)
        except (OSError, ValueError, msgspec.MsgspecError):
            continue  # removed or half-copied by others meanwhile: an older one or a new build will do
    return None


def discard(folder: Path) -> None:
    """Remove all snapshots below `folder`. For the holder of `writing_below`. Raises OSError."""
    for path in snapshots(folder):
        shutil.rmtree(path)


def snapshots(folder: Path) -> list[Path]:
    """The folders of snapshots below `folder`."""
    return [p for p in folder.glob("[0-9]*") if p.is_dir()] if folder.is_dir() else []


def _about(snapshot: Snapshot, owner: str) -> About:
    return About(
        FORMAT,
        owner,
        snapshot.revision,
        snapshot.seal,
        snapshot.people.home,
        words_in_use(snapshot.people.words.all(), snapshot.people.facets.rows),
        audiences_in_use(snapshot.evidence),
        sources_in_use(snapshot.evidence),
        {str(who): blocked for who, blocked in settled_blocks(snapshot).items()},
        list(snapshot.switches.off),
        dict(snapshot.switches.places),
        {str(who): list(rests) for who, rests in settled_rests(snapshot).items()},
        dict(snapshot.decided),
        sorted(snapshot.withheld),
    )


def _open(path: Path, about: About) -> Snapshot:
    def array(name: str) -> NDArray[Any]:
        file = path / f"{name}.npy"
        mode: Literal["c"] | None = "c" if file.stat().st_size > HEADER else None
        loaded: NDArray[Any] = np.load(file, mmap_mode=mode)
        return loaded.view(np.ndarray)  # still mapped; a memmap's own indexing is slow

    people = PeopleTable(
        Key(about.home),
        Numbering("person", array("people")),
        Growing(array("standing")),
        Growing(array("facets")),
        Growing(array("returning")),
        Numbering("organization", array("employers")),
        Words(about.words),
        {int(who): frozenset(blocked) for who, blocked in about.blocked.items()},
        {int(who): tuple(rests) for who, rests in about.rests.items()},
    )
    ties = TieTable(Growing(array("tie_rows")), Growing(array("tie_entries")), Growing(array("tie_pairs")))
    evidence = EvidenceTable(
        Numbering("evidence", array("evidence_keys")),
        Growing(array("evidence_current")),
        Growing(array("evidence")),
        Growing(array("voters")),
        array("terms"),
        array("term_starts"),
        array("postings"),
        about.audiences,
        about.sources,
    )
    skills = SkillTable.of(msgspec.json.decode((path / "skills.json").read_bytes(), type=list[Skill]))
    verdicts = msgspec.json.decode((path / "disclaimers.json").read_bytes(), type=list[Verdict])
    switches = Switches(tuple(about.off), about.places)
    return Snapshot(
        about.revision,
        people,
        ties,
        evidence,
        skills,
        Disclaimers.of(verdicts),
        switches,
        switches.silenced(people.places()),
        about.decided,
        withheld={*map(Key, about.withheld)},
        seal=about.seal,
        phrases=Phrases(array("phrases")),
    )
