"""What has been kept long enough goes: contacts, people who never claimed their place, requests, the log.

How long each is kept is decided with a reason (queries.decisions); otherwise policy.decisions.RETENTION
holds. Every kind goes in bounded writes, each whole by itself, so a run that was cut short is taken up by the
next one. Nothing of a private source is spared.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final

from graph.dates import months_later, utc
from graph.keys import Key
from graph.model import (
    IN_KITH,
    KINDS,
    Access,
    CheckIn,
    Contact,
    Delivery,
    Introduction,
    Invitation,
    Merge,
    Offering,
    Participation,
    Record,
    Referral,
    RehireStatus,
    Role,
    Tour,
    UnansweredTopic,
    Use,
    has_stood,
    references,
)
from graph.ports import Deletion
from graph.scans import all_adjacent, every
from policy.exits import CLAIMED
from queries.decisions import kept_months
from queries.network import Network
from queries.unclaimed import unclaimed_alumni

_BATCH: Final = 1_000

Erase = Callable[[Key], None]
Report = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Retained:
    """What one run did to one kind: `due` records from before the day `before`, and how many of them went.

    They differ in a dry run, and for people when nobody was given to erase them.
    """

    kind: str
    before: str
    due: int
    gone: int


def _silent(_: str, __: int) -> None:
    return None


def retain(
    network: Network,
    now: datetime,
    *,
    erase: Erase | None = None,
    dry_run: bool = False,
    report: Report = _silent,
) -> tuple[Retained, ...]:
    """Let go of what is older than it may be at `now`; with `dry_run`, only count it.

    `erase` erases a person and everything about them; without it the unclaimed alumni are only counted.
    `report` hears of each kind and how many went so far. O(contacts + introductions + roles + alumni + log).
    """
    today = utc(now).date()
    run = _Run(network, today, dry_run, report)
    return (
        run.let_go("contacts", "retention/contacts", run.contacts),
        _people(run, erase),
        run.let_go("introductions", "retention/requests", run.introductions),
        run.let_go("referrals", "retention/requests", run.referrals),
        run.let_go("offerings", "retention/requests", run.offerings),
        run.let_go("tour proposals", "retention/requests", run.proposals),
        run.let_go("check-ins", "retention/requests", run.check_ins),
        run.let_go("roles", "retention/requests", run.roles),
        run.let_go("rehire statuses", "retention/requests", run.rehire_statuses),
        run.let_go("invitations", "retention/requests", run.invitations),
        run.let_go("merges", "retention/requests", run.merges),
        run.let_go("deliveries", "retention/requests", run.deliveries),
        run.let_go("uses", "retention/use_log", run.uses),
        run.let_go("accesses", "retention/use_log", run.accesses),
        run.let_go("unanswered topics", "retention/use_log", run.unanswered),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    network: Network
    today: date
    dry_run: bool
    report: Report

    def before(self, name: str) -> str:
        """The first day that is still kept, as decided about `name`."""
        return months_later(self.today, -kept_months(self.network, name)).isoformat()

    def let_go(self, kind: str, name: str, due: Callable[[str], Iterable[Key]]) -> Retained:
        """Delete what `due` finds from before that day, batch by batch."""
        before = self.before(name)
        found, gone = iter(due(before)), 0
        counted = 0
        while batch := list(islice(found, _BATCH)):
            counted += len(batch)
            if not self.dry_run:
                self.network.store.apply([Deletion(key) for key in batch])
                gone += len(batch)
            self.report(kind, counted)
        return Retained(kind, before, counted, gone)

    def contacts(self, before: str) -> Iterator[Key]:
        """Contacts from before that day."""
        return (one.key for one in every(self.network.store, Contact) if one.at < before)

    def introductions(self, before: str) -> Iterator[Key]:
        """Requests of which nothing was heard since that day, and what refers to them."""
        store = self.network.store
        old = (one.key for one in every(store, Introduction) if _last_heard(one) < before)
        while batch := list(islice(old, _BATCH)):
            for kind in _referring_to(Introduction):
                yield from (one.key for one in all_adjacent(store, batch, kind))
            yield from batch

    def referrals(self, before: str) -> Iterator[Key]:
        """Proposals of which nothing was heard since that day."""
        old = every(self.network.store, Referral)
        return (one.key for one in old if max(one.at, one.ended, one.deadline) < before)

    def offerings(self, before: str) -> Iterator[Key]:
        """What was over before that day, and who took part in it."""
        store = self.network.store
        ended = (one for one in every(store, Offering) if one.closed or one.on)
        old = (one.key for one in ended if (one.closed or one.on) < before)
        while batch := list(islice(old, _BATCH)):
            yield from (one.key for one in all_adjacent(store, batch, Participation))
            yield from batch

    def proposals(self, before: str) -> Iterator[Key]:
        """Tours that never came to stand, of which nothing was heard since that day. O(tours of kith)."""
        planned = (tour for tour in every(self.network.store, Tour, [IN_KITH]) if not has_stood(tour))
        return (
            tour.key for tour in planned if max(line.partition("/")[2] for line in tour.accepted) < before
        )

    def check_ins(self, before: str) -> Iterator[Key]:
        """What was noted of tours that ended before that day. O(tours of kith)."""
        store = self.network.store
        over = (tour.key for tour in every(store, Tour, [IN_KITH]) if tour.until and tour.until < before)
        while batch := list(islice(over, _BATCH)):
            yield from (one.key for one in all_adjacent(store, batch, CheckIn))

    def roles(self, before: str) -> Iterator[Key]:
        """Roles that were closed before that day, with who was put down for them and who watched them.

        One along which a request is still kept waits for it.
        """
        store = self.network.store
        old = (one.key for one in every(store, Role) if one.closed and one.closed < before)
        while batch := list(islice(old, _BATCH)):
            kept = {one.role for one in all_adjacent(store, batch, Introduction)}
            gone = [key for key in batch if key not in kept]
            for kind in _referring_to(Role) if gone else ():
                yield from (one.key for one in all_adjacent(store, gone, kind))
            yield from gone

    def rehire_statuses(self, before: str) -> Iterator[Key]:
        """What was said of people's coming back and ended before that day."""
        return (one.key for one in every(self.network.store, RehireStatus) if one.until < before)

    def invitations(self, before: str) -> Iterator[Key]:
        """Invitations to stay in touch that nobody has answered since that day."""
        waiting = (one for one in every(self.network.store, Invitation) if one.state != CLAIMED)
        return (one.key for one in waiting if one.at < before)

    def merges(self, before: str) -> Iterator[Key]:
        """Merges from before that day: they can't be undone any more."""
        return (one.key for one in every(self.network.store, Merge) if one.at < before)

    def deliveries(self, before: str) -> Iterator[Key]:
        """Deliveries that were due before that day and never made. O(those): keys begin with the moment."""
        return self._dated(Delivery, before)

    def uses(self, before: str) -> Iterator[Key]:
        """Counters of use from before that day."""
        return (one.key for one in every(self.network.store, Use) if one.day < before)

    def accesses(self, before: str) -> Iterator[Key]:
        """Lines of the log from before that day. O(those): keys begin with the day."""
        return self._dated(Access, before)

    def unanswered(self, before: str) -> Iterator[Key]:
        """Topics that were asked about before that day."""
        return (one.key for one in every(self.network.store, UnansweredTopic) if one.day < before)

    def _dated(self, kind: type[Record], before: str) -> Iterator[Key]:
        end = f"{kind.KIND}:{before}"
        for one in every(self.network.store, kind):
            if one.key >= end:
                return
            yield one.key


def _last_heard(request: Introduction) -> str:
    return max(request.asked, request.agreed, request.ended, request.deadline)


def _referring_to(kind: type[Record]) -> list[type[Record]]:
    return [other for other in KINDS.values() if any(r.kind == kind.KIND for r in references(other).values())]


def _people(run: _Run, erase: Erase | None) -> Retained:
    """Alumni who left long ago and never came back to say anything: everything about them goes."""
    before = run.before("retention/unclaimed_alumni")
    due = unclaimed_alumni(run.network, date.fromisoformat(before), run.today)
    gone = 0
    for person in due if erase is not None and not run.dry_run else ():
        assert erase is not None
        erase(person)
        gone += 1
        run.report("unclaimed alumni", gone)
    return Retained("unclaimed alumni", before, len(due), gone)
