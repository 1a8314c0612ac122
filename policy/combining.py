"""Two records of one person, where there is one per person: the stricter word holds, and nothing is lost.

Nobody is asked again what they had said: for consent a no goes before a yes, the earlier end before the
later, the smaller audience and capacity before the larger, and a block of either is one of both.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from graph.consent import Choice
from graph.dates import last_day
from graph.model import (
    Aspiration,
    Budget,
    Contact,
    Employment,
    Invitation,
    Participation,
    Preference,
    PrivateProfile,
    Record,
    RehireStatus,
    Tie,
    Told,
    Use,
)
from graph.visibility import AUDIENCES, usual_audience


def combined(kept: Record, other: Record) -> Record:
    """What holds of two records that both have the key of `kept`; where no rule says more, `kept` itself."""
    rule = _RULES.get(kept.KIND)
    return rule(kept, other) if rule else kept


def _preference(kept: Preference, other: Preference) -> Preference:
    """The stricter of the two in everything."""
    return replace(
        kept,
        choices=_choices(kept.choices, other.choices),
        do_not_contact=kept.do_not_contact or other.do_not_contact,
        blocked=tuple(sorted({*kept.blocked, *other.blocked} - {kept.person})),
        capacity=min(kept.capacity, other.capacity),
        quiet_since=min(filter(None, (kept.quiet_since, other.quiet_since)), default=""),
        quiet_until=_later(kept.quiet_until, other.quiet_until),
        rests=tuple(sorted({*kept.rests, *other.rests})),
        direct=tuple(sorted({*kept.direct} & {*other.direct})),
        shown=_shown(kept.shown, other.shown),
        objected=kept.objected or other.objected,
        restricted=kept.restricted or other.restricted,
    )


def _choices(kept: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """A no before a yes; of two the one that ends first; what only one of them said holds."""
    found: dict[tuple[str, str], Choice] = {}
    for choice in map(Choice.parse, (*kept, *other)):
        place = (choice.purpose, choice.role)
        held = found.get(place)
        found[place] = choice if held is None else min(held, choice, key=_strictness)
    return tuple(sorted(map(str, found.values())))


def _strictness(choice: Choice) -> tuple[bool, str]:
    return choice.yes, choice.until.isoformat() if choice.until else ""


def _shown(kept: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """The smaller audience of each field; who said nothing of it shows it as usual."""
    one, two = (dict(line.split("/", 1) for line in lines) for lines in (kept, other))
    smaller = {
        field: max((_audience(one, field), _audience(two, field)), key=AUDIENCES.index)
        for field in {*one, *two}
    }
    return tuple(f"{field}/{audience}" for field, audience in sorted(smaller.items()))


def _audience(said: Mapping[str, str], field: str) -> str:
    return said.get(field, usual_audience(field))


def _budget(kept: Budget, other: Budget) -> Budget:
    """Whoever asked either of them has asked this person."""
    return replace(kept, spent=tuple(sorted((*kept.spent, *other.spent))))


def _use(kept: Use, other: Use) -> Use:
    return replace(kept, count=kept.count + other.count)


def _told(kept: Told, other: Told) -> Told:
    return replace(kept, at=min(kept.at, other.at))


def _rehire(kept: RehireStatus, other: RehireStatus) -> RehireStatus:
    """A "not now" with its reason and its appeal before a "welcome", the later of two of a kind."""
    both = sorted((kept, other), key=lambda one: (one.status == "not_now", one.at))
    return replace(both[1], key=kept.key)


def _later_one(field: str) -> Callable[[Any, Any], Any]:
    def rule(kept: Any, other: Any) -> Any:
        return replace(other, key=kept.key) if getattr(other, field) > getattr(kept, field) else kept

    return rule


def _filled(*fields: str) -> Callable[[Any, Any], Any]:
    """The kept one, with the other's word where it says nothing."""

    def rule(kept: Any, other: Any) -> Any:
        return replace(kept, **{name: getattr(kept, name) or getattr(other, name) for name in fields})

    return rule


def _tie(kept: Tie, other: Tie) -> Tie:
    """What one source says of two records of one person: not added up, it may be the same contact twice."""
    stated = [strength for strength in (kept.strength, other.strength) if strength] or [0.0]
    return replace(
        kept,
        reason=kept.reason or other.reason,
        since=min(filter(None, (kept.since, other.since)), default=""),
        until="" if "" in (kept.until, other.until) else _later(kept.until, other.until),
        trust=max(kept.trust, other.trust),
        currency=max(kept.currency, other.currency),
        strength=min(stated),
    )


def _later(one: str, other: str) -> str:
    """The later of two partial dates; "" is none."""
    days = {text: last_day(text) for text in (one, other) if text}
    return max(days, key=lambda text: (str(days[text]), text), default="")


_RULES: Final[Mapping[str, Callable[[Any, Any], Any]]] = MappingProxyType(
    {
        Preference.KIND: _preference,
        Budget.KIND: _budget,
        Use.KIND: _use,
        Told.KIND: _told,
        RehireStatus.KIND: _rehire,
        Aspiration.KIND: _later_one("confirmed"),
        Invitation.KIND: _later_one("at"),
        Participation.KIND: _later_one("at"),
        Tie.KIND: _tie,
        Contact.KIND: _later_one("weight"),
        Employment.KIND: _filled("title", "department", "location", "manager"),
        PrivateProfile.KIND: _filled("name", "headline", "location"),
        "candidacy": _later_one("at"),
        "referral": _later_one("at"),
        "watch": _later_one("at"),
        "verdict": _later_one("at"),
    }
)
"""By kind; `other` has been moved to the kept person already."""
