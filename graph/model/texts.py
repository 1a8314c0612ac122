"""Which fields hold free text, and what becomes of a text that names somebody who may not be named.

The table is complete: a test demands a word for every text field of every kind. It is what an erasure, and
the withholding of texts that name somebody who is restricted, go by.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from graph.model import introduction as asked
from graph.model import network as of
from graph.model import offering as offers
from graph.model import role as roles
from graph.model import tour as tours
from graph.model.aspiration import Aspiration
from graph.model.imports import Job, Quarantined
from graph.model.insight import Insight
from graph.model.membership import Distinct, Invitation, Merge
from graph.model.notification import Delivery, FeedPosition, Told, Webhook
from graph.model.preference import Budget, Preference
from graph.model.privacy import Access, Decision, RightsRequest, Suppression, UnansweredTopic, Use
from graph.model.record import Record
from graph.model.report import PublishedReport


class Holds(Enum):
    """What a field holds, and what is left of it when it names somebody."""

    CODE = (
        "a word of ours, a date, a name of a record or of whom the record is about: looked through by nobody"
    )
    TEXT = "somebody's words: empty"
    LABEL = "what many records may be called by (a title, a place, a company): empty"
    TEXTS = "texts beside each other: without those"
    NAMES = "names that stand beside another field, one for one: empty in their place"
    LABELS = "labels beside each other: without those"
    JOURNAL = "records as they were, a line each: without those lines"
    SOURCE = "FORMAT:FILE or group:NAME: without what stands behind the colon"
    OPTIONS = "a JSON object of options: the empty object"
    DECISIVE = "a text without which the record says nothing: the record goes"
    TOPIC = "what somebody asked about: the record goes, for one word as well when it says nothing else"
    COLUMNS = "a JSON object of columns, each looked at like a topic: the record goes"


Fields = Mapping[str, Holds]


def _fields(codes: str = "", **texts: Holds) -> Fields:
    return MappingProxyType({**dict.fromkeys(codes.split(), Holds.CODE), **texts})


_PLACE: Final = {"headline": Holds.TEXT, "location": Holds.LABEL}

TEXTS: Final[Mapping[type[Record], Fields]] = MappingProxyType(
    {
        of.Installation: _fields("secret created"),
        of.Person: _fields("name", **_PLACE),
        of.PrivateProfile: _fields("name", **_PLACE, source=Holds.SOURCE),
        of.Identifier: _fields("scheme value"),
        of.Organization: _fields(name=Holds.LABEL),
        of.Employment: _fields(
            "since until",
            title=Holds.LABEL,
            department=Holds.LABEL,
            location=Holds.LABEL,
            source=Holds.SOURCE,
        ),
        tours.Mission: _fields(title=Holds.LABEL),
        tours.Tour: _fields(
            "tour_kind since planned_until until state accepted signed",
            department=Holds.LABEL,
            outcome=Holds.TEXT,
            source=Holds.SOURCE,
            person_gives=Holds.TEXT,
            company_gives=Holds.TEXT,
        ),
        tours.OfferedTour: _fields(
            "tour_kind since planned_until state offered",
            department=Holds.LABEL,
            location=Holds.LABEL,
            company_gives=Holds.TEXT,
        ),
        tours.CheckIn: _fields("at", text=Holds.TEXT),
        Aspiration: _fields("horizon confirmed", goals=Holds.TEXT, gives=Holds.TEXT, likes=Holds.TEXT),
        roles.Role: _fields(
            "state opened closed",
            title=Holds.LABEL,
            text=Holds.TEXT,
            all_of=Holds.TEXTS,
            any_of=Holds.TEXTS,
            none_of=Holds.TEXTS,
            location=Holds.LABEL,
            level=Holds.LABEL,
        ),
        roles.Candidacy: _fields("state at", note=Holds.TEXT),
        roles.Watch: _fields("at held"),
        roles.RehireStatus: _fields(
            "status at until appealed decision decided",
            reason=Holds.TEXT,
            appeal=Holds.TEXT,
            answer=Holds.TEXT,
        ),
        offers.Offering: _fields(
            "offering_kind on state at closed",
            title=Holds.TEXT,
            text=Holds.TEXT,
            location=Holds.LABEL,
            link=Holds.TEXT,
        ),
        offers.Participation: _fields("at"),
        offers.Referral: _fields("state at deadline ended", text=Holds.TEXT, outcome=Holds.TEXT),
        Insight: _fields(
            "provenance learned cleared at told",
            text=Holds.TEXT,
            companies=Holds.NAMES,
            topics=Holds.TEXTS,
            link=Holds.TEXT,
            audience=Holds.SOURCE,
            came_of=Holds.TEXT,
        ),
        Invitation: _fields("last_day state asked at", address=Holds.TEXT),
        Distinct: _fields("at"),
        Merge: _fields("merged at undone", reason=Holds.TEXT, moved=Holds.JOURNAL),
        of.Skill: _fields("scheme uri", label=Holds.LABEL, alternatives=Holds.LABELS),
        of.Evidence: _fields(
            "evidence_kind at",
            text=Holds.TEXT,
            link=Holds.TEXT,
            paths=Holds.TEXTS,
            audience=Holds.SOURCE,
            source=Holds.SOURCE,
        ),
        of.Tie: _fields("since until", tie_kind=Holds.LABEL, reason=Holds.TEXT, source=Holds.SOURCE),
        of.Contact: _fields("contact_kind at", source=Holds.SOURCE),
        Preference: _fields("choices quiet_until quiet_since rests direct shown"),
        Budget: _fields("spent"),
        asked.Introduction: _fields(
            "purpose state asked deadline answers again_after agreed ended",
            about=Holds.TEXT,
            message=Holds.TEXT,
            outcome=Holds.TEXT,
            thanks=Holds.TEXT,
        ),
        asked.OpenIntroduction: _fields("introduction"),
        asked.Verdict: _fields("verdict at", topic=Holds.TOPIC),
        Delivery: _fields("channel template subject due", failure=Holds.TEXT),
        Webhook: _fields("secret", url=Holds.DECISIVE),
        Told: _fields("template at"),
        FeedPosition: _fields("changed"),
        Suppression: _fields("since"),
        Decision: _fields("name by at", value=Holds.TEXT, reason=Holds.TEXT),
        RightsRequest: _fields("right asked due done", note=Holds.TEXT),
        Use: _fields("day purpose role"),
        Access: _fields("day asker role purpose people"),
        UnansweredTopic: _fields("day", topic=Holds.TOPIC),
        PublishedReport: _fields("name month made", body=Holds.DECISIVE),
        Job: _fields(
            "format fingerprint state started ended holder lease_until",
            source=Holds.SOURCE,
            checkpoint=Holds.TEXT,
            options=Holds.OPTIONS,
            failure=Holds.TEXT,
        ),
        Quarantined: _fields(
            file=Holds.TEXT, field=Holds.DECISIVE, reason=Holds.DECISIVE, columns=Holds.COLUMNS
        ),
    }
)
"""By kind, every field that holds text and refers to no other record, but the key."""

FREE: Final[Mapping[type[Record], tuple[tuple[str, Holds], ...]]] = MappingProxyType(
    {
        kind: free
        for kind, fields in TEXTS.items()
        if (free := tuple((name, holds) for name, holds in fields.items() if holds is not Holds.CODE))
    }
)
"""Those of TEXTS that hold free text; kinds without any are left out."""
