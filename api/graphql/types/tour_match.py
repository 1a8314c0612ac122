"""Tours and people who have something to give each other."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry
from strawberry.relay import PageInfo

from api.graphql.context import Asked
from api.graphql.types.evidence import Evidence
from api.graphql.types.offered_tour import OfferedTour
from api.graphql.types.person import Person
from api.graphql.types.skill import Skill
from graph.keys import Key
from graph.model import Evidence as EvidenceRecord
from graph.model import Skill as SkillRecord
from policy.availability import Free
from queries.tour_fit import Wish
from queries.tour_matches import Match


@strawberry.type(
    description="What the mission gains: a skill that it needs, and what shows that it is known."
)
class MissionGain:
    """At least one piece of evidence."""

    evidence: list[Evidence]
    key: strawberry.Private[Key]

    @strawberry.field(description="The skill.")
    async def skill(self, info: Asked) -> Skill | None:
        """One that the offer needs."""
        return await _skill(info, self.key)

    @classmethod
    def of(cls, key: Key, evidence: tuple[EvidenceRecord, ...]) -> "MissionGain":
        """As found."""
        return cls(evidence=[Evidence.of(one) for one in evidence], key=key)


@strawberry.type(
    description="What the person gains: they want to learn `wanted`, and the tour teaches `taught`."
)
class PersonGain:
    """The same skill, or one is the wider one of the other."""

    wish: strawberry.Private[Wish]

    @strawberry.field(description="What the person said.")
    async def wanted(self, info: Asked) -> Skill | None:
        """Of their aspirations."""
        return await _skill(info, self.wish.wanted)

    @strawberry.field(description="What the offer says.")
    async def taught(self, info: Asked) -> Skill | None:
        """Of the offered tour."""
        return await _skill(info, self.wish.taught)


@strawberry.type(
    description="A tour and a person who have something to give each other. The score orders matches and says"
    " nothing by itself."
)
class TourMatch:
    """With a stored fact for each side."""

    tour: OfferedTour
    person: Person
    score: float
    mission_gains: list[MissionGain]
    person_gains: list[PersonGain]
    available: str = strawberry.field(description="Why the person could begin soon.")

    @classmethod
    def of(cls, match: Match) -> "TourMatch":
        """As found."""
        return cls(
            tour=OfferedTour.of(match.offer),
            person=Person.of(match.card, match.purpose),
            score=match.score,
            mission_gains=[MissionGain.of(key, evidence) for key, evidence in match.mission],
            person_gains=[PersonGain(wish=wish) for wish in match.person],
            available=_available(match.free),
        )


@strawberry.type(description="A match in a list.")
class TourMatchEdge:
    """One place of a page."""

    cursor: str
    node: TourMatch


@strawberry.type(description="A page of matches, best first.")
class TourMatchConnection:
    """One page."""

    edges: list[TourMatchEdge]
    page_info: PageInfo


def _available(free: Free) -> str:
    if free.returns:
        return "would come back"
    return f"on a tour until {free.until}" if free.until else "on no tour"


async def _skill(info: Asked, key: Key) -> Skill | None:
    record = await info.context.load.records.load(key)
    return Skill.of(record) if isinstance(record, SkillRecord) else None
