"""Who speaks for the company offers a tour to whom it fits, and takes the offer back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.act import Act, repeated
from actions.expertise import known_skills_named
from graph.algorithms.tour_facts import mission_key
from graph.errors import Refused
from graph.keys import Key
from graph.model import Mission, OfferedTour
from graph.ports import Change
from policy.tour_offers import OPEN, TAKEN, WITHDRAWN, OfferTerms, check_skills, checked_offer, speaks_for
from policy.tour_plans import MOST_SKILLS
from queries.offered_tours import offer_seen
from queries.tour_sides import speaks


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered; `needs` and `teaches` are skills, by id or label."""

    terms: OfferTerms
    needs: Sequence[str] = ()
    teaches: Sequence[str] = ()


def offer_tour(act: Act, offer: Offer) -> OfferedTour:
    """Offer a tour. The same act again returns what it made.

    Raises Refused: NOT_ALLOWED for who speaks for nobody, BAD_INPUT, NOT_FOUND for a skill nobody named.
    """
    me, network = act.person(), act.network
    if not speaks(network, act.viewer):
        raise Refused("NOT_ALLOWED", "only managers and HR offer tours")
    terms = checked_offer(offer.terms, network.today())
    needs = known_skills_named(act, offer.needs, "needs", MOST_SKILLS)
    teaches = known_skills_named(act, offer.teaches, "teaches", MOST_SKILLS)
    check_skills(needs, teaches)
    mission = mission_key(network.keys, terms.mission)
    made = _made(act, me, mission, terms, needs, teaches)

    def attempt() -> OfferedTour:
        there = network.store.fetch([made.key, mission]).found
        held = there[made.key].record if made.key in there else None
        if isinstance(held, OfferedTour):
            return held
        new: list[Change] = [] if mission in there else [Mission(key=mission, title=terms.mission)]
        expect = {made.key: 0, **({} if mission in there else {mission: 0})}
        act.write("offerTour", [*new, made], expect)
        return made

    return repeated(attempt)


def _made(
    act: Act, by: Key, mission: Key, terms: OfferTerms, needs: tuple[Key, ...], teaches: tuple[Key, ...]
) -> OfferedTour:
    return OfferedTour(
        key=Key(f"{OfferedTour.KIND}:{act.name('offer')}"),
        mission=mission,
        tour_kind=terms.kind,
        by=by,
        department=terms.department,
        location=terms.location,
        remote=terms.remote,
        since=terms.since.isoformat() if terms.since else "",
        planned_until=terms.until.isoformat() if terms.until else "",
        company_gives=terms.company_gives,
        needs=needs,
        teaches=teaches,
        state=OPEN,
        offered=act.moment(),
    )


def withdraw_offer(act: Act, key: Key) -> OfferedTour:
    """Nobody can take the offer from now on. Again changes nothing. Raises Refused."""
    act.person()

    def attempt() -> OfferedTour:
        seen = offer_seen(act.network, act.viewer, key)
        if seen is None:
            raise Refused("NOT_FOUND", "there is no offer of that id", "offer")
        stored = act.network.store.fetch([key]).found[key]
        offer = stored.record
        assert isinstance(offer, OfferedTour)
        if not speaks_for(act.viewer, offer):
            raise Refused("NOT_ALLOWED", "only who offered it and HR withdraw it", "offer")
        if offer.state == TAKEN:
            raise Refused("NOT_NOW", "it is taken", "offer")
        if offer.state == WITHDRAWN:
            return seen
        act.write(f"withdrawOffer {key}", [replace(offer, state=WITHDRAWN)], {key: stored.revision})
        return replace(seen, state=WITHDRAWN)

    return repeated(attempt)
