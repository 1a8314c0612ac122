"""Open roles: who works on one, what it may say, and how far somebody is who may come back for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Final

from graph.errors import Refused
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Role
from policy.introduction_texts import check_text
from policy.introductions import Shown
from policy.viewer import Viewer

PURPOSE: Final = "RECRUITING"
"""What candidates are found, reached and asked for."""

OPEN: Final = "open"
CLOSED: Final = "closed"

TITLE: Final = 200
TEXT: Final = 5_000
NOTE: Final = 1_000
MOST_SKILLS: Final = 20
LONGEST_SKILL: Final = 100
MOST_SHARED: Final = 50

_SKILLS: Final = ("all_of", "any_of", "none_of")
_TEXTS: Final = {"title": TITLE, "text": TEXT, "location": TITLE, "level": TITLE}


class Stage(StrEnum):
    """How far a candidate is, as those who work on the role and the candidate are shown it."""

    NOTED = "noted"
    ASKED = "asked"
    AGREED = "agreed"
    NOT_NOW = "not_now"
    RETURNED = "returned"


SAID: Final = (Stage.NOTED, Stage.NOT_NOW)
"""What those who work on a role may say; the rest follows from requests and employments."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a role is to say; None leaves it as it is. `listed`: others may propose somebody for it."""

    title: str | None = None
    text: str | None = None
    all_of: tuple[str, ...] | None = None
    any_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    location: str | None = None
    remote: bool | None = None
    level: str | None = None
    listed: bool | None = None


def may_recruit(viewer: Viewer) -> bool:
    """Whether roles and rehire candidates are for this viewer."""
    return viewer.operator or viewer.has("recruiter", "hr_partner")


def works_on(role: Role, person: Key) -> bool:
    """Whether `person` opened the role or it is shared with them."""
    return bool(person) and person in (role.by, *role.shared_with)


def changed(role: Role, wanted: Wanted) -> Role:
    """`role` as it says what is `wanted`. Raises Refused for what no rule allows."""
    given = {one.name: value for one in fields(wanted) if (value := getattr(wanted, one.name)) is not None}
    for name, longest in _TEXTS.items():
        if name in given:
            given[name] = check_text(name, given[name], longest, lines=name == "text")
    for name in _SKILLS:
        if name in given:
            given[name] = checked_skills(_camel(name), given[name])
    after = replace(role, **given)
    check_says_something(after.title, after.text, (*after.all_of, *after.any_of))
    check_not_contradictory(after.all_of, after.any_of, after.none_of)
    return after


def checked_skills(field: str, skills: Iterable[str]) -> tuple[str, ...]:
    """Skills as they were typed, each once. Raises Refused when there are too many or one is too long."""
    kept = {
        fold(one): check_text(field, " ".join(one.split()), LONGEST_SKILL) for one in skills if one.strip()
    }
    if len(kept) > MOST_SKILLS:
        raise Refused("BAD_INPUT", f"at most {MOST_SKILLS} skills", field)
    return tuple(kept.values())


def check_says_something(title: str, text: str, skills: Collection[str]) -> None:
    """Raise Refused for a role that asks for nothing: everybody would be as good."""
    if not title.strip() and not text.strip() and not skills:
        raise Refused("BAD_INPUT", "say what is looked for: a title, a text or a skill", "title")


def check_not_contradictory(
    all_of: Collection[str], any_of: Collection[str], none_of: Collection[str]
) -> None:
    """Raise Refused when nobody can fit. Texts are compared; what they mean may be given in their place."""
    barred = {fold(one): one for one in none_of}
    both = [one for one in all_of if fold(one) in barred]
    if both:
        raise Refused("BAD_INPUT", f"{both[0]} is asked for and ruled out; take it out of one", "noneOf")
    if any_of and all(fold(one) in barred for one in any_of):
        advice = f"{', '.join(any_of)}: all ruled out; name another skill, or rule out fewer"
        raise Refused("BAD_INPUT", advice, "noneOf")


def stage(said: str, employed: bool, requests: Iterable[Shown]) -> Stage:
    """How far a candidate is. `requests` are those for the role, as their askers are shown them.

    So a no is as quiet here as it is to who asked: until the deadline the candidate has been asked.
    """
    if employed:
        return Stage.RETURNED
    shown = {*requests}
    if shown & {Shown.AGREED, Shown.CLOSED}:
        return Stage.AGREED
    if Shown.WAITING in shown:
        return Stage.ASKED
    return Stage.NOT_NOW if Shown.NOT_THIS_TIME in shown else Stage(said)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
