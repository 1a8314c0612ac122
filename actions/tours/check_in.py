"""One of the two sides notes what they saw when they looked at their tour together."""

from actions.act import Act, repeated
from actions.tours.found import found
from actions.tours.telling import CHECK_IN, hushed, reminders
from graph.errors import Refused
from graph.keys import Key, name_of
from graph.model import CheckIn
from graph.scans import all_adjacent
from policy.introduction_texts import check_text
from policy.tour_plans import NOTE
from policy.tours import Event, moved

MOST_A_DAY = 10
"""So many check-ins of one tour may be noted on a day."""


def record_check_in(act: Act, key: Key, text: str) -> CheckIn:
    """Note a check-in, for the eyes of the two sides; the next one is then due some months later.

    The same act again returns what it noted. Raises Refused: BAD_INPUT (no text, or too long), NOT_FOUND,
    NOT_NOW for a tour that does not stand, and after MOST_A_DAY. O(check-ins of the tour).
    """
    note = check_text("text", text, NOTE, lines=True)
    if not note:
        raise Refused("BAD_INPUT", f"say what you noted, in 1 to {NOTE} letters", "text")
    name = act.name("checkIn", key)

    def attempt() -> CheckIn:
        there = found(act, key)
        noted = list(all_adjacent(act.network.store, [key], CheckIn))
        said = next((one for one in noted if one.key.endswith(f".{name}")), None)
        if said is not None:
            return said
        tour = moved(there.tour, Event.CHECK_IN)
        at = act.moment()
        if sum(one.at[:10] == at[:10] for one in noted) >= MOST_A_DAY:
            raise Refused("NOT_NOW", "much has been noted today; note more tomorrow", "tour")
        made = CheckIn(
            key=Key(f"{CheckIn.KIND}:{name_of(key)}.{at}.{name}"),
            tour=key,
            by=act.person(),
            at=at,
            text=note,
        )
        told = [*hushed(act.network, tour, CHECK_IN), *reminders(act.network, tour, at)]
        act.write(f"recordCheckIn {key}", [tour, made, *told], {key: there.revision, made.key: 0})
        return made

    return repeated(attempt)
