"""Files that only who runs the command may read, whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path


def write_private(out: Path, pieces: Iterable[bytes]) -> None:
    """Write `pieces` to `out`. Raises OSError; then there is no new file."""
    scratch = out.with_name(f".{out.name}.part")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
        os.replace(scratch, out)
    finally:
        scratch.unlink(missing_ok=True)
