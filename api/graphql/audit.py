"""Questions about the record, for privacy officers; and about the rules that hold."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.connections import page_info
from api.graphql.context import Asked
from api.graphql.types.audit import (
    AuditedRevision,
    AuditedRevisionConnection,
    AuditedRevisionEdge,
    AuditVerification,
)
from api.graphql.types.rules import ConsentDefault, Rule
from queries.audit import audit, verified
from queries.audit_check import verified_or_begun
from queries.defaults import consent_defaults
from queries.rules import rules


@strawberry.type
class AuditQuery:
    """A resolver is a few lines that ask a question of queries/."""

    @strawberry.field(
        description="What was changed at which revision and by whom, without values, the newest first."
        " For privacy officers."
    )
    async def audit(
        self, info: Asked, first: int | None = 20, after: str | None = None
    ) -> AuditedRevisionConnection:
        """See queries.audit.audit."""
        context = info.context
        question = ("audit", context.viewer.person)
        place = context.cursors.open(question, after, tuple[int])
        page = await context.ask_and_keep(audit, context.page(first, 20), place[0] if place else None)
        edges = [
            AuditedRevisionEdge(
                cursor=context.cursors.seal(question, (one.revision,)), node=AuditedRevision.of(one)
            )
            for one in page.revisions
        ]
        return AuditedRevisionConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(
        description="Whether the record is still what was sealed, and has `expect`, a seal that was kept"
        " elsewhere. Reads everything. With `wait: false` it is null where that takes more than a moment, and"
        " goes on being checked: who asks again is told once, within ten minutes. For privacy officers."
    )
    async def audit_verification(
        self, info: Asked, expect: str | None = None, wait: bool = True
    ) -> AuditVerification | None:
        """See queries.audit.verified."""
        context = info.context
        question = verified if wait else verified_or_begun
        found = await context.ask_and_keep(question, context.text("expect", expect))
        return AuditVerification.of(found) if found is not None else None

    @strawberry.field(
        description="Rules of the installation as they hold, defaults of consent aside. For privacy officers"
        " and network admins."
    )
    async def rules(self, info: Asked) -> list[Rule]:
        """See queries.rules."""
        return [Rule.of(rule) for rule in await info.context.ask(rules)]

    @strawberry.field(
        description="What holds for those who have said nothing; the reasons are for privacy officers and"
        " network admins."
    )
    async def consent_defaults(self, info: Asked) -> list[ConsentDefault]:
        """See queries.defaults."""
        reasons = info.context.viewer.has("privacy_officer", "network_admin")
        found = await info.context.ask(lambda network, _: consent_defaults(network))
        return [ConsentDefault.of(default, reasons) for default in found]
