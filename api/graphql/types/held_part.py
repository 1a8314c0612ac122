"""Rows of what the graph says about me: what I brought home, offered, and was proposed for."""

import strawberry

from queries.about_my_part import InsightHeld, OfferingHeld, ReferralHeld


@strawberry.type(description="An insight that I wrote, had asked for, or said what came of.")
class InsightAboutMe:
    """`other` is its author, unless that is me."""

    role: str
    text: str
    companies: list[str]
    topics: list[str]
    provenance: str
    learned: str
    link: str
    audience: str
    at: str
    cleared: str
    asked_by: str
    came_of: str
    other: str

    @classmethod
    def of(cls, held: InsightHeld) -> "InsightAboutMe":
        """As held."""
        rest = {name: getattr(held, name) for name in InsightHeld.__slots__}
        return cls(**rest | {"companies": list(held.companies), "topics": list(held.topics)})


@strawberry.type(description="An event or mentoring that I hold or take part in.")
class OfferingAboutMe:
    """One."""

    role: str
    kind: str
    title: str
    on: str
    state: str
    at: str
    host: str

    @classmethod
    def of(cls, held: OfferingHeld) -> "OfferingAboutMe":
        """As held."""
        return cls(**{name: getattr(held, name) for name in OfferingHeld.__slots__})


@strawberry.type(description="A proposal for an open role, by me or of me.")
class ReferralAboutMe:
    """As I am shown it."""

    role: str
    state: str
    at: str
    deadline: str
    text: str
    outcome: str
    other: str

    @classmethod
    def of(cls, held: ReferralHeld) -> "ReferralAboutMe":
        """As held."""
        return cls(**{name: getattr(held, name) for name in ReferralHeld.__slots__})
