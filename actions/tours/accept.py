"""The other side of a proposed tour says yes or no, or who proposed it takes it back."""

from dataclasses import dataclass, field, replace

from actions.act import Act, repeated
from actions.tours.facts import facts
from actions.tours.found import Found, found
from actions.tours.telling import ANSWERED, PROPOSED, hushed, reminders, tell
from graph.dates import last_day
from graph.errors import Refused
from graph.keys import Key
from graph.model import OfferedTour, Tour, has_stood
from graph.ports import Change
from policy.tours import Side, State, answered, overlapping, sides_in, withdrawn
from queries.tour_sides import speaks_to
from queries.tours import tours_of


@dataclass(slots=True)
class _Standing:
    """What is written when a tour comes to stand, and the revisions that this rests on."""

    changes: list[Change] = field(default_factory=list)
    expect: dict[Key, int] = field(default_factory=dict)


def accept_tour(act: Act, key: Key, accept: bool = True) -> Tour:
    """Answer a proposal. With a yes the tour stands; with a no, what it promised is gone.

    The same answer again changes nothing. Raises Refused: NOT_FOUND, NOT_YOUR_TURN for who proposed it,
    NOT_ALLOWED for who does not speak for the company to this person, NOT_NOW when it does not wait any
    more, its time is over, its offer is taken, or another tour stands in its way.
    """

    def attempt() -> Tour:
        there = found(act, key)
        if _has_said(there, accept):
            return there.tour
        if (
            there.side is Side.COMPANY
            and accept
            and not speaks_to(act.network, act.viewer, there.tour.person)
        ):
            raise Refused("NOT_ALLOWED", "only their manager and HR accept a tour for the company", "tour")
        after = answered(there.tour, there.side, accept, act.now())
        standing = _stand(act, after) if accept else _Standing()
        told = [
            *hushed(act.network, after, PROPOSED),
            *tell(act.network, there.other, ANSWERED, after, act.now()),
        ]
        expect = {**standing.expect, key: there.revision}
        act.write(f"acceptTour {key}", [after, *standing.changes, *told], expect)
        return after

    return repeated(attempt)


def withdraw_tour(act: Act, key: Key) -> Tour:
    """Take back one's own proposal that waits. Again changes nothing. Raises Refused."""

    def attempt() -> Tour:
        there = found(act, key)
        if there.tour.state == State.WITHDRAWN and there.side in sides_in(there.tour.accepted):
            return there.tour
        after = withdrawn(there.tour, there.side)
        changes = [after, *hushed(act.network, after, PROPOSED)]
        act.write(f"withdrawTour {key}", changes, {key: there.revision})
        return after

    return repeated(attempt)


def _has_said(there: Found, accept: bool) -> bool:
    """Whether this side has given this answer already."""
    asked = there.side is not _first(there.tour)
    return asked and (has_stood(there.tour) if accept else there.tour.state == State.DECLINED)


def _first(tour: Tour) -> Side:
    return Side(tour.accepted[0].split("/", 1)[0])


def _stand(act: Act, tour: Tour) -> _Standing:
    """All that is written beside a tour that comes to stand. Raises Refused when it may not."""
    last = last_day(tour.planned_until)
    if last is None or last <= act.network.today():
        raise Refused("NOT_NOW", "its planned end has come: plan it anew", "tour")
    standing = _Standing()
    _in_nobodys_way(act, tour, standing)
    _take_offer(act, tour, standing)
    beside = facts(act.network, tour)
    standing.changes += [*beside.changes, *reminders(act.network, tour)]
    standing.expect = {**beside.expect, **standing.expect}
    return standing


def _in_nobodys_way(act: Act, tour: Tour, standing: _Standing) -> None:
    """Two proposals of one person that stand in each other's way are not accepted at once."""
    others = [each for each in tours_of(act.network.store, [tour.person]) if each.record.key != tour.key]
    standing.expect |= {s.record.key: s.revision for s in others if s.record.state}
    own = [each.record for each in others if each.record.person == tour.person]
    if overlapping(tour, own) is not None:
        raise Refused("NOT_NOW", "another tour of this person stands at that time: plan it anew", "tour")


def _take_offer(act: Act, tour: Tour, standing: _Standing) -> None:
    if not tour.offer:
        return
    stored = act.network.store.fetch([tour.offer]).found.get(tour.offer)
    offer = stored.record if stored is not None else None
    if stored is None or not isinstance(offer, OfferedTour) or offer.state != "open":
        raise Refused("NOT_NOW", "what it was planned from is not offered any more", "tour")
    standing.changes.append(replace(offer, state="taken"))
    standing.expect[offer.key] = stored.revision
