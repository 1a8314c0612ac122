"""The folder that a sample is written to: never somebody else's, every file replaced whole."""

import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sample.errors import FolderInUse

MARKER = ".kith-sample.json"
_PARTIAL = ".partial"


class Folder:
    """A folder of ours. It remembers in MARKER what it holds, so that a later sample can take its place."""

    def __init__(self, path: Path) -> None:
        """Claim `path`; it is made when missing. Raises FolderInUse when it holds files of others."""
        marker = path / MARKER
        if path.exists() and not path.is_dir():
            raise FolderInUse(str(path))
        if path.is_dir() and any(path.iterdir()) and not marker.is_file():
            raise FolderInUse(str(path))
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._before = _remembered(marker) if marker.is_file() else set()
        self._written: set[str] = set()
        self._remember()
        for left in path.glob(f"*{_PARTIAL}"):
            _remove(left)

    @contextmanager
    def text(self, name: str) -> Iterator[TextIO]:
        """A file to write to (UTF-8, \\n); it takes its place when the block ends well."""
        partial = self.partial(name)
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        self.place(name)

    def table(self, name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
        """Write a CSV file as its rows come; returns how many there were."""
        count = 0
        with self.text(name) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            for count, row in enumerate(rows, 1):  # noqa: B007
                writer.writerow(row)
        return count

    def partial(self, name: str) -> Path:
        """Where a file or folder is made before `place` puts it in its place."""
        return self.path / (name + _PARTIAL)

    def place(self, name: str) -> None:
        """Put what stands at `partial(name)` in the place of an earlier one."""
        self._written.add(name)
        self._remember()
        target = self.path / name
        if target.is_dir():  # a folder cannot be replaced in one step: move the old one away first
            old = self.path / f"old-{name}{_PARTIAL}"
            target.rename(old)
            self.partial(name).rename(target)
            _remove(old)
        else:
            self.partial(name).replace(target)

    def finish(self) -> None:
        """Remove what an earlier sample left here and this one has not written."""
        for name in sorted(self._before - self._written):
            _remove(self.path / name)
        self._before = set()
        self._remember()

    def _remember(self) -> None:
        partial = self.partial(MARKER)
        partial.write_text(json.dumps({"files": sorted(self._before | self._written)}, indent=1) + "\n")
        partial.replace(self.path / MARKER)


def _remembered(marker: Path) -> set[str]:
    """The files that a marker names; what lies elsewhere is none of ours."""
    names: list[str] = json.loads(marker.read_text(encoding="utf-8"))["files"]
    return {name for name in names if Path(name).name == name}


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
