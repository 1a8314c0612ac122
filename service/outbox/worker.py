"""Takes what is due out of the outbox, one at a time, and sends it at least once.

A delivery is claimed by putting it off for as long as a lease: whose write succeeds has it, and when the
process dies it is due again when the lease ends. Several workers may share one outbox.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event
from typing import Final

from actions.exits import bounced
from actions.first_notice import TEMPLATE as FIRST_RECORD
from actions.first_notice import switched_off
from actions.notices import MAIL, delivery_key, delivery_name
from graph.dates import iso
from graph.errors import Conflict
from graph.keys import NO_KEY, Key, kind_of
from graph.model import (
    Delivery,
    Introduction,
    Invitation,
    Person,
    Preference,
    Record,
    invitation_key,
    preference_key,
    told_key,
)
from graph.ports import Deletion, Stored
from policy.exits import CLAIMED
from policy.notices import EXITS, TEMPLATES, WAITING, retry_after, wanted
from policy.still_asked import still_asked
from queries.inbox import from_known
from queries.network import Network
from queries.parties import parties
from service.outbox.channel import Channel, Undelivered

LOG: Final = logging.getLogger("kith.outbox")

LEASE: Final = timedelta(minutes=10)
_PAGE: Final = 50


@dataclass(slots=True)
class Worked:
    """What came of one pass: sent, put off to be tried again, dropped."""

    sent: int = 0
    again: int = 0
    dropped: int = 0


class Outbox:
    """Works for one thread."""

    def __init__(self, network: Network, mail: Channel, hooks: Channel) -> None:
        self._network = network
        self._mail = mail
        self._hooks = hooks

    def work(self, stop: Event | None = None) -> Worked:
        """Try everything that is due, in the order of time, until `stop`. Raises StoreError."""
        worked = Worked()
        after: Key | None = None
        while True:
            page = self._network.store.scan(Delivery, after=after, limit=_PAGE)
            try:
                for stored in page.records:
                    if stored.record.due > iso(self._network.clock()) or (stop and stop.is_set()):
                        return worked
                    self._try(stored, worked)
            finally:
                self._mail.rest()
                self._hooks.rest()
            after = page.after
            if after is None:
                return worked

    def _try(self, stored: Stored[Delivery], worked: Worked) -> None:
        claimed = self._claim(stored)
        if claimed is None:
            return
        delivery = claimed.record
        channel = self._mail if delivery.channel == MAIL else self._hooks
        try:
            reason = self._in_vain(delivery)
            if reason:
                raise Undelivered(reason, lasting=True)
            channel.deliver(delivery)
        except Undelivered as error:
            wait = None if error.lasting else retry_after(delivery.attempts)
            if wait is None:
                _log_drop(delivery, error)
                self._remove(claimed, told=False)
                if error.bounced and delivery.template in EXITS:
                    bounced(self._network, delivery.person, delivery.subject, iso(self._network.clock()))
                worked.dropped += 1
            else:
                self._put_off(claimed, self._network.clock() + wait, str(error))
                worked.again += 1
        else:
            self._remove(claimed, told=True)
            worked.sent += 1

    def _claim(self, stored: Stored[Delivery]) -> Stored[Delivery] | None:
        """The delivery as this worker holds it; None when another has it."""
        held = replace(stored.record, attempts=stored.record.attempts + 1)
        return self._move(Stored(held, stored.revision), self._network.clock() + LEASE)

    def _put_off(self, claimed: Stored[Delivery], due: datetime, failure: str) -> None:
        self._move(Stored(replace(claimed.record, failure=failure), claimed.revision), due)

    def _move(self, stored: Stored[Delivery], due: datetime) -> Stored[Delivery] | None:
        """Write the record under a later moment; None when it has moved or gone meanwhile."""
        before, at = stored.record.key, iso(due)
        after = replace(stored.record, key=delivery_key(at, delivery_name(before)), due=at)
        try:
            revision = self._network.store.apply([Deletion(before), after], {before: stored.revision})
        except Conflict:
            return None
        return Stored(after, revision)

    def _remove(self, claimed: Stored[Delivery], told: bool) -> None:
        """Take it out; who was not told is not kept as told either."""
        delivery = claimed.record
        changes = [Deletion(delivery.key)]
        if not told:
            changes.append(Deletion(told_key(delivery.person, delivery.template)))
        try:
            self._network.store.apply(changes, {delivery.key: claimed.revision})
        except Conflict:
            LOG.info("outbox: a lease ended before its message was sent")  # another worker sends it again

    def _in_vain(self, delivery: Delivery) -> str:
        """Why this must not be sent any more, "" when it may. One round trip."""
        if delivery.template not in TEMPLATES:
            return "no such text"
        if delivery.attempts > 1 and retry_after(delivery.attempts - 1) is None:
            return "too many attempts"
        if delivery.template == FIRST_RECORD and switched_off(self._network):
            return "switched off"
        preference, subject = preference_key(delivery.person), Key(delivery.subject)
        invitation = invitation_key(delivery.person)
        found = self._network.store.fetch({preference, subject, invitation} - {NO_KEY}).found
        records = {key: stored.record for key, stored in found.items()}
        said, about = records.get(preference), records.get(subject)
        if not wanted(
            delivery.template, said if isinstance(said, Preference) else None, self._network.today()
        ):
            return "not wanted"
        now = self._network.clock()
        late = delivery.template in WAITING and not still_asked(
            delivery.template, about, delivery.person, now
        )
        asked = records.get(invitation)
        over = not isinstance(asked, Invitation) or asked.state == CLAIMED
        if late or (over and delivery.template in EXITS):
            return "not waited for any more"
        return "" if self._exists(delivery, about) else "about somebody who is not there any more"

    def _exists(self, delivery: Delivery, about: Record | None) -> bool:
        """Whether what the message is about exists for who gets it, as it would for them as a viewer."""
        whom = delivery.person
        if isinstance(about, Introduction):
            return about.asker == whom or bool(from_known(self._network, whom, [about]))
        if kind_of(delivery.subject) == Person.KIND:
            subject = Key(delivery.subject)
            return subject == whom or subject in parties(self._network, whom, [subject])
        return about is not None or not delivery.subject


def _log_drop(delivery: Delivery, error: Undelivered) -> None:
    LOG.warning(
        "outbox: %s by %s was dropped after %d attempts: %s",
        delivery.template,
        "mail" if delivery.channel == MAIL else "webhook",
        delivery.attempts,
        error,
    )
