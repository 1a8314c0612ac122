"""Work that takes longer than an answer should: it is begun once, and who asked looks again."""

import logging
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock, Thread
from threading import enumerate as enumerate_threads
from typing import Any, Final, TypeVar

from graph.errors import KithError
from graph.snapshot.snapshot import Snapshot
from queries.network import Network

T = TypeVar("T")

LOG: Final = logging.getLogger("kith.meanwhile")

MOMENT_S: Final = 0.3
"""How long somebody waits who would rather come back."""

STANDS_S: Final = 600.0
"""So long what was found waits for who asked."""

_BEGINNING: Final = Lock()
"""Held while it is looked whether somebody does it, and begun if not."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of work, and when it ended."""

    at: float
    found: Any
    error: Exception | None


_Outcomes = dict[Hashable, _Outcome]


def found_or_begun(
    network: Network, called: str, question: Hashable, work: Callable[[], T], moment_s: float = MOMENT_S
) -> T | None:
    """What `work` returns if it takes no more than a moment; else None, and it goes on.

    What it finds waits in this process for who asks the same `question` again, and is told once: `question`
    says who asks. While something goes on that is `called` so, nothing else of that name is begun. Raises
    what `work` raises.
    """
    snapshot = network.read_model.current()
    outcome = _taken(snapshot, question)
    if outcome is None:
        begun_for_a_moment(network, called, lambda: _keep(snapshot, question, work), moment_s)
        outcome = _taken(snapshot, question)
    if outcome is not None and outcome.error is not None:
        raise outcome.error
    return outcome.found if outcome is not None else None


def begun_for_a_moment(
    network: Network, called: str, work: Callable[[], None], moment_s: float = MOMENT_S
) -> None:
    """Begin `work` in a thread of its own unless it is being done, and wait for its end or a moment.

    One at a time for each name and network, in this process.
    """
    _begun(f"{called} {id(network.read_model)}", work).join(moment_s)


def _begun(name: str, work: Callable[[], None]) -> Thread:
    with _BEGINNING:
        for thread in enumerate_threads():
            if thread.name == name:
                return thread
        thread = Thread(target=work, name=name, daemon=True)
        thread.start()
        return thread


def _keep(snapshot: Snapshot, question: Hashable, work: Callable[[], object]) -> None:
    found: object = None
    raised: Exception | None = None
    try:
        found = work()
    except KithError as error:  # told to who comes back
        raised = error
    except Exception as error:
        LOG.exception("what was begun for a moment failed")
        raised = error
    waiting = _waiting(snapshot)
    for other in [one for one, kept in list(waiting.items()) if not _stands(kept)]:
        waiting.pop(other, None)
    waiting[question] = _Outcome(time.monotonic(), found, raised)


def _taken(snapshot: Snapshot, question: Hashable) -> _Outcome | None:
    outcome = _waiting(snapshot).pop(question, None)
    return outcome if outcome is not None and _stands(outcome) else None


def _stands(outcome: _Outcome) -> bool:
    return outcome.at + STANDS_S > time.monotonic()


def _waiting(snapshot: Snapshot) -> _Outcomes:
    waiting: _Outcomes = snapshot.kept.setdefault("found meanwhile", {})
    return waiting
