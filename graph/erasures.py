"""Who was erased: a small file beside the store that a restored older store is compared with.

Append-only, a line an entry, and never a personal value: the key of the person, the names of the
suppressions (keyed hashes of identifiers) and the day. It belongs out of the store's backups, or newer than
them: after a restore whoever is in it is erased once more.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import msgspec

from graph.errors import StoreUnavailable
from graph.keys import Key

_MODE: Final = 0o600


class Erasure(msgspec.Struct, frozen=True):
    """One erasure. `done` when nothing of the person was left in any file."""

    person: Key
    suppressed: tuple[str, ...]  # names of suppressions
    day: str
    done: bool = False


class Erasures(Protocol):
    """Remembers erasures."""

    def note(self, erasure: Erasure) -> None:
        """Remember `erasure`, through to the disk. Raises StoreUnavailable."""
        ...

    def all(self) -> tuple[Erasure, ...]:
        """Every person's last erasure, with all that was ever suppressed, in the order of time.

        Raises StoreUnavailable.
        """
        ...


@dataclass(frozen=True, slots=True)
class ForgottenErasures:
    """For networks in memory: nothing outlives them."""

    def note(self, erasure: Erasure) -> None:
        """Nothing."""

    def all(self) -> tuple[Erasure, ...]:
        """Nobody."""
        return ()


@dataclass(frozen=True, slots=True)
class ErasureFile:
    """Erasures in a file of their own; several processes may append to it."""

    path: Path

    def note(self, erasure: Erasure) -> None:
        """See `Erasures.note`. One write of one line, which begins afresh behind one that was cut short."""
        line = b"\n" + msgspec.json.encode(erasure) + b"\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _MODE)
            try:
                os.write(descriptor, line)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StoreUnavailable(str(self.path), error.strerror or str(error)) from error

    def all(self) -> tuple[Erasure, ...]:
        """See `Erasures.all`. A line that a crash cut short is passed over."""
        found: dict[Key, Erasure] = {}
        for line in self._lines():
            try:
                read = msgspec.json.decode(line, type=Erasure)
            except msgspec.MsgspecError:
                continue
            before = found.pop(read.person, None)
            names = tuple(sorted({*read.suppressed, *(before.suppressed if before else ())}))
            found[read.person] = Erasure(read.person, names, read.day, read.done)
        return tuple(found.values())

    def _lines(self) -> list[bytes]:
        try:
            return self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreUnavailable(str(self.path), error.strerror or str(error)) from error
