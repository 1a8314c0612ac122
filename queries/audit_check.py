"""The check of the whole record for who would rather come back for its outcome."""

import logging
import time
from typing import Final

from graph.errors import KithError
from graph.keys import Key
from graph.snapshot.snapshot import Snapshot
from graph.stores.verify import Verification
from policy.viewer import Viewer
from queries.audit import require_officer, verified
from queries.meanwhile import begun_for_a_moment
from queries.network import Network

LOG: Final = logging.getLogger("kith.audit")

STANDS_S: Final = 600.0
"""So long an outcome waits for who asked."""

_Outcome = Verification | KithError
_Place = tuple[Key, str]  # who asked, and for which seal


def verified_or_begun(network: Network, viewer: Viewer, expect: str = "") -> Verification | None:
    """What `verified` finds if it takes no more than a moment; else None, and it is being checked.

    The outcome waits in this process for who asked, and is told them once: who asks after that has the record
    checked anew, since it may be altered without a trace. Raises what `verified` raises.
    """
    require_officer(viewer)
    place = viewer.person, expect.strip().lower()
    snapshot = network.read_model.current()
    outcome = _taken(snapshot, place)
    if outcome is None:
        begun_for_a_moment(network, f"audit {place}", lambda: _check(network, snapshot, viewer, place))
        outcome = _taken(snapshot, place)
    if isinstance(outcome, KithError):
        raise outcome
    return outcome


def _check(network: Network, snapshot: Snapshot, viewer: Viewer, place: _Place) -> None:
    outcome: _Outcome
    try:
        outcome = verified(network, viewer, place[1])
    except KithError as error:  # told to who comes back
        LOG.warning("the record could not be checked: %s", error)
        outcome = error
    _waiting(snapshot)[place] = time.monotonic(), outcome


def _taken(snapshot: Snapshot, place: _Place) -> _Outcome | None:
    at, outcome = _waiting(snapshot).pop(place, (0.0, None))
    return outcome if at + STANDS_S > time.monotonic() else None


def _waiting(snapshot: Snapshot) -> dict[_Place, tuple[float, _Outcome]]:
    waiting: dict[_Place, tuple[float, _Outcome]] = snapshot.kept.setdefault("record checked", {})
    return waiting
