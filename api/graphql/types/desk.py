"""What the privacy officer's desk and the reports show."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.context import Asked
from api.graphql.types.person import Person, person_at
from graph.keys import Key
from graph.model import Decision as DecisionRecord
from graph.model import RightsRequest as RightsRecord
from policy.rights import overdue
from queries.reporting.report import Figure, Report, Row
from queries.reporting.requests import OPEN, TOTAL


@strawberry.type(description="A rule of the installation that somebody set, and why.")
class Decision:
    """`by` is the id of a person ("" for one who has been erased), "operator" or "service"."""

    id: strawberry.ID
    name: str
    value: str
    reason: str
    by: str
    at: str

    @classmethod
    def of(cls, record: DecisionRecord) -> "Decision":
        """A record as shown."""
        return cls(
            id=strawberry.ID(record.key),
            name=record.name,
            value=record.value,
            reason=record.reason,
            by=record.by,
            at=record.at,
        )


@strawberry.enum(description="A right of somebody about whom there are records.")
class Right(Enum):
    """Values of policy.rights.RIGHTS."""

    ACCESS = "access"
    RECTIFY = "rectify"
    OBJECT = "object"
    RESTRICT = "restrict"
    ERASE = "erase"
    EXPORT = "export"


@strawberry.type(description="Somebody used a right; `due` is the last day on which an answer is in time.")
class RightsRequest:
    """A request that the viewer may see."""

    id: strawberry.ID
    right: Right
    asked: str
    due: str
    done: str | None
    overdue: bool
    note: str
    person_id: strawberry.ID

    @strawberry.field(description="Whose right it is; null when they do not exist for the viewer.")
    async def person(self, info: Asked) -> Person | None:
        """As the viewer may see them anywhere."""
        return await person_at(info, Key(self.person_id))

    @classmethod
    def of(cls, record: RightsRecord, info: Asked) -> "RightsRequest":
        """A record as shown today."""
        return cls(
            id=strawberry.ID(record.key),
            right=Right(record.right),
            asked=record.asked,
            due=record.due,
            done=record.done or None,
            overdue=overdue(record, info.context.network.today()),
            note=record.note,
            person_id=strawberry.ID(record.person),
        )


@strawberry.type(
    description="At least how many requests had an outcome; null where the group is too small to show."
)
class OutcomeCount:
    """One figure."""

    outcome: str
    count: int | None


@strawberry.type(description="Requests for introductions that ended in a month, such as 2024-05.")
class IntroductionsMonth:
    """One line of the report."""

    month: str
    outcomes: list[OutcomeCount]
    total: int | None

    @classmethod
    def of(cls, report: Report, row: Row) -> "IntroductionsMonth":
        """A row of the report of requests as shown."""
        told = dict(zip(report.measures, row.values, strict=True))
        counts = [
            OutcomeCount(outcome=outcome, count=_whole(count))
            for outcome, count in told.items()
            if outcome not in (TOTAL, OPEN)
        ]
        return cls(month=row.labels[0], outcomes=counts, total=_whole(told[TOTAL]))


def _whole(figure: Figure) -> int | None:
    return None if figure is None else int(figure)


@strawberry.type(description="A decision in a list.")
class DecisionEdge:
    """One place of a page."""

    cursor: str
    node: Decision


@strawberry.type(description="A page of decisions, by name; of one name in the order of time.")
class DecisionConnection:
    """One page."""

    edges: list[DecisionEdge]
    page_info: PageInfo


@strawberry.type(description="A request in a list.")
class RightsRequestEdge:
    """One place of a page."""

    cursor: str
    node: RightsRequest


@strawberry.type(description="A page of requests: open ones first, and of these the ones due first.")
class RightsRequestConnection:
    """One page."""

    edges: list[RightsRequestEdge]
    page_info: PageInfo
