"""Invitations to stay in the network, as shown."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.context import Asked
from api.graphql.types.person import Person, person_at
from graph.keys import Key
from graph.model import Invitation as InvitationRecord
from queries.invitations import InvitationCounts as Counted


@strawberry.enum(description="What has become of an invitation to stay in touch.")
class InvitationState(Enum):
    """Values of policy.exits.STATES."""

    INVITED = "invited"
    BOUNCED = "bounced"
    CLAIMED = "claimed"


@strawberry.type(description="Somebody who leaves, or has left, was asked to stay in touch.")
class Invitation:
    """`asked` is when that was first, `at` when the present state began."""

    id: strawberry.ID
    state: InvitationState
    last_day: str | None
    asked: str
    at: str
    person_id: strawberry.ID

    @strawberry.field(description="Who is invited; null when they do not exist for the viewer.")
    async def person(self, info: Asked) -> Person | None:
        """As the viewer may see them anywhere."""
        return await person_at(info, Key(self.person_id))

    @classmethod
    def of(cls, record: InvitationRecord) -> "Invitation":
        """A record as shown."""
        return cls(
            id=strawberry.ID(record.key),
            state=InvitationState(record.state),
            last_day=record.last_day or None,
            asked=record.asked,
            at=record.at,
            person_id=strawberry.ID(record.person),
        )


@strawberry.type(description="An invitation in a list.")
class InvitationEdge:
    """One place of a page."""

    cursor: str
    node: Invitation


@strawberry.type(description="A page of invitations, those of which something was heard last first.")
class InvitationConnection:
    """One page."""

    edges: list[InvitationEdge]
    page_info: PageInfo


@strawberry.type(
    description="How many invitations are in a state, at least; null where the group is too small to show."
)
class InvitationCount:
    """One figure."""

    state: InvitationState
    count: int | None


@strawberry.type(description="How many people were invited to stay in touch, and what came of it.")
class InvitationCounts:
    """Groups under 5 are not shown."""

    states: list[InvitationCount]
    total: int | None

    @classmethod
    def of(cls, counted: Counted) -> "InvitationCounts":
        """As shown."""
        states = [InvitationCount(state=InvitationState(s), count=count) for s, count in counted.states]
        return cls(states=states, total=counted.total)
