"""Rows of what the graph says about me: words and numbers with where they came from."""

import strawberry

from api.graphql.types.evidence import Evidence
from api.graphql.types.words import Purpose
from graph.model import Decision, RightsRequest
from queries.about_me import EvidenceHeld, InvitationHeld, MergeHeld, ProfileHeld, Said
from queries.about_my_requests import Request
from queries.about_my_ties import TieFact as Fact
from queries.about_my_ties import TieHeld
from queries.uses import UseCount


@strawberry.type(description="An address or a number that is known of me.")
class IdentifierHeld:
    """One."""

    scheme: str
    value: str


@strawberry.type(description="Evidence in which I stand: what I did, vouched for or contributed.")
class EvidenceAboutMe:
    """With whose word it is."""

    evidence: Evidence
    role: str
    share: float
    contributor: str
    endorser: str | None

    @classmethod
    def of(cls, held: EvidenceHeld) -> "EvidenceAboutMe":
        """As held."""
        return cls(
            evidence=Evidence.of(held.record),
            role=held.role,
            share=held.share,
            contributor=held.contributor,
            endorser=held.endorser or None,
        )


@strawberry.type(description="What somebody's own source says about me; it exists for them alone.")
class PrivateProfileAboutMe:
    """Content and source."""

    name: str
    headline: str
    location: str
    source: str
    contributor: str
    identifiers: list[str]

    @classmethod
    def of(cls, held: ProfileHeld) -> "PrivateProfileAboutMe":
        """As held."""
        record = held.record
        return cls(
            name=record.name,
            headline=record.headline,
            location=record.location,
            source=record.source,
            contributor=held.contributor,
            identifiers=list(held.identifiers),
        )


@strawberry.type(description="One reason to believe in a tie of mine.")
class TieFact:
    """`counts` is false for what weighs in its contributor's answers alone."""

    kind: str
    reason: str
    since: str
    until: str
    trust: float
    currency: float
    strength: float
    count: int
    source: str
    contributor: str
    counts: bool

    @classmethod
    def of(cls, fact: Fact) -> "TieFact":
        """As held."""
        return cls(**{name: getattr(fact, name) for name in Fact.__slots__})


@strawberry.type(description="How strong a tie is for a purpose, in (0, 1].")
class PurposeStrength:
    """One purpose."""

    purpose: Purpose
    strength: float


@strawberry.type(description="A tie of mine: why it is believed, and how its strength came about.")
class TieAboutMe:
    """With one other person."""

    person: strawberry.ID
    name: str
    facts: list[TieFact]
    trust: float
    currency: float
    strengths: list[PurposeStrength]
    formula: str

    @classmethod
    def of(cls, held: TieHeld) -> "TieAboutMe":
        """As held."""
        return cls(
            person=strawberry.ID(held.other),
            name=held.name,
            facts=[TieFact.of(fact) for fact in held.facts],
            trust=held.trust,
            currency=held.currency,
            strengths=[PurposeStrength(purpose=Purpose(p), strength=s) for p, s in held.strengths],
            formula=held.formula,
        )


@strawberry.type(description="An introduction on whose path I stand, as my inbox shows it.")
class IntroductionAboutMe:
    """One."""

    role: str
    purpose: Purpose
    about: str
    asked: str
    state: str
    message: str
    other: str

    @classmethod
    def of(cls, request: Request) -> "IntroductionAboutMe":
        """As shown."""
        return cls(
            role=request.role,
            purpose=Purpose(request.purpose),
            about=request.about,
            asked=request.asked,
            state=request.state,
            message=request.message,
            other=request.other,
        )


@strawberry.type(description="What was said of a suggestion, by me or about me.")
class VerdictAboutMe:
    """One."""

    topic: str
    verdict: str
    at: str
    by: str

    @classmethod
    def of(cls, said: Said) -> "VerdictAboutMe":
        """As held."""
        return cls(topic=said.topic, verdict=said.verdict, at=said.at, by=said.by)


@strawberry.type(description="I was asked to stay in touch after leaving.")
class InvitationAboutMe:
    """What is kept of it, and who asked."""

    state: str
    last_day: str
    address: str
    asked: str
    at: str
    by: str

    @classmethod
    def of(cls, held: InvitationHeld) -> "InvitationAboutMe":
        """As held."""
        return cls(**{name: getattr(held, name) for name in InvitationHeld.__slots__})


@strawberry.type(description="Another record about me was made one with mine.")
class MergeAboutMe:
    """By whom and why; `undone` is the moment at which that was taken back."""

    by: str
    reason: str
    at: str
    undone: str | None

    @classmethod
    def of(cls, held: MergeHeld) -> "MergeAboutMe":
        """As held."""
        return cls(by=held.by, reason=held.reason, at=held.at, undone=held.undone or None)


@strawberry.type(description="A right that I used.")
class RightUsed:
    """An entry of the book."""

    right: str
    asked: str
    due: str
    done: str | None

    @classmethod
    def of(cls, record: RightsRequest) -> "RightUsed":
        """As entered."""
        return cls(right=record.right, asked=record.asked, due=record.due, done=record.done or None)


@strawberry.type(description="A rule about me, with its reason.")
class DecisionAboutMe:
    """One."""

    name: str
    value: str
    reason: str
    at: str

    @classmethod
    def of(cls, record: Decision) -> "DecisionAboutMe":
        """As set."""
        return cls(name=record.name, value=record.value, reason=record.reason, at=record.at)


@strawberry.type(description="How often answers named me on a day, for a purpose and to a role.")
class UseOfMe:
    """One line."""

    day: str
    purpose: str
    role: str
    count: int

    @classmethod
    def of(cls, used: UseCount) -> "UseOfMe":
        """As counted."""
        return cls(day=used.day, purpose=used.purpose, role=used.role, count=used.count)
