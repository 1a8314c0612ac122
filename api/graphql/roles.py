"""The questions role, roles, myCandidacies and rehireStatuses."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.connections import page_info
from api.graphql.context import Asked, key_of
from api.graphql.types.rehire_status import RehireStatusConnection, RehireStatusEdge
from api.graphql.types.role import CandidacyAboutMe, Role, RoleConnection, RoleEdge
from graph.keys import NO_KEY, Key
from graph.model import Role as Record
from policy.viewer import Viewer
from queries.about_my_roles import CandidacyHeld, candidacies_held
from queries.network import Network
from queries.rehire_statuses import rehire_statuses
from queries.roles import my_roles, role_of


@strawberry.type
class RoleQueries:
    """Roles and what belongs to them."""

    @strawberry.field(
        description="A role that I work on: its candidates, what was asked along it, and what came of it."
    )
    async def role(self, info: Asked, id: strawberry.ID) -> Role | None:
        """See queries.roles."""
        found = await info.context.ask(role_of, key_of(Record.KIND, id) or NO_KEY)
        return Role.of(found) if found is not None else None

    @strawberry.field(description="Roles that I work on.")
    async def roles(self, info: Asked, first: int | None = 20, after: str | None = None) -> RoleConnection:
        """See queries.roles."""
        context = info.context
        question = ("roles", context.viewer.person)
        place = context.cursors.open(question, after, tuple[str, Key])
        page = await context.ask(my_roles, context.page(first, 20), place)
        edges = [
            RoleEdge(
                cursor=context.cursors.seal(question, (one.record.opened, one.record.key)), node=Role.of(one)
            )
            for one in page.roles
        ]
        return RoleConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(description="Roles that I am put down for.")
    async def my_candidacies(self, info: Asked) -> list[CandidacyAboutMe]:
        """See queries.about_my_roles."""
        return [CandidacyAboutMe.of(one) for one in await info.context.ask(_my_candidacies)]

    @strawberry.field(
        description="What is said of people's coming back, for hr_partners; with `appealed`, what waits for a"
        " decision."
    )
    async def rehire_statuses(
        self, info: Asked, appealed: bool = False, first: int | None = 20, after: str | None = None
    ) -> RehireStatusConnection:
        """See queries.rehire_statuses."""
        context = info.context
        question = ("rehireStatuses", context.viewer.person, appealed)
        place = context.cursors.open(question, after, tuple[Key])
        page = await context.ask(
            rehire_statuses, appealed, context.page(first, 20), place[0] if place else None
        )
        edges = [
            RehireStatusEdge.of(one, context.cursors.seal(question, (one.key,))) for one in page.statuses
        ]
        return RehireStatusConnection(edges=edges, page_info=page_info(edges, page.more, after))


def _my_candidacies(network: Network, viewer: Viewer) -> tuple[CandidacyHeld, ...]:
    return candidacies_held(network, viewer.person) if viewer.person else ()
