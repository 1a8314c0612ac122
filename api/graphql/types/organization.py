"""Organizations and who worked there."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable, Sequence

import strawberry

from api.graphql.context import Asked
from api.graphql.types.words import Node
from graph.model import Employment as EmploymentRecord
from graph.model import Organization as Record
from graph.model import Record as AnyRecord


@strawberry.type(description="A company, school or public body.")
class Organization(Node):
    """Where people work."""

    name: str

    @classmethod
    def of(cls, record: Record) -> "Organization":
        """A record as a node."""
        return cls(id=strawberry.ID(record.key), name=record.name)


@strawberry.type(
    description="Who worked where. Dates may be partial (2019, 2019-03); null is unknown or open."
)
class Employment:
    """One employment that the viewer may know of."""

    title: str | None
    department: str | None
    location: str | None
    since: str | None
    until: str | None
    record: strawberry.Private[EmploymentRecord]

    @strawberry.field(description="Where.", graphql_type=Organization)
    def organization(self, info: Asked) -> Organization | Awaitable[Organization]:
        """The employer; it is there as long as the employment is."""
        return info.context.load.shown((self.record.organization,), _organization)

    @classmethod
    def of(cls, record: EmploymentRecord) -> "Employment":
        """A record as shown."""
        return cls(
            title=record.title or None,
            department=record.department or None,
            location=record.location or None,
            since=record.since or None,
            until=record.until or None,
            record=record,
        )


def _organization(records: Sequence[AnyRecord | None]) -> Organization:
    (record,) = records
    assert isinstance(record, Record)
    return Organization.of(record)
