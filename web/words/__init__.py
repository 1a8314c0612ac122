"""The words of pages, for what the schema says in capitals; those of some pages alone lie beside."""

import re
from typing import Any, Final

from web.locale import day

TIE: Final = {
    "STRONG": "know each other well",
    "GOOD": "know each other",
    "FAINT": "know each other a little",
}
PATH: Final = {"STRONG": "A warm path", "GOOD": "A good path", "FAINT": "A faint path"}

STATUS: Final = {"EMPLOYEE": "works here", "ALUMNUS": "worked here", "EXTERNAL": "works elsewhere"}

EVIDENCE: Final = {
    "DECLARED": "Says so",
    "ENDORSED": "Vouched for",
    "TOUR": "Tour",
    "COMMIT": "Code",
    "DOCUMENT": "Document",
    "TALK": "Talk",
    "INSIGHT": "Insight",
}
EVIDENCE_COUNTED: Final = {
    "DECLARED": ("their own word", "their own word"),
    "ENDORSED": ("colleague vouches", "colleagues vouch"),
    "TOUR": ("tour", "tours"),
    "COMMIT": ("piece of code", "pieces of code"),
    "DOCUMENT": ("document", "documents"),
    "TALK": ("talk", "talks"),
    "INSIGHT": ("insight", "insights"),
}

PURPOSE: Final = {
    "EXPERTISE": "to learn from what they know",
    "RECRUITING": "to talk about a role",
    "INSIGHT": "to ask what they see outside",
    "MENTORING": "to be mentored",
    "REFERRAL": "to pass on an opening",
    "EVENTS": "to invite them to an event",
}
PURPOSE_OF_YOU: Final = PURPOSE | {
    "EXPERTISE": "to learn from what you know",
    "INSIGHT": "to ask what you see outside",
    "EVENTS": "to invite you to an event",
}
OPEN_TO: Final = {
    "EXPERTISE": "questions about what they know",
    "RECRUITING": "a talk about roles",
    "INSIGHT": "questions about what they see outside",
    "MENTORING": "mentoring",
    "REFERRAL": "hearing of openings",
    "EVENTS": "invitations to events",
}

OUTCOME: Final = {
    "HELPED": "It helped",
    "MET": "We talked",
    "NO_REPLY": "No reply came",
    "NOT_A_FIT": "It was not a fit",
}

TOUR_KIND: Final = {
    "ROTATIONAL": "a rotation",
    "TRANSFORMATIONAL": "a mission that changes something",
    "FOUNDATIONAL": "a tour for the long run",
}

ORIGIN: Final = {
    "self": "their own word",
    "hr": "the staff records",
    "exit": "the day they left",
    "directory": "the directory",
    "linkedin": "a LinkedIn export",
    "correction": "somebody's own correction",
    "tours:agreed": "what both sides agreed",
    "skos": "a taxonomy",
    "esco": "a taxonomy (ESCO)",
    "onet": "a taxonomy (O*NET)",
    "ties": "what the network knows",
}
"""Sources that are no file."""

REFUSED: Final = {
    "NO_PATH": "This path is not open just now. Choose another one, or look again in a while.",
    "ALREADY_ASKED": "You have asked this already; the answer is on its way.",
    "NOT_YOUR_TURN": "This has been answered already, or it is not your turn.",
    "NOT_FOUND": "It is not here any more.",
}
"""Refusals whose own advice is for programs. All others are shown in their own words."""

NAMED: Final = ("needs", "teaches", "skills")
"""Fields in which a name is typed: that it is not known is about the word, not about what it was."""

TYPED: Final = (
    *("about", "message", "thanks", "answer", "outcome"),
    *("name", "headline", "location", "skill", "goals", "learn", "horizon", "gives", "likes"),
    *("note", "value", "reason"),
    *("title", "text", "allOf", "anyOf", "noneOf", "level", "appeal", "colleague"),
    *("came_of", "mission", "takes"),
)
"""Fields of forms whose text is shown to who signs in again before it is sent."""

_ISO_DAY: Final = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")
_CLOSENESS: Final = {1: "You know each other", 2: "One introduction away", 3: "Two introductions away"}


def period(since: str | None, until: str | None) -> str:
    """From when until when, as far as it is known; a single day is said once."""
    if since and until:
        begun, over = day(since), day(until)
        return begun if begun == over else f"{begun} to {over}"
    if since:
        return f"since {day(since)}"
    return f"until {day(until)}" if until else ""


def source(text: str) -> str:
    """Where a fact came from, of a source as records write it: of a file its name, of code its repository."""
    kind, _, name = text.partition(":")
    if kind == "git":
        return f"the code of {name}"
    return ORIGIN.get(text) or name or ORIGIN.get(kind, kind)


def standing(person: dict[str, Any]) -> str:
    """Who somebody is in a line: what they do, whether they are here, and where."""
    now = [job for job in person.get("employments", ()) if not job["until"]]
    work = next((", ".join(filter(None, (job["title"], job["department"]))) for job in reversed(now)), "")
    told = (person["headline"] or work, STATUS[person["status"]], person["location"])
    line = " · ".join(filter(None, told))
    return line[:1].upper() + line[1:]


def closeness(hops: int | None) -> str:
    """How near somebody is, "" when nobody could introduce."""
    return _CLOSENESS.get(hops or 0, "")


def counted(evidence: list[dict[str, Any]]) -> str:
    """What speaks for a skill, by kind: 2 talks and a tour."""
    told = [
        EVIDENCE_COUNTED[each["kind"]][0]
        if each["kind"] == "DECLARED"
        else f"{each['count']} {EVIDENCE_COUNTED[each['kind']][each['count'] != 1]}"
        for each in evidence
    ]
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


def outside(link: str | None) -> str:
    """A link to a page that does nothing else; "" for any other."""
    return link if link and re.match(r"https?://[^\s]+\Z", link) else ""


def initials(name: str) -> str:
    """One or two letters that stand for somebody in a picture."""
    parts = [part for part in name.split() if part[:1].isalpha()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def refused(refusal: dict[str, Any]) -> str:
    """Why something was not done and what helps, as one sentence for a person."""
    typed = refusal["code"] == "NOT_FOUND" and refusal.get("field") in NAMED
    said = refusal["message"] if typed else REFUSED.get(refusal["code"]) or refusal["message"]
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."


def dated(text: str) -> str:
    """`text` with every day and month in it as people write them."""
    return _ISO_DAY.sub(lambda found: day(found[0]), text)
