"""What the form says of a role and of who is looked for, as the schema takes it; or what to write instead."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

TEXTS: Final = {
    "title": ("The title", 200),
    "text": ("What the work is about", 5_000),
    "location": ("Where the work is", 200),
    "level": ("The level", 200),
}
"""What a role says in words: how a sentence names it, and the most letters."""

SKILLS: Final = {"allOf": "all of these", "anyOf": "one of these", "noneOf": "none of these"}
FILTERS: Final = ("leftAfter", "leftBefore", "formerDepartment", "availableBy", "lives", "wantsBack")
FIELDS: Final = (*TEXTS, *SKILLS, "remote", *FILTERS)
"""The names of all that the form asks."""

LONGEST_SKILL: Final = 100
_LONGEST_FILTER: Final = 200
_DAYS: Final = {"leftAfter": "Left after", "leftBefore": "Left before", "availableBy": "Could begin by"}
_BETWEEN: Final = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`role` is a RoleInput, `filter` a RehireFilter; `problem` says what cannot be read, "" when all can."""

    role: dict[str, Any]
    filter: dict[str, Any]
    problem: str


def typed(said: Mapping[str, str]) -> dict[str, str]:
    """Everything that the form asks, as it was typed."""
    return {name: said.get(name, "").replace("\r\n", "\n") for name in FIELDS}


def asks_for_something(form: Mapping[str, str]) -> bool:
    """Whether anything at all was typed."""
    return any(value.strip() for value in form.values())


def wanted(form: Mapping[str, str]) -> Wanted:
    """What was typed as questions and actions take it."""
    skills = {name: skills_in(form[name]) for name in SKILLS}
    role: dict[str, Any] = {name: form[name] for name in TEXTS} | skills
    role["remote"] = form["remote"] == "yes"
    given = {name: form[name] for name in _DAYS if form[name]}
    texts = {"formerDepartment": form["formerDepartment"], "location": form["lives"]}
    given |= {name: text.strip() for name, text in texts.items() if text.strip()}
    narrowed: dict[str, Any] = given | ({"openToReturn": True} if form["wantsBack"] == "yes" else {})
    problem = next(_problems(form, [one for each in skills.values() for one in each]), "")
    return Wanted(role, narrowed, problem)


def skills_in(text: str) -> list[str]:
    """Skills with commas or line breaks between them."""
    parts = (" ".join(part.split()) for part in _BETWEEN.split(text))
    return [part for part in parts if part]


def filled_in(role: Mapping[str, Any]) -> dict[str, str]:
    """A role of the schema as the form says it."""
    skills = {name: ", ".join(role[name]) for name in SKILLS}
    return typed({name: role[name] for name in TEXTS} | skills | {"remote": "yes" if role["remote"] else ""})


def _problems(form: Mapping[str, str], skills: Iterable[str]) -> Iterator[str]:
    for name, (called, most) in TEXTS.items():
        if len(form[name]) > most:
            yield f"{called} may have {most} letters; shorten it, please."
    for skill in skills:
        if len(skill) > LONGEST_SKILL:
            yield f"“{skill[:40]}…” is long for one skill. Put a comma or a new line between skills."
    for name, called in _DAYS.items():
        if form[name] and not _is_day(form[name]):
            yield f"{called}: write a day as 2027-01-31, with the year, the month and the day."
    if _is_day(form["leftAfter"]) and _is_day(form["leftBefore"]) and form["leftAfter"] >= form["leftBefore"]:
        yield "Nobody left after the later day and before the earlier one. Change one of the two days."
    if max(len(form["formerDepartment"]), len(form["lives"])) > _LONGEST_FILTER:
        yield "The department or the place is too long; a part of its name is enough."


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False
