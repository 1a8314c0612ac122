"""The root question aboutMe."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.context import Asked, key_of
from api.graphql.types.about_me import AboutMe
from graph.keys import NO_KEY
from graph.model import Person
from queries.about_me import about_me


@strawberry.type
class AboutMeQuery:
    """See queries.about_me."""

    @strawberry.field(
        description="Everything held or derived about me; for a privacy officer, about `person`. Else null."
    )
    async def about_me(self, info: Asked, person: strawberry.ID | None = None) -> AboutMe | None:
        """Of the person who asks, unless told."""
        key = info.context.viewer.person if person is None else key_of(Person.KIND, person) or NO_KEY
        held = await info.context.ask_about(key, about_me)
        return AboutMe.of(held) if held is not None else None
