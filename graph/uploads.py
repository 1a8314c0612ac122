"""Files that somebody sent to be imported: each in a folder of its own, for its sender alone, not for long.

They hold what no rule has looked at yet, so they go as soon as their import is done, with every erasure, and
after a day in any case.
"""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from graph.keys import Key

LONGEST_S: Final = 86_400.0
"""How long a file waits for its import."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
_OWNER, _STARTED, _PART = ".owner", ".started", ".part"
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class UploadFolder:
    """The folder; several processes may share it. `locks` is where imports of this host take turns."""

    folder: Path
    locks: Path

    @contextmanager
    def receive(self, owner: Key, name: str) -> Iterator[tuple[str, IO[bytes]]]:
        """A new upload of `owner`: its id, and the file to write. It is there when the block ends well."""
        self.clear()
        upload = secrets.token_urlsafe(24)
        place = self.folder / upload
        place.mkdir(mode=0o700, parents=True)
        try:
            (place / _OWNER).write_text(owner)
            descriptor = os.open(place / _PART, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                yield upload, file
            (place / _PART).rename(place / plain_name(name))
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise

    def path(self, upload: str, owner: Key) -> Path | None:
        """The file, for who sent it; None when there is none, or not any more."""
        place = self._place(upload, owner)
        files = [each for each in place.iterdir() if not each.name.startswith(".")] if place else []
        return files[0] if len(files) == 1 else None

    def started(self, upload: str, owner: Key) -> str:
        """The fingerprint with which its import was started, "" when it was not."""
        place = self._place(upload, owner)
        return (place / _STARTED).read_text() if place and (place / _STARTED).exists() else ""

    def start(self, upload: str, owner: Key, fingerprint: str) -> bool:
        """Its import starts; False when somebody else has just started it."""
        place = self._place(upload, owner)
        if place is None:
            return False
        made = place / f"{_STARTED}-{secrets.token_hex(8)}"
        made.write_text(fingerprint)
        try:
            os.link(made, place / _STARTED)  # whole or not at all, and only once
        except FileExistsError:
            return False
        finally:
            made.unlink()
        return True

    def stopped(self, upload: str, owner: Key) -> None:
        """Its import was cut off with its process: it may be started again."""
        place = self._place(upload, owner)
        if place is not None:
            (place / _STARTED).unlink(missing_ok=True)

    def done(self, upload: str, owner: Key) -> None:
        """Its import is over: the file goes, that it was started is known for a day."""
        path = self.path(upload, owner)
        if path is not None:
            path.unlink(missing_ok=True)

    def forget(self, owner: Key) -> None:
        """Somebody is erased: what they sent goes, and so does what others sent and is not being read."""
        for place in self._places():
            mine = _text(place / _OWNER) == owner
            if mine or not (place / _STARTED).exists():
                shutil.rmtree(place, ignore_errors=True)

    def clear(self) -> None:
        """Let go of what has waited too long."""
        now = time.time()
        for place in self._places():
            try:
                old = now - place.stat().st_mtime > LONGEST_S
            except FileNotFoundError:  # another process was faster
                continue
            if old:
                shutil.rmtree(place, ignore_errors=True)

    def _places(self) -> list[Path]:
        return [each for each in self.folder.iterdir() if each.is_dir()] if self.folder.is_dir() else []

    def _place(self, upload: str, owner: Key) -> Path | None:
        place = self.folder / upload if _ID.fullmatch(upload) else None
        return place if place is not None and place.is_dir() and _text(place / _OWNER) == owner else None


def plain_name(name: str) -> str:
    """The last part of a file name, without what a file system or a page could trip over."""
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(letter if letter.isprintable() else "_" for letter in last).strip().lstrip(".")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix[:10]}" if stem else plain[:_LONGEST_NAME] or "file"


def _text(path: Path) -> str | None:
    try:
        return path.read_text()
    except OSError:  # another process was faster
        return None
