"""The words in which pages speak, for what the schema says in capitals."""

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


# One's own pages, and the privacy officer's

CORRECTION: Final = {
    "WELL": "know each other well",
    "KNOWN": "know each other",
    "LITTLE": "know each other a little",
    "NONE": "do not know each other",
    "SOURCES": "are as the sources say",
}
"""What somebody may say of a tie of theirs."""

PART_IN_EVIDENCE: Final = {
    "shown_by": "",
    "endorser": "you vouched for it",
    "contributor": "you contributed it",
}

TYPED: Final = (
    *("about", "message", "thanks", "answer", "outcome"),
    *("name", "headline", "location", "skill", "goals", "learn", "horizon", "gives", "likes"),
    *("note", "value", "reason"),
    *("title", "text", "allOf", "anyOf", "noneOf", "level", "appeal", "colleague"),
)
"""Fields of forms whose text is shown to who signs in again before it is sent."""

RIGHT: Final = {
    "ACCESS": "To see what is held",
    "RECTIFY": "To have it put right",
    "OBJECT": "That nothing is inferred",
    "RESTRICT": "That it is used for nothing",
    "ERASE": "To be erased",
    "EXPORT": "To get a copy",
}

RULE: Final = {
    "retention/contacts": "How long contacts from mail and calendars are kept",
    "retention/unclaimed_alumni": "How long people who left and never answered are kept",
    "retention/requests": "How long requests are kept",
    "retention/use_log": "How long it is kept who was named how often",
    "tours/check_in": "How often the two sides of a tour look at it together",
    "first_record_notice": "A notice to people who came in through somebody's own contacts",
}
SOURCE: Final = {"mail": "Mail", "calendar": "Calendars", "git": "Code", "activity": "Activity"}

DEFAULT_FOR: Final = {
    "EMPLOYEE": "People who work here",
    "ALUMNUS": "People who worked here",
    "EXTERNAL": "People from elsewhere",
}
DEFAULT_ROLE: Final = {
    "FOUND": "They are found",
    "REACHED": "They can be reached",
    "CONNECT": "They are asked to introduce",
}

KIND: Final = {
    "installation": "The installation",
    "person": "People",
    "profile": "What somebody keeps for themselves",
    "identifier": "Addresses",
    "organization": "Companies",
    "employment": "Employments",
    "mission": "Missions",
    "offer": "Offered tours",
    "tour": "Tours",
    "checkin": "Check-ins",
    "aspiration": "Aspirations",
    "skill": "Skills",
    "evidence": "Evidence",
    "tie": "Ties",
    "contact": "Contacts",
    "preference": "Preferences",
    "budget": "How often people were asked",
    "introduction": "Requests for introductions",
    "open": "Requests that wait",
    "verdict": "What was said of suggestions",
    "role": "Roles",
    "candidacy": "People put down for roles",
    "watch": "Roles that are watched",
    "rehire": "What is said of coming back",
    "referral": "Proposals for roles",
    "insight": "Insights",
    "offering": "Events and mentoring",
    "participation": "People who take part",
    "invitation": "Invitations to stay in touch",
    "merge": "Records made one",
    "distinct": "People who are two",
    "delivery": "Messages",
    "webhook": "Where messages go",
    "told": "What people were told of",
    "position": "How far the clockwork is",
    "suppression": "Fingerprints of who was erased",
    "decision": "Rules",
    "rights": "Rights that were used",
    "access": "Who was named to whom",
    "report": "Reports",
    "job": "Imports",
    "quarantined": "What imports could not take in",
}
"""Kinds of records under the seal."""
# Roles, and who may come back for them

RANKED_BY: Final = {
    "KNOWLEDGE": "Knowledge",
    "TOURS": "Tours",
    "RETURN": "Return",
    "RECENCY": "Time away",
    "WARMTH": "The way to them",
}
FACT_SOURCE: Final = {
    "self": "their own word",
    "ties": "what the network knows",
    "hr": "the staff records",
}
CANDIDATE_STAGE: Final = {
    "NOTED": "may come back",
    "ASKED": "was asked",
    "AGREED": "agreed to talk",
    "NOT_NOW": "not now",
    "RETURNED": "came back",
}
CANDIDATE_STAGE_OF_YOU: Final = {
    "NOTED": "You are thought of for it",
    "ASKED": "You were asked",
    "AGREED": "You agreed to talk",
    "NOT_NOW": "Not now",
    "RETURNED": "You came back",
}
REQUEST: Final = {
    "WAITING": "waiting for an answer",
    "FOR_YOU": "waiting for an answer",
    "PASSED_ON": "waiting for an answer",
    "DECLINED": "not this time",
    "AGREED": "agreed",
    "CLOSED": "agreed and done",
    "NOT_THIS_TIME": "not this time",
    "WITHDRAWN": "taken back",
}
REFERRAL: Final = {
    "WAITING": "They were asked, and have not answered yet",
    "FOR_YOU": "It waits for your answer",
    "DECLINED": "Not this time",
    "ACCEPTED": "They said yes",
    "CLOSED": "What came of it",
    "NOT_THIS_TIME": "Not this time",
}
REFERRAL_OUTCOME: Final = {
    "HIRED": "They come back",
    "TALKED": "We talked",
    "NO_REPLY": "No reply came",
    "NOT_A_FIT": "It was not a fit",
}
REHIRE: Final = {"WELCOME": "Welcome to come back", "NOT_NOW": "Not now"}
REHIRE_STATE: Final = {
    "IN_FORCE": "holds",
    "APPEALED": "appealed, not decided yet",
    "UPHELD": "appealed and upheld",
    "LIFTED": "lifted after an appeal",
    "LAPSED": "lapsed: an appeal was not decided in time",
    "EXPIRED": "over",
}
REHIRE_STATE_OF_YOU: Final = REHIRE_STATE | {
    "APPEALED": "holds until your appeal is decided",
    "UPHELD": "stands after your appeal",
    "LIFTED": "was lifted after your appeal",
    "LAPSED": "has lapsed, because your appeal was not decided in time",
    "EXPIRED": "is over",
}

_DATED: Final = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")


def dated(text: str) -> str:
    """A sentence of the API that begins with a capital, its days and months as the reader writes them."""
    said = _DATED.sub(lambda found: day(found.group()), text)
    return said[:1].upper() + said[1:]


def fact(component: str, text: str) -> str:
    """What a fact behind a rank says: of evidence without a text, its kind."""
    return dated(text) if component == "RETURN" else EVIDENCE.get(text.upper(), text)


def fact_source(source: str) -> str:
    """Where a fact came from: of a file, its name."""
    return FACT_SOURCE.get(source, source.rpartition(":")[2])


def put_down(count: int) -> str:
    """How many people are on the list of a role."""
    return {0: "Nobody is on the list yet", 1: "1 person is on the list"}.get(
        count, f"{count} people are on the list"
    )
