"""What a job says of itself: how far it is, and what it came to."""

from dataclasses import dataclass
from typing import Final

from graph.keys import Key
from ingest.source import Problem

LISTED: Final = 1_000
"""The most problems that a result lists; all are counted and in quarantine."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; `stage` is "waiting" while another ingest has its turn."""

    stage: str
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What an ingest came to; counts are input rows and add up to `read`.

    `state` is done or cancelled. `problems` lists the first LISTED of them. `resumed`: an earlier run
    had begun, and its counts are included. `whole`: there is no more in the input than was looked at.
    """

    job: Key
    format: str
    source: str
    state: str
    read: int
    new: int
    changed: int
    unchanged: int
    quarantined: int
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    dry_run: bool = False
    resumed: bool = False
    whole: bool = True
