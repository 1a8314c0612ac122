"""Questions of the privacy officer's desk, and reports."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from actions.publish_report import report
from api.graphql.connections import page_info
from api.graphql.context import Asked
from api.graphql.types.desk import (
    Decision,
    DecisionConnection,
    DecisionEdge,
    IntroductionsMonth,
    RightsRequest,
    RightsRequestConnection,
    RightsRequestEdge,
)
from graph.keys import Key
from queries.decisions import decisions
from queries.reporting import requests
from queries.rights_requests import place, rights_requests


@strawberry.type
class DeskQuery:
    """A resolver is a few lines that ask a question of queries/."""

    @strawberry.field(
        description="Rules of the installation that were set, as they hold; with `name`, its whole history."
        " For privacy officers and network admins."
    )
    async def decisions(
        self, info: Asked, name: str | None = None, first: int | None = 20, after: str | None = None
    ) -> DecisionConnection:
        """See queries.decisions."""
        context = info.context
        text = context.text("name", name)
        question = ("decisions", context.viewer.person, text)
        behind = context.cursors.open(question, after, tuple[Key])
        page = await context.ask(decisions, text, context.page(first, 20), behind[0] if behind else None)
        edges = [
            DecisionEdge(cursor=context.cursors.seal(question, (one.key,)), node=Decision.of(one))
            for one in page.decisions
        ]
        return DecisionConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(
        description="Who used which right: all for a privacy officer, else one's own. The overdue come first."
    )
    async def rights_requests(
        self, info: Asked, open_only: bool = True, first: int | None = 20, after: str | None = None
    ) -> RightsRequestConnection:
        """See queries.rights_requests."""
        context = info.context
        question = ("rightsRequests", context.viewer.person, open_only)
        behind = context.cursors.open(question, after, tuple[bool, str, Key])
        page = await context.ask(rights_requests, open_only, context.page(first, 20), behind)
        edges = [
            RightsRequestEdge(
                cursor=context.cursors.seal(question, place(one)), node=RightsRequest.of(one, info)
            )
            for one in page.requests
        ]
        return RightsRequestConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(
        description="Requests for introductions by outcome, for each whole month that is over. Groups under 5"
        " are not shown. For network admins."
    )
    async def introductions_report(self, info: Asked) -> list[IntroductionsMonth]:
        """See queries.reporting.requests."""
        found = await info.context.ask_and_keep(report, requests.NAME)
        return [IntroductionsMonth.of(found, row) for row in found.rows]
