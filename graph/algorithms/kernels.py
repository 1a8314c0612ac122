"""How loops over ties become machine code: compiled once, kept on disk, never in a request.

`kernel` marks a function that other kernels call; `compiled` makes the outermost one ready for a
single signature, so that an array of another type is an error and not a wait of seconds.
"""

import inspect
import logging
from collections.abc import Callable
from hashlib import blake2b
from types import FunctionType, ModuleType
from typing import Any, TypeVar, cast

from numba import njit, types

F = TypeVar("F", bound=Callable[..., Any])

# Kernels make no arrays, so nothing in them needs counting: without counts they run up to 7 times faster.
_OPTIONS = {"nogil": True, "error_model": "numpy", "_nrt": False}
_PART = {**_OPTIONS, "forceinline": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}

_log = logging.getLogger(__name__)


def kernel(function: F) -> F:
    """Mark `function` as part of a kernel: no new arrays in it, and no check of indices."""
    return cast(F, njit(**_PART)(function))


def read_only(item: Any) -> Any:
    """The type of a contiguous row of `item` that is not written to (a memory map may be given)."""
    return types.Array(item, 1, "C", readonly=True)


def compiled(function: F, signature: tuple[Any, ...], *parts: ModuleType, counts: bool = False) -> F:
    """Machine code of `function` for `signature` alone; it runs without the interpreter lock.

    `parts` are the other modules whose kernels it calls; `counts` lets it make arrays. Takes seconds
    the first time, a few tenths of one later: the code is kept in NUMBA_CACHE_DIR, else beside the
    source, else in the user's cache folder, whichever can be written. Where none can, each process
    compiles for itself, and says so in the log.
    """
    named = _named_after(function, parts)
    options = {**_OPTIONS, "_nrt": counts}
    code = njit(**options)(named)
    try:
        code.enable_caching()  # RuntimeError: there is nowhere to write
        code.compile(signature)  # OSError: there is, but no room
    except (RuntimeError, OSError) as problem:
        _log.warning("machine code of %s is not kept: %s", function.__name__, problem)
        code = njit(**options)(named)
        code.compile(signature)
    code.disable_compile()
    return cast(F, code)


def _named_after(function: Callable[..., Any], parts: tuple[ModuleType, ...]) -> FunctionType:
    """`function` under a name that changes with the source of `parts`.

    Numba looks for changes only in the file of the function that it was asked for, and names what it
    keeps after the function: so code that was made from other parts is not found again.
    """
    digest = blake2b(digest_size=8)
    for part in parts:
        digest.update(inspect.getsource(part).encode())
    source = cast(FunctionType, function)
    copy = FunctionType(source.__code__, source.__globals__, source.__name__, source.__defaults__)
    copy.__qualname__ = f"{source.__qualname__}_{digest.hexdigest()}"
    return copy
