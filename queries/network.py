"""What every question is asked of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from graph.erasures import Erasures, ForgottenErasures
from graph.keys import Key, KeyMaker
from graph.ports import Store, TieSource
from graph.snapshot.read_model import ReadModel
from graph.uploads import UploadFolder
from policy.rehire_weights import Weights
from queries.use_log import UseBuffer, UseLog


@dataclass(frozen=True, slots=True)
class Network:
    """The store, the read model over it, where ties come from, and the clock; made in one place.

    `uses` is told of everybody whom an answer names; unless told otherwise it keeps that to itself.
    `rehire_weights` say what counts how much when people are looked for who may come back.
    """

    store: Store
    read_model: ReadModel
    ties: TieSource
    keys: KeyMaker
    home: Key
    clock: Callable[[], datetime]
    uses: UseLog = field(default_factory=UseBuffer)
    erasures: Erasures = field(default_factory=ForgottenErasures)
    rehire_weights: Weights = Weights()
    uploads: UploadFolder | None = None

    def today(self) -> date:
        """The UTC day on which the question is asked: an answer is the same all day."""
        return self.clock().astimezone(UTC).date()
