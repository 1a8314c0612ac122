"""Somebody proposes a person for an open role: the person is asked first, and the loop closes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from actions.act import Act, repeated
from actions.notices import notices
from graph.dates import day_number
from graph.errors import Refused
from graph.keys import Key, name_of
from graph.model import Budget, Delivery, Referral, Role, budget_key, preference_key
from graph.ports import Change, Deletion
from graph.scans import all_adjacent
from policy.budgets import spend
from policy.introduction_texts import check_text
from policy.referrals import (
    OUTCOMES,
    TEXT,
    TOLD,
    Event,
    State,
    as_of,
    begun,
    moved,
    parties_of,
)
from queries.listed import is_listed_to
from queries.openings import PURPOSE, is_opening
from queries.parties import parties
from queries.referrals import Part, part_of, shown_referrals
from queries.sight import look

ASKED = "referral_asked"
ACCEPTED = "referral_accepted"
NOT_THIS_TIME = "referral_not_this_time"
CLOSED = "referral_closed"
_NOT_FOUND = "there is no such proposal"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom to ask, for which role; `text` is for that person, and for recruiters after a yes."""

    role: Key
    person: Key
    text: str = ""


def refer(act: Act, proposal: Proposal) -> Referral:
    """Propose somebody for a listed role; they are asked first, which spends a unit of their capacity.

    Somebody who may not be asked, or has been asked for this role by somebody else, is not asked, and the
    answer does not tell. The same act again returns what it made. Raises Refused: NOT_ALLOWED without a yes
    to REFERRAL, BAD_INPUT, NOT_FOUND for a role or a person who are not there, ALREADY_ASKED. A few
    round trips.
    """
    me = act.person()
    text = check_text("text", proposal.text, TEXT, lines=True)
    if not is_listed_to(act.network, act.viewer, PURPOSE):
        raise Refused("NOT_ALLOWED", "say yes to REFERRAL in your preferences first")
    if proposal.person == me:
        raise Refused("BAD_INPUT", "you may write to the recruiters yourself", "person")
    rest = act.name("referral")
    key = Key(f"{Referral.KIND}:{name_of(proposal.role)}.{name_of(proposal.person)}.{rest}")

    def attempt() -> Referral:
        made = _referral_at(act, key)
        return made[0] if made is not None else _begin(act, me, key, replace(proposal, text=text))

    return repeated(attempt)


def _begin(act: Act, me: Key, key: Key, proposal: Proposal) -> Referral:
    network, person = act.network, proposal.person
    rests_on = [proposal.role, preference_key(person), budget_key(person)]
    found = network.store.fetch(rests_on).found
    role = found[proposal.role].record if proposal.role in found else None
    if not isinstance(role, Role) or not is_opening(role):
        raise Refused("NOT_FOUND", "there is no such open role", "role")
    sight = look(network, act.viewer, [person])
    if person not in sight.cards or sight.cards[person].private:
        raise Refused("NOT_FOUND", "there is nobody of that id", "person")
    if sight.apart(me, person):  # who blocks me is not among the cards
        raise Refused("BAD_INPUT", "you have blocked them, so you can ask them nothing", "person")
    before = [one for one in all_adjacent(network.store, [proposal.role], Referral) if one.person == person]
    if any(one.by == me for one in before):
        raise Refused("ALREADY_ASKED", "you have proposed them for this role", "person")
    day = day_number(network.today())
    now = act.now()
    may = bool(sight.allowed([person], "reached", PURPOSE, day, act.viewer))
    may = may and not _asked_already(act, person, before)
    new = Referral(key=key, role=role.key, by=me, person=person, text=proposal.text, state=State.ASKED, at="")
    referral = begun(new, may, now)
    changes: list[Change] = [referral]
    changes += notices(network, me, NOT_THIS_TIME, key, datetime.fromisoformat(referral.deadline))
    if may:
        held = found[budget_key(person)].record if budget_key(person) in found else None
        budget = held if isinstance(held, Budget) else Budget(key=budget_key(person), person=person)
        changes += [spend(budget, now), *notices(network, person, ASKED, key, now)]
    expect = {each: found[each].revision if each in found else 0 for each in rests_on}
    act.write("refer", changes, {**expect, key: 0})
    return referral


