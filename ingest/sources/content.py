"""What makes two inputs the same: their content and the options that matter."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ingest.source import BadSource


def fingerprint(*parts: str) -> str:
    """A SHA-256 in hex of `parts`, which may be hashes themselves."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def content_hash(path: Path) -> str:
    """A SHA-256 in hex of the bytes of a file. Raises BadSource when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadSource(path.name, 0, (error.strerror or str(error)).lower()) from error


def files_in(paths: list[Path], endings: tuple[str, ...]) -> Iterator[Path]:
    """The files at `paths`; of a folder those with one of `endings`, in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in endings)
        else:
            yield path
