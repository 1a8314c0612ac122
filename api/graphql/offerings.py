"""The questions openings, offerings, referrals and balance."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.connections import page_info
from api.graphql.context import Asked, key_named
from api.graphql.types.offering import (
    Balance,
    Offering,
    OfferingConnection,
    OfferingEdge,
    OfferingKind,
    Opening,
    OpeningConnection,
    OpeningEdge,
    Referral,
    ReferralConnection,
    ReferralEdge,
)
from graph.keys import Key
from graph.model import Role
from queries.balance import balance
from queries.offerings import offerings, place
from queries.openings import openings
from queries.referrals import referrals


@strawberry.type
class OfferingQueries:
    """What both sides gain."""

    @strawberry.field(
        description="Open roles that are listed: for employees, and alumni who said yes to REFERRAL."
    )
    async def openings(
        self, info: Asked, first: int | None = 20, after: str | None = None
    ) -> OpeningConnection:
        """See queries.openings."""
        context = info.context
        question = ("openings", context.viewer.person)
        behind = context.cursors.open(question, after, tuple[str, Key])
        page = await context.ask_and_keep(openings, context.page(first, 20), behind)
        edges = [
            OpeningEdge(cursor=context.cursors.seal(question, (one.opened, one.key)), node=Opening.of(one))
            for one in page.openings
        ]
        return OpeningConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(
        description="Events or mentoring: for employees, and alumni who said yes to EVENTS or MENTORING."
    )
    async def offerings(
        self, info: Asked, kind: OfferingKind, first: int | None = 20, after: str | None = None
    ) -> OfferingConnection:
        """See queries.offerings."""
        context = info.context
        question = ("offerings", context.viewer.person, kind.value)
        behind = context.cursors.open(question, after, tuple[str, Key])
        page = await context.ask(offerings, kind.value, context.page(first, 20), behind)
        edges = [
            OfferingEdge(cursor=context.cursors.seal(question, place(one.record)), node=Offering.of(one))
            for one in page.offerings
        ]
        return OfferingConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(
        description="Proposals for open roles that concern me: by me, of me, and for recruiters those to"
        " which the person said yes. Of one `role`, or of all."
    )
    async def referrals(
        self,
        info: Asked,
        role: strawberry.ID | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> ReferralConnection:
        """See queries.referrals."""
        context = info.context
        of = None if role is None else key_named(Role.KIND, role)
        question = ("referrals", context.viewer.person, sorted(context.viewer.roles), of or "")
        behind = context.cursors.open(question, after, tuple[str, Key])
        page = await context.ask(referrals, context.page(first, 20), behind, of)
        edges = [
            ReferralEdge(cursor=context.cursors.seal(question, (one.at, one.key)), node=Referral.of(one))
            for one in page.referrals
        ]
        return ReferralConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(description="What I gave and received, in words. Null for machine accounts.")
    async def balance(self, info: Asked) -> Balance | None:
        """See queries.balance."""
        return Balance.of(await info.context.ask(balance)) if info.context.viewer.person else None
