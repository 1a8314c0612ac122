"""Take people out of the snapshots on disk, byte by byte, without writing a whole snapshot anew.

Texts that named them have changed in the store: what a file still says and the snapshot in memory, which has
followed the store, does not say any more goes as well.
"""

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.keys import Key
from graph.model import Record, Skill, Verdict
from graph.snapshot.files import (
    FORMAT,
    HEADER,
    About,
    audiences_in_use,
    snapshots,
    sources_in_use,
    words_in_use,
    writing_below,
)
from graph.snapshot.numbering import Numbering
from graph.snapshot.people import no_facets
from graph.snapshot.snapshot import Snapshot
from graph.standing import unknown

R = TypeVar("R", bound=Record)


def forget(folder: Path, owner: str, people: Collection[Key], now: Snapshot) -> None:
    """See that no file below `folder` says what `people` are called, or where they are.

    `now` is the snapshot in memory: words, labels and sources that it has no more go.
    The newest snapshot stays, with empty rows in their place; older ones and half-written ones go.
    Processes that have it mapped see nobody there until they follow the store. O(people in all) over one
    array, milliseconds for a hundred thousand. Raises OSError.
    """
    if not folder.is_dir():
        return
    with writing_below(folder):
        for scratch in folder.glob(".writing-*"):  # of a process that ended before it was done
            shutil.rmtree(scratch)
        newest_first = sorted(snapshots(folder), reverse=True)
        for number, path in enumerate(newest_first):
            if number > 0 or not _blank(path, owner, people, now):
                shutil.rmtree(path)


def _blank(path: Path, owner: str, people: Collection[Key], now: Snapshot) -> bool:
    """Empty the rows of `people`; False for a snapshot that nobody can open any more."""
    try:
        about = msgspec.json.decode((path / "about.json").read_bytes(), type=About)
        if about.format != FORMAT or about.owner != owner:
            return False
        found = Numbering("person", np.load(path / "people.npy")).numbers(people)
        numbers = found[found >= 0]
        _put(path / "standing.npy", numbers, unknown(len(numbers)))
        facets = _put(path / "facets.npy", numbers, no_facets(len(numbers)))
        _renew(path / "skills.json", list[Skill], now.skills.skills)
        _renew(path / "disclaimers.json", list[Verdict], now.disclaimers.held)
    except (OSError, ValueError, msgspec.MsgspecError):
        return False
    with now.sharing.reading():
        said = {*words_in_use(now.people.words.all(), now.people.facets.rows)}
        left = msgspec.structs.replace(
            about,
            words=_those_in(words_in_use(about.words, facets), said),
            audiences=_those_in(about.audiences, {*audiences_in_use(now.evidence)}),
            sources=_those_in(about.sources, {*sources_in_use(now.evidence)}),
        )
    if left != about:
        _replace(path / "about.json", msgspec.json.encode(left))
    return True


def _those_in(texts: list[str], said: Collection[str]) -> list[str]:
    """`texts`, each at its number, without those that are not said any more."""
    return [text if text in said else "" for text in texts]


def _renew(file: Path, kind: type[list[R]], now: Mapping[Key, R]) -> None:
    """Write what has changed or gone of the records in a file; new ones are followed when it is opened."""
    held = msgspec.json.decode(file.read_bytes(), type=kind)
    fresh = [now[record.key] for record in held if record.key in now]
    if fresh != held:
        _replace(file, msgspec.json.encode(fresh))


def _put(file: Path, numbers: NDArray[np.int32], rows: NDArray[Any]) -> NDArray[Any]:
    """Write rows into an array's file, in place and through to the disk; returns the array."""
    if file.stat().st_size > HEADER:
        mapped = np.load(file, mmap_mode="r+")
        mapped[numbers] = rows
        mapped.flush()
        return np.asarray(mapped)
    array: NDArray[Any] = np.load(file)
    array[numbers] = rows
    scratch = file.with_name(".writing.npy")
    np.save(scratch, array, allow_pickle=False)
    _replace(file, scratch.read_bytes())
    scratch.unlink()
    return array


def _replace(file: Path, content: bytes) -> None:
    scratch = file.with_name(f".writing-{file.name}")
    with scratch.open("wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    os.replace(scratch, file)
