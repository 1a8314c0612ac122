"""People as this viewer may see them."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.context import Asked
from api.graphql.named import note
from api.graphql.types.aspirations import Aspirations
from api.graphql.types.organization import Employment
from api.graphql.types.skill import Skill
from api.graphql.types.tour import Tour
from api.graphql.types.words import EvidenceKind, Node, PersonStatus, Purpose
from graph.keys import Key
from graph.model import Skill as SkillRecord
from queries.person_profile import SkillShown
from queries.sight import Card
from queries.use_log import DIRECTORY

USUAL_SKILLS = 20


@strawberry.type(description="How many pieces of evidence of one kind there are.")
class EvidenceCount:
    """Kinds stay apart: they are not added up."""

    kind: EvidenceKind
    count: int


@strawberry.type(description="A skill of a person, and what speaks for it.")
class PersonSkill:
    """From shared evidence that the viewer may read."""

    skill: Skill
    evidence: list[EvidenceCount]
    latest: str | None

    @classmethod
    def of(cls, shown: SkillShown, record: SkillRecord) -> "PersonSkill":
        """What was found, with the skill's record."""
        counts = [EvidenceCount(kind=EvidenceKind(kind), count=count) for kind, count in shown.kinds]
        return cls(skill=Skill.of(record), evidence=counts, latest=shown.latest or None)


@strawberry.type(description="Somebody in the network.")
class Person(Node):
    """A person who exists for the viewer; there are no others."""

    name: str
    status: PersonStatus
    headline: str | None
    location: str | None
    card: strawberry.Private[Card]

    employments: list[Employment] = strawberry.field(description="Where this person worked, oldest first.")

    @strawberry.field(description="Tours of duty, oldest first.")
    async def tours(self, info: Asked) -> list[Tour]:
        """From company records."""
        return [Tour.of(record) for record in await info.context.load.tours.load(self.card.key)]

    @strawberry.field(
        description="Where this person would like to go; by default for recruiters and themselves."
    )
    async def aspirations(self, info: Asked) -> Aspirations | None:
        """What they show of it to the viewer."""
        hope = await info.context.load.hopes.load(self.card.key)
        return Aspirations.of(hope) if hope is not None else None

    @strawberry.field(description="Skills with the kinds of evidence that speak for them.")
    async def skills(self, info: Asked, first: int | None = USUAL_SKILLS) -> list[PersonSkill]:
        """Many kinds of evidence first."""
        size = info.context.page(first, USUAL_SKILLS)
        shown = (await info.context.load.skills.load(self.card.key))[:size]
        records = await info.context.load.records.load_many(one.skill for one in shown)
        pairs = zip(shown, records, strict=True)
        return [PersonSkill.of(one, record) for one, record in pairs if isinstance(record, SkillRecord)]

    @strawberry.field(description="An address of this person; null unless the viewer may know one.")
    async def email(self, info: Asked) -> str | None:
        """The first in alphabetical order."""
        known = await info.context.load.emails.load(self.card.key)
        return known[0] if known else None

    @strawberry.field(description="The purposes for which this person may be found by the viewer.")
    async def open_to(self, info: Asked) -> list[Purpose]:
        """As consent and defaults say today."""
        return [Purpose(name) for name in await info.context.load.purposes.load(self.card.key)]

    @strawberry.field(
        description="Offer before you ask: said to an employee of an alumnus who has done more for them, as"
        " they know, than they did in turn; else null."
    )
    async def suggest_offer(self, info: Asked) -> str | None:
        """See queries.offer_first."""
        return await info.context.load.offers.load(self.card.key)

    @classmethod
    def of(cls, card: Card, purpose: str = DIRECTORY) -> "Person":
        """A card as a node, in an answer for `purpose`; that it is shown is noted."""
        note(card.key, purpose)
        return cls(
            id=strawberry.ID(card.key),
            name=card.name,
            status=PersonStatus[card.status.name],
            headline=card.headline or None,
            location=card.location or None,
            employments=[Employment.of(record) for record in card.employments],
            card=card,
        )


async def person_at(info: Asked, key: Key) -> Person | None:
    """The person at `key`, if there is one for this viewer."""
    card = await info.context.load.cards.load(key) if key else None
    return Person.of(card) if card is not None else None
