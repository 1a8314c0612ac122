"""Somebody leaves: they are asked, while their address still works, whether they would like to stay in touch.

The invitation holds a link, no data. An end of the employment that HR has not said yet is said here, so that
they are an alumna or alumnus from the day after; what HR says later wins (ingest.sources.people.facts).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from actions.act import Act, repeated
from actions.notices import MAIL, notice
from graph.errors import Refused
from graph.keys import NO_KEY, Key, pair_beginning
from graph.model import Employment, Identifier, Invitation, Tie, invitation_key
from graph.ports import Change, Deletion
from graph.scans import every
from policy.exits import CLAIMED, EXIT, HR, HR_OR_EXIT, INVITED, check_last_day, may_begin
from queries.at_home import employments_at_home, is_over
from queries.invitations import invitation_of
from queries.network import Network
from queries.sight import look

INVITATION: Final = "exit_invitation"


def start_exit(act: Act, person: Key, last_day: date) -> Invitation:
    """Invite `person` (NO_KEY: who acts), whose last day at the company is `last_day`, to stay in touch.

    For who has left already the day that is known holds. Again: the day moves, and whoever has not answered
    is written to once more, at most once a day. Raises Refused. O(employments).
    """
    whose = _leaver(act, person)

    def attempt() -> Invitation:
        jobs, expect = _jobs(act.network, whose)
        if not jobs:
            raise Refused("NOT_FOUND", "there is nobody of that id who works or worked here", "person")
        ended = _ended(act, jobs, last_day)
        before, revision = invitation_of(act.network, whose)
        after = _invited(act, whose, before, _last(ended), jobs[-1].since)
        changes: list[Change] = [*_changed(act.network, jobs, ended), after]
        if before is None or before.state != INVITED or before.at[:10] != after.at[:10]:
            changes += _mail(act, after)
        act.write("startExit", changes, {**expect, after.key: revision})
        return after

    return repeated(attempt)


def cancel_exit(act: Act, person: Key = NO_KEY) -> Key:
    """Somebody stays after all: an end that only the exit has said, and an open invitation, are taken back.

    For who may begin it; what an administrator began is not for the person to end. Raises Refused. O(1).
    """
    whose = _leaver(act, person)

    def attempt() -> Key:
        before, revision = invitation_of(act.network, whose)
        if before is None:
            raise Refused("NOT_NOW", "no exit has begun", "person")
        if whose == act.viewer.person and before.by != whose and not may_begin(act.viewer, NO_KEY):
            raise Refused("NOT_ALLOWED", "ask who began it to end it")
        jobs, expect = _jobs(act.network, whose)
        today = act.network.today().isoformat()
        open_again = [
            replace(job, until="", source=HR) if job.source == EXIT and not is_over(job, today) else job
            for job in jobs
        ]
        gone: list[Change] = [] if before.state == CLAIMED else [Deletion(before.key)]
        changes = [*_changed(act.network, jobs, open_again), *gone]
        act.write("cancelExit", changes, {**expect, before.key: revision})
        return whose

    return repeated(attempt)


def bounced(network: Network, person: Key, subject: str, at: str) -> None:
    """Mail to who was invited came back for good: the invitation says so.

    `subject` is what the mail was about: the invitation, or an address that may have been replaced since.
    """

    def attempt() -> None:
        before, revision = invitation_of(network, person)
        if before is None or before.state != INVITED:
            return
        if subject in (before.key, address_key(network, before.address)):
            network.store.apply([replace(before, state="bounced", at=at)], {before.key: revision})

    repeated(attempt)


def address_key(network: Network, address: str) -> Key:
    """The key of the identifier of a normalised address."""
    return network.keys.key(Identifier.KIND, "email", address)


def _leaver(act: Act, person: Key) -> Key:
    """Who leaves. Raises Refused unless who acts may begin that for them."""
    whose = person or act.person()
    if not may_begin(act.viewer, whose):
        raise Refused("NOT_ALLOWED", "people themselves, hr partners and network admins may do that")
    card = look(act.network, act.viewer, [whose]).cards.get(whose)
    if card is None or card.private:
        raise Refused("NOT_FOUND", "there is nobody of that id", "person")
    return whose


def _jobs(network: Network, person: Key) -> tuple[list[Employment], dict[Key, int]]:
    """The employments here, oldest first, and the revisions at which they were read."""
    found = network.store.fetch([job.key for job in employments_at_home(network, person)]).found
    jobs = [stored.record for stored in found.values() if isinstance(stored.record, Employment)]
    revisions = {key: stored.revision for key, stored in found.items()}
    return sorted(jobs, key=lambda job: (job.since, job.key)), revisions


def _ended(act: Act, jobs: Sequence[Employment], last_day: date) -> list[Employment]:
    """`jobs` as they end; one whose end HR has said stays as it is."""
    today = act.network.today()
    if all(is_over(job, today.isoformat()) and job.source != EXIT for job in jobs):
        return list(jobs)
    check_last_day(last_day, today)
    until = last_day.isoformat()
    if any(job.since > until for job in jobs if not job.until):
        raise Refused("BAD_INPUT", "the employment began after that day", "lastDay")
    return [_ending(job, until) for job in jobs]


def _ending(job: Employment, until: str) -> Employment:
    if job.until and job.source != EXIT:
        return job
    return replace(job, until=until, source=EXIT if job.source in HR_OR_EXIT else job.source)


def _last(jobs: Sequence[Employment]) -> str:
    return max((job.until for job in jobs), default="")


def _invited(act: Act, person: Key, before: Invitation | None, last_day: str, since: str) -> Invitation:
    """The invitation as it is now; who stayed in touch after an earlier stay is invited anew."""
    if before is not None and before.state == CLAIMED and before.last_day >= since:
        return replace(before, last_day=last_day)
    now = act.moment()
    return Invitation(
        key=invitation_key(person),
        person=person,
        by=act.viewer.person,
        last_day=last_day,
        address=before.address if before else "",
        added=before.added if before else False,
        state=INVITED,
        asked=before.asked if before else now,
        at=now,
    )


def _mail(act: Act, invitation: Invitation) -> list[Change]:
    if invitation.state != INVITED:
        return []
    network = act.network
    return [notice(network, invitation.person, INVITATION, invitation.key, act.now(), MAIL)]


def _changed(network: Network, before: Sequence[Employment], after: Sequence[Employment]) -> list[Change]:
    """The employments that are different, and the ties to managers that last as long as they do."""
    changes: list[Change] = []
    for was, now in zip(before, after, strict=True):
        if was == now:
            continue
        changes.append(now)
        beginnings = [pair_beginning(Tie.KIND, was.person, was.manager)] if was.manager else []
        changes += [
            replace(tie, until=now.until)
            for tie in (every(network.store, Tie, beginnings) if beginnings else ())
            if (tie.tie_kind, tie.source, tie.since, tie.until) == ("manager", HR, was.since, was.until)
        ]
    return changes
