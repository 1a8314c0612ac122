"""What questions are narrowed by."""

import strawberry

from api.graphql.context import Context
from api.graphql.types.words import PersonStatus
from policy.gates import Status
from queries.people_filter import PeopleFilter


@strawberry.input(description="All that is given must fit.", one_of=False)
class PersonFilter:
    """`organization` is the present employer, however its name is written."""

    status: list[PersonStatus] | None = None
    organization: str | None = None
    department: str | None = None
    location: str | None = None
    exclude_self: bool | None = True


def filter_of(context: Context, given: PersonFilter | None) -> PeopleFilter:
    """The filter of a question. Raises RequestError for texts that are too long."""
    if given is None:
        return PeopleFilter()
    return PeopleFilter(
        frozenset(Status[status.name] for status in given.status or ()),
        context.text("organization", given.organization),
        context.text("department", given.department),
        context.text("location", given.location),
        given.exclude_self is not False,
    )


def told(wanted: PeopleFilter) -> tuple[object, ...]:
    """A filter as part of the question that a cursor belongs to."""
    return (
        sorted(wanted.status),
        wanted.organization,
        wanted.department,
        wanted.location,
        wanted.exclude_self,
    )
