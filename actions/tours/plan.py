"""Somebody proposes a tour: the person it is for, or who speaks for the company."""

from dataclasses import dataclass

from actions.act import Act, repeated
from actions.tours.telling import PROPOSED, tell
from graph.algorithms.tour_facts import AGREED, mission_key
from graph.dates import first_day
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import IN_KITH, Mission, OfferedTour, Tour
from graph.ports import Change
from graph.scans import all_adjacent
from policy.gates import Status
from policy.tour_plans import Terms, checked
from policy.tours import Side, overlapping, proposed, sides_in, waits_for
from policy.viewer import Viewer
from queries.offered_tours import offer_seen
from queries.sight import viewer_status
from queries.tour_sides import can_be_asked, company_side_for, manager_of, speaks_to
from queries.tours import tours_at, tours_seen

MOST_WAITING = 50
"""So many proposals of one person may wait for an answer at once."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The proposal: for `person` (NO_KEY: who proposes), with `company_side` or whoever it falls to.

    `offer` is what it is planned from: what `terms` leave out is as offered.
    """

    terms: Terms
    person: Key = NO_KEY
    company_side: Key = NO_KEY
    offer: Key = NO_KEY


@dataclass(frozen=True, slots=True)
class _Between:
    """Who is on which side, and which of them proposes."""

    person: Key
    company: Key
    side: Side

    @property
    def other(self) -> Key:
        return self.company if self.side is Side.PERSON else self.person


def plan_tour(act: Act, plan: Plan) -> Tour:
    """Propose a tour; the proposing side has accepted it. The same act again returns what it made.

    Raises Refused: BAD_INPUT (terms, an overlapping tour), NOT_FOUND (nobody there to plan with),
    NOT_ALLOWED (who does not speak for the company), ALREADY_ASKED, NOT_NOW. A few round trips.
    """
    me = act.person()
    key = Key(f"{IN_KITH}{act.name('tour')}")
    offer = _offer(act, plan.offer)
    terms = checked(_as_offered(act, plan.terms, offer), act.network.today())
    between = _between(act, plan, me, offer)

    def attempt() -> Tour:
        made = tours_at(act.network.store, [key]).get(key)
        return made.record if made is not None else _propose(act, key, terms, between, offer)

    return repeated(attempt)


def _offer(act: Act, key: Key) -> OfferedTour | None:
    if not key:
        return None
    offer = offer_seen(act.network, act.viewer, key)
    if offer is None or offer.state != "open":
        raise Refused("NOT_FOUND", "there is no open offer of that id", "offer")
    return offer


def _as_offered(act: Act, terms: Terms, offer: OfferedTour | None) -> Terms:
    """`terms` with what the offer says where they say nothing."""
    if offer is None:
        return terms
    mission = act.network.store.fetch([offer.mission]).found[offer.mission].record
    assert isinstance(mission, Mission)
    return Terms(
        offer.tour_kind,
        mission.title,
        terms.department or offer.department,
        terms.since or first_day(offer.since),
        terms.until or first_day(offer.planned_until),
        terms.person_gives,
        terms.company_gives or offer.company_gives,
    )


def _between(act: Act, plan: Plan, me: Key, offer: OfferedTour | None) -> _Between:
    if plan.person in (NO_KEY, me):
        return _Between(me, _company_side(act, plan, me, offer), Side.PERSON)
    if plan.company_side not in (NO_KEY, me):
        raise Refused("BAD_INPUT", "who proposes for the company is its side", "companySide")
    if not can_be_asked(act.network, act.viewer, plan.person):
        raise Refused("NOT_FOUND", "there is nobody of that id to plan a tour with", "person")
    if not speaks_to(act.network, act.viewer, plan.person):
        raise Refused("NOT_ALLOWED", "only their manager and HR plan tours with others", "person")
    return _Between(plan.person, me, Side.COMPANY)


def _company_side(act: Act, plan: Plan, me: Key, offer: OfferedTour | None) -> Key:
    """Who is to speak for the company: as wished, who offers it, or the manager. Raises Refused."""
    if viewer_status(act.network, act.viewer) not in (Status.EMPLOYEE, Status.ALUMNUS):
        raise Refused("NOT_ALLOWED", "tours are for people who work here or have worked here")
    if plan.company_side == me:
        raise Refused("BAD_INPUT", "nobody speaks for the company in their own tour", "companySide")
    offered = offer.by if offer else NO_KEY
    wanted = plan.company_side or offered or manager_of(act.network, me)
    if wanted and company_side_for(act.network, act.viewer, wanted) is not None:
        return wanted
    if plan.company_side:
        raise Refused("NOT_FOUND", "there is no colleague of that id", "companySide")
    raise Refused("BAD_INPUT", "say who speaks for the company", "companySide")


def _propose(act: Act, key: Key, terms: Terms, between: _Between, offer: OfferedTour | None) -> Tour:
    network, now = act.network, act.now()
    assert terms.since is not None
    assert terms.until is not None
    mission = mission_key(network.keys, terms.mission)
    new = Tour(
        key=key,
        person=between.person,
        mission=mission,
        tour_kind=terms.kind,
        department=terms.department,
        since=terms.since.isoformat(),
        planned_until=terms.until.isoformat(),
        source=AGREED,
        company_side=between.company,
        offer=offer.key if offer else NO_KEY,
        person_gives=terms.person_gives,
        company_gives=terms.company_gives,
    )
    tour = proposed(new, between.side, now)
    _stands_free(act, tour, between)
    known = network.store.fetch([mission]).found
    changes: list[Change] = [] if mission in known else [Mission(key=mission, title=terms.mission)]
    changes += [tour, *tell(network, between.other, PROPOSED, tour, now)]
    act.write("planTour", changes, {key: 0, **({} if mission in known else {mission: 0})})
    return tour


def _stands_free(act: Act, tour: Tour, between: _Between) -> None:
    """Raise Refused while another proposal waits, or a tour that who proposes knows of is in the way."""
    me = act.person()
    mine = [
        one
        for one in all_adjacent(act.network.store, [me], Tour)
        if waits_for(one) is not None and _by(one) == me
    ]
    if any((one.person, one.mission) == (tour.person, tour.mission) for one in mine):
        raise Refused("ALREADY_ASKED", "wait for the answer to your proposal, or withdraw it", "mission")
    if len(mine) >= MOST_WAITING:
        raise Refused("NOT_NOW", f"{MOST_WAITING} proposals of yours wait for an answer; withdraw some")
    seen = tours_seen(act.network, Viewer(me, act.viewer.roles), [between.person])[between.person]
    other = overlapping(tour, seen)
    if other is not None:
        until = other.until or other.planned_until
        advice = f"another tour lasts until {until}: start after it, or plan a rotational one beside it"
        raise Refused("BAD_INPUT", advice, "since")


def _by(tour: Tour) -> Key:
    """Who proposed a tour that waits."""
    return tour.person if Side.PERSON in sides_in(tour.accepted) else tour.company_side
