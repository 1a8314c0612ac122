"""What an insight may say, who may write it for whom, and who may say what came of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from graph.dates import first_day
from graph.errors import InvalidValue, Refused
from graph.identity.folding import fold
from graph.identity.organizations import organization_name
from graph.keys import NO_KEY, Key
from graph.model import EMPLOYEES, EVERYONE, PROVENANCES, Insight
from policy.gates import Status
from policy.introduction_texts import check_text
from policy.viewer import Viewer

LONGEST: Final = 5_000
SUBJECT: Final = 100
MOST_SUBJECTS: Final = 10
CAME_OF: Final = 1_000
LINK: Final = 2_000

_LINK: Final = re.compile(r"https?://[^\s/]+\.?[^\s]*", re.IGNORECASE)
_GROUP: Final = "group:"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: an organization, or a topic; both "" for everything."""

    organization: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody would like to record. `request` is the request for an introduction that asked for it."""

    text: str
    organizations: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    provenance: str = "own_work"
    learned: str = ""
    link: str = ""
    audience: str = EMPLOYEES
    nothing_confidential: bool = False
    request: Key = NO_KEY


def checked(draft: Draft, viewer: Viewer, today: date) -> Draft:
    """`draft` with its texts trimmed. Raises Refused BAD_INPUT for what no rule allows, with what to do."""
    text = written("text", draft.text, LONGEST, lines=True)
    if not draft.nothing_confidential:
        advice = "confirm that nothing in it is confidential to anybody's present employer, or leave it out"
        raise Refused("BAD_INPUT", advice, "nothingConfidential")
    if draft.provenance not in PROVENANCES:
        raise Refused("BAD_INPUT", f"one of {', '.join(PROVENANCES)}", "provenance")
    read = replace(
        draft,
        text=text,
        organizations=_companies(draft.organizations),
        topics=_subjects("topics", draft.topics),
        skills=_subjects("skills", draft.skills),
        learned=_learned(draft.learned.strip(), today),
        link=check_link(draft.link),
        audience=_audience(draft.audience, viewer),
    )
    if not (read.organizations or read.topics or read.skills):
        raise Refused("BAD_INPUT", "say what it is about: a company, a topic or a skill", "topics")
    return read


def written(field: str, text: str, longest: int, lines: bool = False) -> str:
    """A text that says something, trimmed. Raises Refused."""
    trimmed = check_text(field, text, longest, lines)
    if not trimmed:
        raise Refused("BAD_INPUT", f"a text of 1 to {longest:,} letters", field)
    return trimmed


def check_link(link: str) -> str:
    """A link to a page, or "". Raises Refused."""
    text = check_text("link", link, LINK)
    if text and not _LINK.fullmatch(text):
        raise Refused("BAD_INPUT", "a link that begins with https:// or http://", "link")
    return text


def _subjects(field: str, subjects: Sequence[str]) -> tuple[str, ...]:
    if len(subjects) > MOST_SUBJECTS:
        raise Refused("BAD_INPUT", f"at most {MOST_SUBJECTS}", field)
    read = [" ".join(written(field, subject, SUBJECT).split()) for subject in subjects]
    return tuple({fold(subject): subject for subject in reversed(read)}.values())[::-1]


def _companies(names: Sequence[str]) -> tuple[str, ...]:
    """Names of companies, each company once."""
    found: dict[str, str] = {}
    for name in _subjects("organizations", names):
        try:
            found.setdefault(organization_name(name), name)
        except InvalidValue as error:
            raise Refused("BAD_INPUT", "the name of a company", "organizations") from error
    return tuple(found.values())


def _learned(text: str, today: date) -> str:
    try:
        day = first_day(text) if "T" not in text else None
        if text and day is None:
            raise ValueError
    except ValueError as error:
        raise Refused(
            "BAD_INPUT", "a day, a month or a year: 2024-05-01, 2024-05 or 2024", "learned"
        ) from error
    if day is not None and day > today:
        raise Refused("BAD_INPUT", "a day that has come", "learned")
    return text


def _audience(audience: str, viewer: Viewer) -> str:
    group = audience.removeprefix(_GROUP)
    if audience in (EVERYONE, EMPLOYEES) or (audience.startswith(_GROUP) and group in viewer.groups):
        return audience
    raise Refused("BAD_INPUT", "everyone, employees, or a group to which you belong", "audience")


def check_closing(insight: Insight, person: Key, status: Status | None) -> None:
    """Raises Refused NOT_ALLOWED unless `person`, who may read it, may say what came of it.

    Who asked for it may, and any employee; not the author.
    """
    if person == insight.author or (person != insight.asked_by and status is not Status.EMPLOYEE):
        raise Refused("NOT_ALLOWED", "employees and who asked for it say what came of it", "insight")
