"""What somebody may wish, and what their preference is afterwards.

Everybody decides for themselves: nobody else may change a wish, and nobody is asked why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from graph.consent import ROLES, Choice
from graph.dates import last_day, months_later
from graph.errors import Refused
from graph.model import PURPOSES, Preference
from graph.visibility import AUDIENCES, FIELDS

MOST_MONTHS: Final = 24
"""The longest that a yes holds, and a quiet period lasts, in months from the day it is given."""

LARGEST_CAPACITY: Final = 50


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody says about being found, reached or asked to connect for a purpose.

    `yes` is None to fall back to the default. A yes needs `until`, its last day.
    """

    purpose: str
    role: str
    yes: bool | None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to change; None and () leave everything as it is."""

    consents: tuple[Consent, ...] = ()
    do_not_contact: bool | None = None
    capacity: int | None = None
    quiet_until: date | None = None
    end_quiet: bool = False
    direct: tuple[str, ...] | None = None
    shown: tuple[tuple[str, str], ...] = ()  # (field, audience)


def wished(before: Preference, wishes: Wishes, today: date) -> Preference:
    """`before` as `wishes` change it on `today`. Raises Refused for a wish that no rule allows."""
    after = replace(before, choices=_choices(before.choices, wishes.consents, today))
    if wishes.do_not_contact is not None:
        after = replace(after, do_not_contact=wishes.do_not_contact)
    if wishes.capacity is not None:
        if not 0 <= wishes.capacity <= LARGEST_CAPACITY:
            raise Refused("BAD_INPUT", f"0 (a pause) to {LARGEST_CAPACITY}", "capacity")
        after = replace(after, capacity=wishes.capacity)
    if wishes.direct is not None:
        after = replace(after, direct=tuple(sorted({_purpose(p, "direct") for p in wishes.direct})))
    after = replace(after, shown=_shown(before.shown, wishes.shown))
    return _quiet(after, wishes, today)


def _choices(held: Iterable[str], consents: Iterable[Consent], today: date) -> tuple[str, ...]:
    kept = {(choice.purpose, choice.role): choice for choice in map(Choice.parse, held)}
    for consent in consents:
        place = (_purpose(consent.purpose, "consents"), consent.role)
        if consent.role not in ROLES:
            raise Refused("BAD_INPUT", f"a role is one of {', '.join(ROLES)}", "consents")
        if consent.yes is None:
            kept.pop(place, None)
        elif consent.yes:
            kept[place] = Choice(*place, True, _until(consent.until, today))
        else:
            kept[place] = Choice(*place, False)
    return tuple(sorted(map(str, kept.values())))


def _until(until: date | None, today: date) -> date:
    if until is None or not today <= until <= months_later(today, MOST_MONTHS):
        latest = months_later(today, MOST_MONTHS)
        raise Refused("BAD_INPUT", f"a yes ends on a day from {today} to {latest}", "consents")
    return until


def _purpose(purpose: str, field: str) -> str:
    if purpose not in PURPOSES:
        raise Refused("BAD_INPUT", f"a purpose is one of {', '.join(PURPOSES)}", field)
    return purpose


def _shown(held: Iterable[str], wanted: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    kept = dict(line.split("/", 1) for line in held)
    for field, audience in wanted:
        if field not in FIELDS or audience not in AUDIENCES:
            advice = f"a field is one of {', '.join(FIELDS)}, an audience one of {', '.join(AUDIENCES)}"
            raise Refused("BAD_INPUT", advice, "shown")
        kept[field] = audience
    return tuple(f"{field}/{audience}" for field, audience in sorted(kept.items()))


def _quiet(preference: Preference, wishes: Wishes, today: date) -> Preference:
    """Begin, move or end the quiet period; one that is over is kept as a rest."""
    preference = _over(preference, today)
    if wishes.end_quiet:
        return _ended(preference, today - timedelta(days=1))
    if wishes.quiet_until is None:
        return preference
    latest = months_later(today, MOST_MONTHS)
    if not today <= wishes.quiet_until <= latest:
        raise Refused("BAD_INPUT", f"a quiet period ends on a day from {today} to {latest}", "quietUntil")
    since = preference.quiet_since or today.isoformat()
    return replace(preference, quiet_since=since, quiet_until=wishes.quiet_until.isoformat())


def quiet_at_least(preference: Preference, until: str, today: date) -> Preference:
    """`preference` with a quiet period that lasts to `until` (a partial date, "" for none) or longer.

    One that begins by this begins `today`; one that was over before is kept as a rest.
    """
    wanted, held = last_day(until), last_day(preference.quiet_until)
    if wanted is None or (held is not None and held >= wanted):
        return preference
    if wanted < today:
        return replace(preference, quiet_until=until)
    preference = _over(preference, today)
    return replace(preference, quiet_since=preference.quiet_since or today.isoformat(), quiet_until=until)


def _over(preference: Preference, today: date) -> Preference:
    last = last_day(preference.quiet_until)
    return _ended(preference, last) if last is not None and last < today else preference


def _ended(preference: Preference, last: date) -> Preference:
    rests = preference.rests
    if preference.quiet_since and preference.quiet_since <= last.isoformat():
        rests = (*rests, f"{preference.quiet_since}/{last.isoformat()}")
    return replace(preference, quiet_since="", quiet_until="", rests=rests)
