"""The worker beside a process that serves."""

import logging
import time
from threading import Event
from typing import Final

from actions.first_notice import first_notices
from graph.errors import KithError
from service.opening import Service
from service.outbox.opening import outbox_of

LOG: Final = logging.getLogger("kith.outbox")

_EVERY_S: Final = 5.0
_NOTICES_EVERY_S: Final = 60.0


def send_what_is_due(service: Service, stop: Event) -> None:
    """Work the outbox every few seconds until `stop`, and look now and then who is to be told.

    Without mail nobody is told of a first record: a notice that cannot be sent is not one.
    """
    outbox = outbox_of(service)
    look_at = 0.0
    while not stop.wait(_EVERY_S):
        try:
            if service.settings.mail_is_set_up() and time.monotonic() >= look_at:
                more = first_notices(service.network).more
                look_at = 0.0 if more else time.monotonic() + _NOTICES_EVERY_S
            outbox.work(stop)
        except KithError as error:
            LOG.warning("outbox: %s", error)  # the store may come back
        except Exception:
            LOG.exception("outbox")  # what broke it is leased; the others must not wait for its mending
