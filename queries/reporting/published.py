"""Reports as they were told: a report of a month is made once, and whoever asks later reads the same."""

import msgspec

from graph.dates import iso
from graph.errors import InvalidValue, Refused
from graph.model import PublishedReport, report_key
from policy.reporting import may_read_reports, month_of
from policy.viewer import Viewer
from queries.network import Network
from queries.reporting.catalogue import REPORTS
from queries.reporting.report import Asked, Progress, Report


def published(network: Network, viewer: Viewer, name: str, month: str = "") -> Report | None:
    """The report of a month (of this one unless told), None when it was not made. A round trip.

    Raises Refused for who may not read reports, InvalidValue when there is none of that name.
    """
    if not may_read_reports(viewer):
        raise Refused("NOT_ALLOWED", "reports are for network admins")
    if name not in REPORTS:
        raise InvalidValue("NAME", name, f"one of {', '.join(REPORTS)}")
    key = report_key(name, month or this_month(network))
    stored = network.store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, PublishedReport):
        return None
    return msgspec.json.decode(stored.record.body, type=Report)


def made(network: Network, name: str, progress: Progress) -> PublishedReport:
    """This month's report, to be kept. The cost is the report's own; nothing of it is written here."""
    report = REPORTS[name].make(Asked(network, month_of(network.today()), progress))
    month = this_month(network)
    return PublishedReport(
        key=report_key(name, month),
        name=name,
        month=month,
        made=iso(network.clock()),
        body=msgspec.json.encode(report).decode(),
    )


def this_month(network: Network) -> str:
    """The month whose figures are told today, such as 2024-05."""
    return month_of(network.today()).isoformat()[:7]
