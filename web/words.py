"""The words in which pages speak, for what the schema says in capitals."""

import re
from typing import Any, Final

from web.locale import day, number

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
    "ROTATIONAL": "a first tour",
    "TRANSFORMATIONAL": "a tour that changes something",
    "FOUNDATIONAL": "a tour for the long run",
}

REFUSED: Final = {
    "NO_PATH": "This path is not open just now. Choose another one, or look again in a while.",
    "ALREADY_ASKED": "You have asked this already; the answer is on its way.",
    "NOT_YOUR_TURN": "This has been answered already, or it is not your turn.",
    "NOT_FOUND": "It is not here any more.",
}
"""Refusals whose own advice is for programs. All others are shown in their own words."""

_CLOSENESS: Final = {1: "You know each other", 2: "One introduction away", 3: "Two introductions away"}


def period(since: str | None, until: str | None) -> str:
    """From when until when, as far as it is known."""
    if since and until:
        return f"{day(since)} to {day(until)}"
    if since:
        return f"since {day(since)}"
    return f"until {day(until)}" if until else ""


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
    said = REFUSED.get(refusal["code"]) or refusal["message"]
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."


# For those who run the network

ADMIN_PAGES: Final = {
    "/admin": "Overview",
    "/admin/imports": "Imports",
    "/admin/duplicates": "Duplicates",
    "/admin/invitations": "Invitations",
    "/admin/reports": "Reports",
    "/admin/map": "Map",
    "/admin/topics": "Topics",
}

FEW: Final = "fewer than five"
"""What stands for a group that is too small to tell of."""

IMPORT_STATE: Final = {
    "running": "Running",
    "done": "Done",
    "cancelled": "Stopped",
    "failed": "Broken off",
}
IMPORT_COUNTS: Final = {
    "read": "rows read",
    "new": "new",
    "changed": "changed",
    "unchanged": "as before",
    "quarantined": "in quarantine",
}
IMPORT_FORMAT: Final = {
    "people": "People",
    "tours": "Tours",
    "skills": "Skills",
    "preferences": "Preferences",
    "contacts": "Contacts",
    "ties": "Ties",
    "linkedin": "LinkedIn export",
    "git": "Repository",
    "esco": "Taxonomy",
    "onet": "Taxonomy",
    "skos": "Taxonomy",
}

INVITATION: Final = {
    "INVITED": "invited, no answer yet",
    "BOUNCED": "the mail came back",
    "CLAIMED": "stays in touch",
}


def moment(text: str | None) -> str:
    """An ISO moment as a day and a time: 26 November 2026, 10:30 UTC."""
    found = re.match(r"[^T]+T(\d\d:\d\d)", text or "")
    return f"{day(text)}, {found[1]} UTC" if found else day(text)


def at_least(count: int | None) -> str:
    """A figure of a report: the lower end of a band, or that the group is too small."""
    return FEW if count is None else f"{number(count)} or more"
