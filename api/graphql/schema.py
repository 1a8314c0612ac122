"""The schema with its limits; `python -m api.graphql.schema` prints it."""

import sys
from functools import cache

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.graphql.documents import Documents, Guard
from api.graphql.errors import Masked
from api.graphql.limits import ApiLimits
from api.graphql.mutations import Mutation
from api.graphql.named import Witness
from api.graphql.query import Query
from api.graphql.types.evidence import Evidence
from api.graphql.types.organization import Organization
from api.graphql.types.person import Person
from api.graphql.types.skill import Skill


class Schema(strawberry.Schema):
    """Strawberry's schema, whose errors `Masked` alone logs: with a request id, and only our own faults."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing: what clients send wrongly is no news, and texts of exceptions may be private."""


def build_schema(limits: ApiLimits | None = None) -> Schema:
    """A schema that keeps to `limits`, shared by all who keep to the same. About 50 ms the first time."""
    return _built(limits or ApiLimits())


@cache
def _built(limits: ApiLimits) -> Schema:
    documents = Documents(limits)
    return Schema(
        Query,
        Mutation,
        types=[Person, Organization, Skill, Evidence],
        extensions=[Masked, lambda: MaxTokensLimiter(limits.tokens), lambda: Guard(documents), Witness],
        config=StrawberryConfig(relay_max_results=limits.first),
    )


def printed() -> str:
    """The schema as docs/schema.graphql holds it."""
    return build_schema().as_str() + "\n"


if __name__ == "__main__":
    sys.stdout.write(printed())
