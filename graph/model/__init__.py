"""The records of the network: what a store keeps, a module a subject.

Two forms: a *node* stands for a thing (a person, a skill) and an *edge* joins two nodes (`ENDS`
names the two fields). Every field is a scalar or a tuple of scalars, so a record is a row, a JSON
object and a labelled node or a typed relationship alike. A field made with `reference` holds the
key of another record, or a tuple of them; `NO_KEY` and `()` are none.

Dates are ISO text and may be partial ("2019", "2019-03"); moments are UTC (`2024-05-01T10:00:00Z`).
`source` says where a fact came from ("hr", "git:networkx", "linkedin", ...). `contributor` is the
person to whom a private fact belongs until they share it; NO_KEY marks a fact that is shared.
"""

from dataclasses import fields

from graph.keys import Key
from graph.model.aspiration import Aspiration, aspiration_key
from graph.model.imports import Job, Quarantined
from graph.model.insight import PROVENANCES, Insight, evidence_of, insight_of
from graph.model.introduction import (
    ASK,
    DISCLAIMING,
    HELPED,
    NOT_MY_TOPIC,
    VERDICTS,
    Introduction,
    OpenIntroduction,
    Verdict,
)
from graph.model.membership import Distinct, Invitation, Merge, distinct_key, invitation_key
from graph.model.network import (
    EMPLOYEES,
    EVERYONE,
    EVIDENCE_KINDS,
    Contact,
    Employment,
    Evidence,
    Identifier,
    Installation,
    Organization,
    Person,
    PrivateProfile,
    Skill,
    Tie,
)
from graph.model.notification import Delivery, FeedPosition, Told, Webhook, told_key
from graph.model.offering import OFFERING_KINDS, Offering, Participation, Referral
from graph.model.preference import (
    DEFAULT_CAPACITY,
    PURPOSES,
    Budget,
    Preference,
    budget_key,
    preference_key,
)
from graph.model.privacy import Access, Decision, RightsRequest, Suppression, UnansweredTopic, Use
from graph.model.record import Record, Reference, reference
from graph.model.report import PublishedReport, report_key
from graph.model.role import (
    Candidacy,
    RehireStatus,
    Role,
    Watch,
    candidacy_key,
    rehire_key,
    watch_key,
)
from graph.model.tour import (
    IN_KITH,
    TOUR_KINDS,
    CheckIn,
    Mission,
    OfferedTour,
    Tour,
    has_stood,
    is_signed,
)

__all__ = [
    "ASK",
    "DEFAULT_CAPACITY",
    "DISCLAIMING",
    "EMPLOYEES",
    "EVERYONE",
    "EVIDENCE_KINDS",
    "HELPED",
    "IN_KITH",
    "KINDS",
    "NOT_MY_TOPIC",
    "OFFERING_KINDS",
    "PROVENANCES",
    "PURPOSES",
    "TOUR_KINDS",
    "VERDICTS",
    "Access",
    "Aspiration",
    "Budget",
    "Candidacy",
    "CheckIn",
    "Contact",
    "Decision",
    "Delivery",
    "Distinct",
    "Employment",
    "Evidence",
    "FeedPosition",
    "Identifier",
    "Insight",
    "Installation",
    "Introduction",
    "Invitation",
    "Job",
    "Merge",
    "Mission",
    "OfferedTour",
    "Offering",
    "OpenIntroduction",
    "Organization",
    "Participation",
    "Person",
    "Preference",
    "PrivateProfile",
    "PublishedReport",
    "Quarantined",
    "Record",
    "Reference",
    "Referral",
    "RehireStatus",
    "RightsRequest",
    "Role",
    "Skill",
    "Suppression",
    "Tie",
    "Told",
    "Tour",
    "UnansweredTopic",
    "Use",
    "Verdict",
    "Watch",
    "Webhook",
    "aspiration_key",
    "budget_key",
    "candidacy_key",
    "distinct_key",
    "evidence_of",
    "has_stood",
    "insight_of",
    "invitation_key",
    "is_signed",
    "preference_key",
    "reference",
    "references",
    "referred",
    "rehire_key",
    "report_key",
    "told_key",
    "watch_key",
]

KINDS: dict[str, type[Record]] = {
    record.KIND: record
    for record in (
        Installation,
        Person,
        PrivateProfile,
        Identifier,
        Organization,
        Employment,
        Mission,
        OfferedTour,
        Tour,
        CheckIn,
        Aspiration,
        Skill,
        Evidence,
        Tie,
        Contact,
        Preference,
        Budget,
        Introduction,
        OpenIntroduction,
        Verdict,
        Role,
        Candidacy,
        Watch,
        RehireStatus,
        Referral,
        Insight,
        Offering,
        Participation,
        Invitation,
        Merge,
        Distinct,
        Delivery,
        Webhook,
        Told,
        FeedPosition,
        Suppression,
        Decision,
        RightsRequest,
        Use,
        Access,
        UnansweredTopic,
        PublishedReport,
        Job,
        Quarantined,
    )
}
"""Every kind of record, so that a store needs no list of its own."""


_REFERENCES: dict[str, dict[str, Reference]] = {
    name: {f.name: f.metadata["reference"] for f in fields(kind) if "reference" in f.metadata}
    for name, kind in KINDS.items()
}


def references(kind: type[Record]) -> dict[str, Reference]:
    """The fields of `kind` that refer to other records."""
    return _REFERENCES[kind.KIND]


def referred(record: Record) -> list[Key]:
    """The keys that a record refers to, field by field; a key may come more than once. About 0.5 µs."""
    found: list[Key] = []
    for name in _REFERENCES[record.KIND]:
        value = getattr(record, name)
        if isinstance(value, tuple):
            found += value
        elif value:
            found.append(value)
    return found
