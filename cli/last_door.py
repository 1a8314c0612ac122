"""The way out of every command: whatever goes wrong is a line on stderr and an exit code, no traceback."""

import io
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, NoReturn

import typer

from graph.errors import KithError
from sample.errors import SampleError

INTERRUPTED: Final = 130
NOT_DONE: Final = 3

DEBUG: Final = "KITH_DEBUG"
"""Set to anything but 0: what goes wrong is shown with its traceback too."""


@contextmanager
def last_door() -> Iterator[None]:
    """Turn whatever goes wrong in the block into one line on stderr and an exit code: SystemExit.

    A reader of the answer who goes away (`kith ... | head`) has what they want: that is no error.
    What belongs to the command line itself (wrong options, exit codes) passes.
    """
    try:
        yield
        sys.stdout.flush()  # or the end of an answer breaks its pipe where nobody looks after it
    except (typer.Exit, typer.Abort, typer.TyperException):
        raise
    except BrokenPipeError:
        _nobody_reads()
        sys.exit(0)
    except KeyboardInterrupt:
        _end("interrupted", INTERRUPTED)
    except (KithError, SampleError) as error:
        from cli.errors import explain  # only when something is wrong

        explanation = explain(error)
        _end(explanation.text, explanation.code)
    except OSError as error:
        _end(_of_the_system(error), NOT_DONE)
    except MemoryError:
        _end("not enough memory", NOT_DONE)
    except Exception as error:  # noqa: BLE001 - a person is not to meet a traceback
        _end(f"{_in_a_line(error)} (this should not happen; {DEBUG}=1 shows where it did)", NOT_DONE)


def _end(text: str, code: int) -> NoReturn:
    with suppress(BrokenPipeError):
        if os.environ.get(DEBUG, "0") not in ("", "0"):
            traceback.print_exc()
        sys.stderr.write(f"kith: {text}\n")
    sys.exit(code)


def _nobody_reads() -> None:
    """What is still held back for stdout would break the pipe once more at the very end."""
    with suppress(io.UnsupportedOperation):  # a stdout that is no file breaks no pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _of_the_system(error: OSError) -> str:
    reason = error.strerror or _in_a_line(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _in_a_line(error: Exception) -> str:
    told = str(error).strip().splitlines()
    return f"{type(error).__name__}: {told[0]}" if told else type(error).__name__
