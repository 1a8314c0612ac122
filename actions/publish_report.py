"""A report is made when it is first asked for in a month, and stands as it was told until the next."""

import logging
from threading import Lock
from typing import Final

from graph.errors import Conflict, KithError, SnapshotMoved
from graph.model import report_key
from policy.viewer import Viewer
from queries.meanwhile import begun_for_a_moment
from queries.network import Network
from queries.reporting.published import made, published, this_month
from queries.reporting.report import Progress, Report
from queries.told import told

LOG: Final = logging.getLogger("kith.reports")

_TRIES: Final = 3
_MAKING: Final = Lock()
"""Reports are made one after the other: several at once would take the memory of all of them."""


def silent(_: str) -> None:
    """Whom it does not matter how far the report is."""


def report(network: Network, viewer: Viewer, name: str, progress: Progress = silent) -> Report:
    """This month's report; made and kept first when it is not there, or may not be told any more.

    `network` is the one that acts read. Of several processes that make it at once, the report of one is kept
    and told by all. Raises Refused for who may not read reports, InvalidValue when there is none of that
    name. A round trip, or what the report costs.
    """
    telling = told(network, viewer)
    found = published(telling, viewer, name)
    if found is not None:
        return found
    key = report_key(name, this_month(network))
    with _MAKING:
        for _ in range(_TRIES):
            held = network.store.fetch([key]).found.get(key)
            found = published(telling, viewer, name)
            if found is not None:
                return found
            record = made(telling, name, progress)
            try:
                network.store.apply([record], {record.key: held.revision if held else 0})
            except Conflict:  # another process was faster: theirs is told
                continue
    raise SnapshotMoved


def report_or_begun(network: Network, viewer: Viewer, name: str) -> Report | None:
    """This month's report if it is there or can be made in a moment; else None, and it is being made.

    Raises what `report` raises for who asks.
    """
    found = published(told(network, viewer), viewer, name)
    if found is not None:
        return found
    begun_for_a_moment(network, f"report {name}", lambda: _make(network, viewer, name))
    return published(told(network, viewer), viewer, name)


def _make(network: Network, viewer: Viewer, name: str) -> None:
    try:
        report(network, viewer, name)
    except KithError as error:  # who comes back begins it again, the day's work too
        LOG.warning("the report %s could not be made: %s", name, error)
