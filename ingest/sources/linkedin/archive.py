"""The CSV files of an export: a file, a folder or a .zip. Nothing is unpacked to disk."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol, TypeVar

from ingest.source import BadSource, WrongSource

MAX_FILES: Final = 10_000
MAX_TOTAL: Final = 500_000_000
"""Bytes of all CSV files of an archive together; the largest real exports have a tenth."""

MAX_RATIO: Final = 200
"""How many times larger a file may become; text is packed about 10 times."""

_SMALL: Final = 1_000_000  # bytes below which the ratio does not matter
_UNREAD: Final = "messages"
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError)

T = TypeVar("T")


class CsvFile(Protocol):
    """What a table is read from; a Path is one."""

    @property
    def name(self) -> str:
        """The base name."""
        ...

    def exists(self) -> bool:
        """Whether it is there."""
        ...

    def is_file(self) -> bool:
        """Whether it is a regular file."""
        ...

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        ...

    def open(self, mode: str) -> IO[bytes]:
        """The bytes, from the first."""
        ...


def csv_files(path: Path) -> Iterator[CsvFile]:
    """The CSV files at `path` but messages, in order of name. Raises BadSource, WrongSource."""
    if path.is_dir():
        yield from _in_folder(path)
    elif not path.is_file():
        raise BadSource(path.name, 0, "not a regular file" if path.exists() else "no such file")
    elif is_archive(path):
        yield from _in_archive(path)
    else:
        yield path


def is_archive(path: Path) -> bool:
    """Whether a file is, or was meant to be, a .zip."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() == ".zip" or file.read(4) in {b"PK\3\4", b"PK\5\6"}
    except OSError as error:
        raise BadSource(path.name, 0, (error.strerror or str(error)).lower()) from error


class Member:
    """A file of an archive. Damage is met while reading, as BadSource."""

    def __init__(self, archive: Path, info: zipfile.ZipInfo) -> None:
        self._archive = archive
        self._info = info
        self.name = PurePosixPath(info.filename).name

    def exists(self) -> bool:
        """It is: the archive's list says so."""
        return True

    def is_file(self) -> bool:
        """It is: others are passed over."""
        return True

    def is_dir(self) -> bool:
        """It is not."""
        return False

    def open(self, mode: str) -> IO[bytes]:
        """The unpacked bytes, streamed; the archive is closed with them."""
        assert mode == "rb"
        archive = _open(self._archive)
        try:
            unpacked = archive.open(self._info)
        except _DAMAGED as error:
            archive.close()
            raise _damage(self._archive.name, error) from error
        return _Unpacked(archive, unpacked)  # type: ignore[return-value] # a buffered stream, as IO is


class _Unpacked(io.BufferedIOBase):
    """A stream out of an archive, whose damage is told in our words."""

    def __init__(self, archive: zipfile.ZipFile, unpacked: IO[bytes]) -> None:
        self._archive = archive
        self._unpacked = unpacked
        self._name = Path(archive.filename or "").name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._told(lambda: self._unpacked.read(-1 if size is None else size))

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._told(lambda: self._unpacked.seek(offset, whence))

    def tell(self) -> int:
        return self._unpacked.tell()

    def close(self) -> None:
        if not self.closed:
            self._unpacked.close()
            self._archive.close()
        super().close()

    def _told(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except _DAMAGED as error:
            raise _damage(self._name, error) from error


def _in_folder(folder: Path) -> Iterator[CsvFile]:
    for number, path in enumerate(sorted(folder.rglob("*"))):
        if number >= MAX_FILES:
            raise WrongSource(folder.name, f"more than {MAX_FILES:,} files: not the folder of an export")
        if path.is_file() and not path.is_symlink() and _is_wanted(path.name):
            yield path


def _in_archive(path: Path) -> Iterator[Member]:
    with _open(path) as archive:
        listed = archive.infolist()
    if len(listed) > MAX_FILES:
        raise WrongSource(path.name, f"more than {MAX_FILES:,} files: not an export")
    for info in listed:
        _refuse_escape(path.name, info)
    wanted = [
        info for info in listed if not info.is_dir() and not _is_link(info) and _is_wanted(info.filename)
    ]
    for info in wanted:
        _refuse_bomb(path.name, info)
    if sum(info.file_size for info in wanted) > MAX_TOTAL:
        raise BadSource(path.name, 0, f"unpacked, its files have more than {MAX_TOTAL:,} bytes")
    for info in sorted(wanted, key=lambda info: info.filename):
        yield Member(path, info)


def _open(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (*_DAMAGED, ValueError) as error:
        raise _damage(path.name, error) from error


def _damage(name: str, error: Exception) -> BadSource:
    return BadSource(name, 0, f"the archive is damaged or incomplete: {error}")


def _refuse_escape(archive: str, info: zipfile.ZipInfo) -> None:
    place = info.orig_filename.replace("\\", "/")
    if place.startswith("/") or place[1:2] == ":" or ".." in place.split("/") or "\0" in place:
        raise BadSource(archive, 0, f"it names a file outside of itself: {place[:100]!r}")


def _refuse_bomb(archive: str, info: zipfile.ZipInfo) -> None:
    name = PurePosixPath(info.filename).name
    if info.flag_bits & 1:
        raise BadSource(archive, 0, f"{name} is encrypted")
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise BadSource(archive, 0, f"{name} would become more than {MAX_RATIO} times larger")


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _is_wanted(name: str) -> bool:
    place = PurePosixPath(name)
    hidden = any(part.startswith((".", "__MACOSX")) for part in place.parts)
    return place.suffix.lower() == ".csv" and not hidden and not place.name.lower().startswith(_UNREAD)
