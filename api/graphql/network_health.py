"""The question networkHealth: the reports for those who run the network."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from actions.publish_report import report, report_or_begun
from api.graphql.context import Asked
from api.graphql.types.reports import Report
from graph.errors import Refused
from policy.reporting import may_read_reports
from queries.reporting import (
    bridges,
    concentration,
    coverage,
    freshness,
    requests,
    topics_at_risk,
    tours_ending,
)


@strawberry.type(description="How the network is, in reports. None tells of a group under 5.")
class NetworkHealth:
    """A report a field; each is made when it is first asked for in a month, or by the day's work before."""

    wait: strawberry.Private[bool]

    async def _told(self, info: Asked, name: str) -> Report | None:
        found = await info.context.ask_and_keep(report if self.wait else report_or_begun, name)
        return Report.of(found) if found is not None else None

    @strawberry.field(description="How many know a topic, or have been at a company.")
    async def coverage(self, info: Asked) -> Report | None:
        """See queries.reporting.coverage."""
        return await self._told(info, coverage.NAME)

    @strawberry.field(
        description="Topics that would be lost: few know them, or many of those are near a tour's end."
    )
    async def topics_at_risk(self, info: Asked) -> Report | None:
        """See queries.reporting.topics_at_risk."""
        return await self._told(info, topics_at_risk.NAME)

    @strawberry.field(description="Departments and companies: who stands between whom, and what joins them.")
    async def bridges(self, info: Asked) -> Report | None:
        """See queries.reporting.bridges."""
        return await self._told(info, bridges.NAME)

    @strawberry.field(
        description="What part of requests, and of answers, falls to the busiest tenth, by month."
    )
    async def concentration(self, info: Asked) -> Report | None:
        """See queries.reporting.concentration."""
        return await self._told(info, concentration.NAME)

    @strawberry.field(description="Requests for introductions by outcome and month.")
    async def requests(self, info: Asked) -> Report | None:
        """See queries.reporting.requests."""
        return await self._told(info, requests.NAME)

    @strawberry.field(description="What part of the facts was confirmed lately, by source.")
    async def freshness(self, info: Asked) -> Report | None:
        """See queries.reporting.freshness."""
        return await self._told(info, freshness.NAME)

    @strawberry.field(description="Tours that end soon and check-ins that are due, by department and month.")
    async def tours(self, info: Asked) -> Report | None:
        """See queries.reporting.tours_ending."""
        return await self._told(info, tours_ending.NAME)


@strawberry.type
class NetworkHealthQuery:
    """A part of the root."""

    @strawberry.field(
        description="How the network is, in reports; for a network_admin. With `wait: false` a report that"
        " takes more than a moment is null, and goes on being made."
    )
    async def network_health(self, info: Asked, wait: bool = True) -> NetworkHealth:
        """Raises Refused for others."""
        if not may_read_reports(info.context.viewer):
            raise Refused("NOT_ALLOWED", "reports are for network admins")
        return NetworkHealth(wait=wait)
