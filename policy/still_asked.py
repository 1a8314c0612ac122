"""Whether what a message asks for is still asked for when it leaves."""

from datetime import datetime

from graph.keys import Key
from graph.model import Introduction, Record, Told, Tour
from policy import introductions
from policy.signing_in import holds
from policy.tours import Side, side_of, sides_in, stands, waits_for


def still_asked(template: str, about: Record | None, person: Key, now: datetime) -> bool:
    """Whether the record `about` waits at `now` for `person` to do what `template` (of WAITING) asks for."""
    match about:
        case Introduction():
            return introductions.waits_for(about) == person
        case Tour():
            return _tour_waits(template, about, side_of(about, person))
        case Told():
            return holds(about, now)
    return False


def _tour_waits(template: str, tour: Tour, side: Side | None) -> bool:
    if side is None:
        return False
    match template:
        case "tour_proposed":
            return waits_for(tour) is side
        case "tour_to_sign":
            return bool(tour.signed) and side not in sides_in(tour.signed)
    return stands(tour)
