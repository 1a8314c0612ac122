"""Take people out of the snapshots on disk, byte by byte, without writing a whole snapshot anew."""

import os
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.keys import Key
from graph.snapshot.files import FORMAT, HEADER, About, snapshots, words_in_use, writing_below
from graph.snapshot.numbering import Numbering
from graph.snapshot.people import no_facets
from graph.standing import unknown


def forget(folder: Path, owner: str, people: Collection[Key]) -> None:
    """See that no file below `folder` says what `people` are called, or where they are.

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
            if number > 0 or not _blank(path, owner, people):
                shutil.rmtree(path)


def _blank(path: Path, owner: str, people: Collection[Key]) -> bool:
    """Empty the rows of `people`; False for a snapshot that nobody can open any more."""
    try:
        about = msgspec.json.decode((path / "about.json").read_bytes(), type=About)
        if about.format != FORMAT or about.owner != owner:
            return False
        found = Numbering("person", np.load(path / "people.npy")).numbers(people)
        numbers = found[found >= 0]
        _put(path / "standing.npy", numbers, unknown(len(numbers)))
        facets = _put(path / "facets.npy", numbers, no_facets(len(numbers)))
    except (OSError, ValueError, msgspec.MsgspecError):
        return False
    words = words_in_use(about.words, facets)
    if words != about.words:
        _replace(path / "about.json", msgspec.json.encode(msgspec.structs.replace(about, words=words)))
    return True


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
