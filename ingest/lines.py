"""Physical lines of a text file whose encoding is unknown, in bounded memory."""

import codecs
import hashlib
import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from ingest.source import BadSource, WrongSource

LONGEST_LINE = 1_000_000
"""Characters; a longer line is no record of a table."""

_CHUNK = 1 << 20
_PEEK = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = (
    (b"PK\x03\x04", "a zip archive or a spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
)
_MANY = 0.3  # share of zero bytes at even or odd places that makes a file UTF-16 without a BOM
_FALLBACK = "kith.windows-1252"


class Line(NamedTuple):
    """One physical line with its ending; with a `fault` the text is not to be used."""

    number: int
    text: str
    fault: str = ""


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are not UTF-8 as Windows-1252, and go on behind them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", errors="replace"), error.end


codecs.register_error(_FALLBACK, _as_windows_1252)


class TextFile:
    """A text file: its hash, its encoding (with notes about it) and its lines."""

    def __init__(self, path: Path) -> None:
        """Read the file once. Raises BadSource when that cannot be done, WrongSource for no text."""
        self.path = path
        self.name = path.name
        self.notes: list[str] = []
        try:
            with self._open() as file:
                self.encoding = self._encoding(file.read(_PEEK))
                file.seek(0)
                self.content_hash, foreign = _examine(file, self.encoding)
        except OSError as error:
            raise BadSource(self.name, 0, _sentence(error)) from error
        if foreign:
            self.notes.append(f"{self.name}: read as Windows-1252 (from line {foreign} on it is not UTF-8)")
        elif self.encoding not in {"utf-8", "utf-8-sig"}:
            self.notes.append(f"{self.name}: read as {self.encoding[:6].upper()}")

    def lines(self) -> Iterator[Line]:
        """The physical lines from the first, numbered from 1. Raises BadSource when reading fails."""
        errors = _FALLBACK if self.encoding.startswith("utf-8") else "replace"
        try:
            with (
                self._open() as file,
                io.TextIOWrapper(file, encoding=self.encoding, errors=errors, newline="") as text,
            ):
                yield from _numbered(text)
        except OSError as error:
            raise BadSource(self.name, 0, _sentence(error)) from error

    def _open(self) -> IO[bytes]:
        if not self.path.is_file() and self.path.exists():
            raise BadSource(self.name, 0, "a folder" if self.path.is_dir() else "not a regular file")
        return self.path.open("rb")

    def _encoding(self, beginning: bytes) -> str:
        for sign, what in _NO_TEXT:
            if beginning.startswith(sign):
                raise WrongSource(self.name, f"{what}, not a delimited text file: export it as CSV")
        for bom, encoding in _BOMS:
            if beginning.startswith(bom):
                return encoding
        half = max(len(beginning) // 2, 1)
        if beginning[1::2].count(0) / half > _MANY:
            return "utf-16-le"
        return "utf-16-be" if beginning[0::2].count(0) / half > _MANY else "utf-8"


def _examine(file: IO[bytes], encoding: str) -> tuple[str, int]:
    """The hash of the file and, for UTF-8, the first line that is something else (0: none)."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, foreign = 1, 0
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        if not foreign and encoding.startswith("utf-8"):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                foreign = line + error.object[: error.start].count(b"\n")
            line += chunk.count(b"\n")
    if not foreign and encoding.startswith("utf-8") and decoder.getstate()[0]:
        foreign = line
    return digest.hexdigest(), foreign


def _numbered(text: io.TextIOWrapper) -> Iterator[Line]:
    for number, piece in enumerate(iter(partial(text.readline, LONGEST_LINE), ""), 1):
        if len(piece) >= LONGEST_LINE and piece[-1] not in "\r\n":
            while (rest := text.readline(LONGEST_LINE)) and rest[-1] not in "\r\n":
                pass
            yield Line(number, "", f"the line is longer than {LONGEST_LINE:,} characters")
        elif "\0" in piece:
            yield Line(number, piece, "the line holds a NUL byte")
        else:
            yield Line(number, piece)


def _sentence(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