def _asked_already(act: Act, person: Key, before: Sequence[Referral]) -> bool:
    """Whether `person` has said yes to the role, or is being asked by somebody who exists for them."""
    live = [one for one in before if as_of(one, act.now()).state == State.ASKED]
    asking = parties(act.network, person, {one.by for one in live}) if live else {}
    return any(one.state in TOLD for one in before) or bool(asking)


def answer_referral(act: Act, key: Key, yes: bool) -> Referral:
    """The person who was asked says yes, and recruiters may see it, or no, and nobody is told.

    The same answer again changes nothing. Raises Refused: NOT_FOUND, NOT_YOUR_TURN for another answer than
    before, NOT_NOW when it has ended or the role is closed.
    """
    person = act.person()

    def attempt() -> Referral:
        before, revision = _found(act, key, Part.PERSON)
        now = as_of(before, act.now())
        if now.state in ((*TOLD,) if yes else (State.DECLINED,)):
            return now
        if now.state in (*TOLD, State.DECLINED):
            raise Refused("NOT_YOUR_TURN", "you have answered", "referral")
        role = act.network.store.fetch([before.role]).found.get(before.role)
        closed = role is None or not isinstance(role.record, Role) or not is_opening(role.record)
        if now.state != State.ASKED or (yes and closed):
            raise Refused("NOT_NOW", "this proposal has ended", "referral")
        after = moved(now, Event.ACCEPT if yes else Event.DECLINE, act.now())
        told = _accepted(act, after, person) if yes else []
        act.write(f"answerReferral {key}", [after, *told], {key: revision})
        return after

    return repeated(attempt)


def close_referral(act: Act, key: Key, outcome: str) -> Referral:
    """A recruiter says what came of it; who proposed and the person hear that there is news.

    The same again changes nothing. Raises Refused: NOT_ALLOWED, BAD_INPUT, NOT_FOUND before the person's yes,
    NOT_NOW when it was closed in another way.
    """
    person = act.person()
    if not act.viewer.has("recruiter"):
        raise Refused("NOT_ALLOWED", "recruiters say what came of it")
    if outcome not in OUTCOMES:
        raise Refused("BAD_INPUT", f"one of {', '.join(OUTCOMES)}", "outcome")

    def attempt() -> Referral:
        before, revision = _found(act, key, None)
        if before.state == State.CLOSED and before.outcome == outcome:
            return before
        if before.state != State.ACCEPTED:
            raise Refused("NOT_NOW", "a proposal is closed once", "referral")
        after = replace(moved(before, Event.CLOSE, act.now()), outcome=outcome)
        told: list[Change] = []
        for each in parties_of(after):
            if each != person and parties(act.network, each, [person]):
                told += notices(act.network, each, CLOSED, key, act.now())
        act.write(f"closeReferral {key}", [after, *told], {key: revision})
        return after

    return repeated(attempt)


def _accepted(act: Act, referral: Referral, person: Key) -> list[Change]:
    """Good news takes the notice of the deadline back; who proposed hears it."""
    if not referral.by:
        return []
    waiting = all_adjacent(act.network.store, [referral.by], Delivery)
    told: list[Change] = [
        Deletion(one.key)
        for one in waiting
        if one.subject == referral.key and one.template == NOT_THIS_TIME and one.person == referral.by
    ]
    if parties(act.network, referral.by, [person]):
        told += notices(act.network, referral.by, ACCEPTED, referral.key, act.now())
    return told


def _found(act: Act, key: Key, part: Part | None) -> tuple[Referral, int]:
    """The proposal in which the person who acts has this part; None: which the person has said yes to.

    Raises Refused NOT_FOUND.
    """
    there = _referral_at(act, key)
    if there is not None:
        shown = shown_referrals(act.network, act.viewer, [there[0]])
        told = part is None and there[0].state in TOLD
        if shown and (told or part_of(there[0], act.viewer) is part):
            return there
    raise Refused("NOT_FOUND", _NOT_FOUND, "referral")


def _referral_at(act: Act, key: Key) -> tuple[Referral, int] | None:
    stored = act.network.store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, Referral):
        return None
    return stored.record, stored.revision
