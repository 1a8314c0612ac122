"""What is done once a day, by whichever process on this host comes first.

Retention, tours that have begun, adding up counters, rehire statuses that lapse, news of roles that are
watched, reports.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event
from typing import Final

from filelock import FileLock, Timeout

from actions.erase import erase
from actions.publish_report import report
from actions.rehire import close_lapsed
from actions.retention import Retained, retain
from actions.tours.facts import begin
from actions.watch import tell_watchers
from graph.errors import KithError
from policy.viewer import OPERATOR
from queries.reporting.catalogue import REPORTS
from service.opening import Service
from service.uses import compact

LOG: Final = logging.getLogger("kith.service")

_LOOK_EVERY_S: Final = 600.0
_FIRST_LOOK_S: Final = 60.0
_BETWEEN_WRITES_S: Final = 0.1
"""So thousands who are to be forgotten on one day do not keep answers from being checked at one revision."""


def _silent(_: str, __: int) -> None:
    return None


def retain_now(
    service: Service, dry_run: bool = False, report: Callable[[str, int], None] = _silent
) -> tuple[Retained, ...]:
    """Let go of what has been kept long enough; see actions.retention."""
    return retain(
        service.network,
        service.network.clock(),
        erase=partial(erase, service.network),
        dry_run=dry_run,
        report=report,
    )


class _Stopping(Exception):
    """The process ends."""


def every_day(service: Service, stop: Event) -> None:
    """Until `stop`: once a UTC day, do what is to be done. What fails is tried again ten minutes later."""
    wait = _FIRST_LOOK_S
    while not stop.wait(wait):
        wait = _LOOK_EVERY_S
        try:
            do_today(service, stop)
        except _Stopping:
            return
        except (KithError, OSError) as error:
            LOG.warning("the day's work is put off: %s", error)


def do_today(service: Service, stop: Event) -> bool:
    """Do the day's work unless it is done or somebody else does it; whether it was done now.

    Raises KithError, OSError; when `stop` is set it is left half done, for the next day or process.
    """

    def go_on(_: str, count: int) -> None:
        if stop.is_set():
            raise _Stopping

    def unhurried(_: str, count: int) -> None:
        if stop.wait(_BETWEEN_WRITES_S):
            raise _Stopping

    service.locks.mkdir(parents=True, exist_ok=True)
    done = service.locks / "daily"
    today = service.today().isoformat()
    try:
        with FileLock(service.locks / "daily.lock", timeout=0):
            if done.exists() and done.read_text() >= today:
                return False
            for kind in retain_now(service, report=unhurried):
                if kind.gone:
                    LOG.info("retention: %d %s from before %s", kind.gone, kind.kind, kind.before)
            begin(service.network)
            if service.network.uploads is not None:
                service.network.uploads.clear()
            compact(service.network, service.today() - timedelta(days=1))
            if lapsed := close_lapsed(service.network, service.network.clock()):
                LOG.info("%d rehire statuses lapsed: nobody decided an appeal in time", lapsed)
            if told := tell_watchers(service.network, service.network.clock()):
                LOG.info("%d people told of news of a role", told)
            for name in REPORTS:
                report(service.network, OPERATOR, name, partial(go_on, count=0))
            done.write_text(today)
            return True
    except Timeout:
        return False
