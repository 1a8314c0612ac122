"""For every field that may hold a person: what becomes of the record when that person is erased.

A record is removed, or it stays without the person. The table is complete: a test demands a rule for every
field of every kind that refers to people.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from graph.algorithms.mentions import Mentions, without_mentions
from graph.keys import NO_KEY, Key
from graph.model import (
    Evidence,
    Identifier,
    Insight,
    Introduction,
    Offering,
    Record,
    Referral,
    references,
)
from policy.introductions import without_person
from policy.referrals import without_referrer


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who is erased, what names them, and when it happens."""

    person: Key
    mentions: Mentions
    at: str


Rule = Callable[[Any, Leaving], Record | None]
"""From a record to the record without the person; None when it goes."""


def _goes(record: Record, leaving: Leaving) -> None:
    return None


def _without(field: str) -> Rule:
    def rule(record: Any, leaving: Leaving) -> Record:
        left = tuple(key for key in getattr(record, field) if key != leaving.person)
        result: Record = replace(record, **{field: left})
        return result

    return rule


def _identifier_known_to(record: Identifier, leaving: Leaving) -> Identifier | None:
    """Without contributors it would be the company's to know: what only this person knew goes."""
    left = tuple(key for key in record.contributors if key != leaving.person)
    return replace(record, contributors=left) if left else None


def _evidence_people(record: Evidence, leaving: Leaving) -> Evidence | None:
    """Others' parts of the work stay what they were."""
    left = [pair for pair in zip(record.people, record.shares, strict=True) if pair[0] != leaving.person]
    if not left:
        return None
    people, shares = zip(*left, strict=True)
    return without_mentions(replace(record, people=people, shares=shares), leaving.mentions)


def _off_the_path(record: Introduction, leaving: Leaving) -> Introduction | None:
    """Who still waits is told nothing before the deadline, and then what any other no is told."""
    left = without_person(record, leaving.person, datetime.fromisoformat(leaving.at))
    return without_mentions(replace(left, message="", thanks=""), leaving.mentions)


def _nobody(field: str) -> Rule:
    """The record stands for itself; that this person had a part in it is gone."""

    def rule(record: Any, leaving: Leaving) -> Record:
        result: Record = replace(record, **{field: NO_KEY})
        return result

    return rule


def _no_host(record: Offering, leaving: Leaving) -> Offering | None:
    """Nobody else is the mentor that this person offered to be; an event takes place."""
    return replace(record, by=NO_KEY) if record.offering_kind == "event" else None


def _untold(record: Insight, leaving: Leaving) -> Insight:
    """What this person said came of it goes; somebody else may say."""
    return replace(record, told_by=NO_KEY, came_of="", told="")


def _unreferred(record: Referral, leaving: Leaving) -> Referral | None:
    """Nobody asks any more what this person asked; what was said yes to stands."""
    return without_referrer(record)


RULES: Final[Mapping[tuple[str, str], Rule]] = MappingProxyType(
    {
        ("profile", "person"): _goes,
        ("profile", "contributor"): _goes,
        ("identifier", "person"): _goes,
        ("identifier", "contributors"): _identifier_known_to,
        ("employment", "person"): _goes,
        ("employment", "manager"): _nobody("manager"),
        ("employment", "contributor"): _goes,
        ("tour", "person"): _goes,
        ("tour", "company_side"): _nobody("company_side"),
        ("checkin", "by"): _goes,
        ("offer", "by"): _nobody("by"),
        ("aspiration", "person"): _goes,
        ("evidence", "people"): _evidence_people,
        ("evidence", "endorser"): _goes,
        ("evidence", "contributor"): _goes,
        ("tie", "a"): _goes,
        ("tie", "b"): _goes,
        ("tie", "contributor"): _goes,
        ("contact", "sender"): _goes,
        ("contact", "recipient"): _goes,
        ("contact", "contributor"): _goes,
        ("preference", "person"): _goes,
        ("preference", "blocked"): _without("blocked"),
        ("budget", "person"): _goes,
        ("introduction", "asker"): _goes,
        ("introduction", "target"): _off_the_path,
        ("introduction", "connectors"): _off_the_path,
        ("introduction", "off"): _without("off"),
        ("verdict", "by"): _goes,
        ("verdict", "expert"): _goes,
        ("verdict", "instead"): _nobody("instead"),
        ("role", "by"): _nobody("by"),
        ("role", "shared_with"): _without("shared_with"),
        ("candidacy", "person"): _goes,
        ("candidacy", "by"): _nobody("by"),
        ("watch", "by"): _goes,
        ("watch", "seen"): _without("seen"),
        ("watch", "reached"): _without("reached"),
        ("rehire", "person"): _goes,
        ("rehire", "by"): _nobody("by"),
        ("rehire", "decided_by"): _nobody("decided_by"),
        ("referral", "person"): _goes,
        ("referral", "by"): _unreferred,
        ("insight", "author"): _goes,
        ("insight", "asked_by"): _nobody("asked_by"),
        ("insight", "told_by"): _untold,
        ("offering", "by"): _no_host,
        ("participation", "person"): _goes,
        ("invitation", "person"): _goes,
        ("invitation", "by"): _nobody("by"),
        ("distinct", "a"): _goes,
        ("distinct", "b"): _goes,
        ("distinct", "by"): _nobody("by"),
        ("merge", "kept"): _goes,
        ("merge", "by"): _nobody("by"),
        ("delivery", "person"): _goes,
        ("webhook", "person"): _goes,
        ("told", "person"): _goes,
        ("rights", "person"): _goes,
        ("use", "person"): _goes,
        ("job", "contributor"): _goes,
    }
)
"""By (kind, field)."""


def without(record: Record, leaving: Leaving) -> Record | None:
    """`record` as it is when the person has been erased; None when it goes."""
    left: Record | None = record
    for field in references(type(record)):
        held = getattr(record, field)
        here = leaving.person in held if isinstance(held, tuple) else leaving.person == held
        if left is not None and here:
            rule = RULES.get((record.KIND, field))
            left = rule(left, leaving) if rule else left
    return left
