"""Secrets that live in the data folder, in files that only their owner reads."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from graph.errors import StoreUnavailable

_BYTES = 32


def read_or_make(path: Path) -> bytes:
    """The secret in `path` (hex), made when there is none. Raises StoreUnavailable."""
    try:
        found = read(path)
        if found is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            scratch = path.with_name(f".{path.name}.{os.getpid()}")
            descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(_BYTES))
            with suppress(FileExistsError):  # the first of several processes wins
                os.link(scratch, path)
            scratch.unlink()
            found = read(path)
    except OSError as error:
        raise StoreUnavailable(str(path), error.strerror or str(error)) from error
    assert found is not None
    return found


def read(path: Path) -> bytes | None:
    """The secret in `path`, None when there is no such file. Raises OSError, StoreUnavailable."""
    try:
        return bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise StoreUnavailable(str(path), "holds no secret in hexadecimal") from error
