"""What a tour of duty says beside itself: whom somebody worked with, and what they showed to know.

The same whether a tour was read from a file or agreed on in kith: it counts from the moment that it stands;
its outcome and the skills gained count when it is a record of the company, or when both sides signed them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from graph.algorithms.working_together import Together, working_together
from graph.dates import first_day
from graph.identity.folding import fold
from graph.keys import NO_KEY, Key, KeyMaker, pair_of
from graph.model import Evidence, Mission, Tie, Tour, has_stood, is_signed

KIND: Final = "tour"
"""`tie_kind` of the ties, `evidence_kind` of the evidence."""

AGREED: Final = "tours:agreed"
"""The source of tours that two sides agreed on in kith."""


def mission_key(keys: KeyMaker, title: str) -> Key:
    """The key of the mission with this title, whatever its case and spacing."""
    return keys.key(Mission.KIND, fold(title))


def counted(tours: Iterable[Tour], today: date) -> list[Tour]:
    """Those that say something on `today`: that stand or stood, and have begun."""
    return [tour for tour in tours if has_stood(tour) and _has_begun(tour, today)]


def _has_begun(tour: Tour, today: date) -> bool:
    first = first_day(tour.since)
    return not tour.state or first is None or first <= today


def ties_of(keys: KeyMaker, mission: Key, tours: Iterable[Tour], today: date) -> dict[Key, Together]:
    """The ties that the tours of one mission make, by their keys. See working_together for the cost."""
    found = working_together(counted(tours, today))
    return {tie_key(keys, together, mission): together for together in found}


def tie_key(keys: KeyMaker, together: Together, mission: Key) -> Key:
    """The key of the one tie that a mission makes between two people."""
    return keys.pair_key(Tie.KIND, together.a, together.b, KIND, mission)


def says_the_same(tie: Tie, together: Together) -> bool:
    """Whether a tie that is kept already says what the tours say."""
    return (tie.since, tie.until, tie.trust) == (together.since, together.until, together.trust)


def tie_of(key: Key, together: Together, mission: Mission, source: str) -> Tie:
    """The tie at `key`: two people worked together on `mission`."""
    a, b = pair_of(key)
    return Tie(
        key=key,
        a=a,
        b=b,
        tie_kind=KIND,
        reason=f"worked together on {mission.title}",
        since=together.since,
        until=together.until,
        trust=together.trust,
        currency=1.0,
        source=source,
        contributor=NO_KEY,
    )


def evidence_key(keys: KeyMaker, tour: Key) -> Key:
    """The key of the one piece of evidence that a tour is."""
    return keys.key(Evidence.KIND, tour)


def evidence_of(keys: KeyMaker, tour: Tour, title: str) -> Evidence:
    """What a tour for the mission called `title` shows; of outcome and skills only what was signed."""
    outcome = tour.outcome if is_signed(tour) else ""
    return Evidence(
        key=evidence_key(keys, tour.key),
        evidence_kind=KIND,
        people=(tour.person,),
        shares=(1.0,),
        skills=tour.skills if is_signed(tour) else (),
        at=tour.until or tour.since,
        text=f"{title}: {outcome}" if outcome else title,
        source=tour.source,
    )
