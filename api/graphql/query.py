"""The root of all questions."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import asyncio
from typing import Annotated

import strawberry

from api.graphql.about_me import AboutMeQuery
from api.graphql.audit import AuditQuery
from api.graphql.candidates import CandidateQuery
from api.graphql.connections import (
    ImportJobConnection,
    PersonConnection,
    QuarantinedRecordConnection,
    SkillConnection,
)
from api.graphql.context import Asked
from api.graphql.desk import DeskQuery
from api.graphql.directory import jobs_page, people_page, quarantine_page, skills_page
from api.graphql.errors import bad_input
from api.graphql.experts import ExpertConnection, experts_page
from api.graphql.inbox import IntroductionQueries
from api.graphql.insights import InsightQueries
from api.graphql.membership import MembershipQuery
from api.graphql.merging import MergingQuery
from api.graphql.network_health import NetworkHealthQuery
from api.graphql.nodes import node_at
from api.graphql.offerings import OfferingQueries
from api.graphql.paths import PathTarget, WarmPaths, paths_to
from api.graphql.roles import RoleQueries
from api.graphql.tour_matches import TourMatchQueries
from api.graphql.tours import TourQueries
from api.graphql.types.filters import PersonFilter
from api.graphql.types.person import Person, person_at
from api.graphql.types.preferences import Preferences
from api.graphql.types.words import Node, Purpose
from api.graphql.unanswered import UnansweredQuery
from queries.preferences import own_preference


@strawberry.type(description="Who asks.")
class Viewer:
    """`person` is null for machine accounts and for people whom the network does not know."""

    roles: list[str]

    @strawberry.field(description="The person who asks, if the network knows one.")
    async def person(self, info: Asked) -> Person | None:
        """By the subject of the token."""
        return await person_at(info, info.context.viewer.person)

    @strawberry.field(description="What I allow; null for machine accounts.")
    async def preferences(self, info: Asked) -> Preferences | None:
        """Of the person who asks, for nobody else's eyes."""
        key = info.context.viewer.person
        return Preferences.of(await info.context.ask(own_preference)) if key else None


@strawberry.type
class Query(
    AboutMeQuery,
    AuditQuery,
    CandidateQuery,
    DeskQuery,
    InsightQueries,
    IntroductionQueries,
    MembershipQuery,
    MergingQuery,
    NetworkHealthQuery,
    OfferingQueries,
    RoleQueries,
    TourMatchQueries,
    TourQueries,
    UnansweredQuery,
):
    """A resolver is a few lines that ask a question of queries/."""

    @strawberry.field(description="A thing by its id; null when there is none for this viewer.")
    async def node(self, info: Asked, id: strawberry.ID) -> Node | None:
        """See nodes."""
        return await node_at(info, id)

    @strawberry.field(description="Several things by their ids, in the order of the ids.")
    async def nodes(self, info: Asked, ids: list[strawberry.ID]) -> list[Node | None]:
        """See nodes."""
        if len(ids) > info.context.limits.first:
            raise bad_input("ids", f"at most {info.context.limits.first}")
        return list(await asyncio.gather(*(node_at(info, one) for one in ids)))

    @strawberry.field(description="Who asks.")
    def viewer(self, info: Asked) -> Viewer:
        """From the token."""
        return Viewer(roles=sorted(info.context.viewer.roles))

    @strawberry.field(description="The directory, in alphabetical order.")
    async def people(
        self,
        info: Asked,
        search: str | None = None,
        filter: PersonFilter | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> PersonConnection:
        """See queries.people."""
        return await people_page(info, search, filter, first, after)

    @strawberry.field(description="Skills with a label that has the search at the beginning of a word.")
    async def skills(
        self, info: Asked, search: str, first: int | None = 20, after: str | None = None
    ) -> SkillConnection:
        """See queries.skills."""
        return await skills_page(info, search, first, after)

    @strawberry.field(
        description="Who knows about a topic? `near` is whose paths `hops` counts; the viewer's unless told."
    )
    async def who_knows(
        self,
        info: Asked,
        about: str,
        filter: PersonFilter | None = None,
        near: strawberry.ID | None = None,
        first: int | None = 10,
        after: str | None = None,
    ) -> ExpertConnection:
        """See queries.who_knows."""
        return await experts_page(info, about, filter, near, first, after)

    @strawberry.field(description="Who can introduce me? From somebody else, by shared ties only.")
    async def warm_paths(
        self,
        info: Asked,
        to: PathTarget,
        purpose: Purpose,
        from_: Annotated[strawberry.ID | None, strawberry.argument(name="from")] = None,
        max_hops: int | None = 3,
        first: int | None = 5,
    ) -> WarmPaths:
        """See queries.warm_paths."""
        return await paths_to(info, to, from_, purpose, 3 if max_hops is None else max_hops, first)

    @strawberry.field(description="Imports, newest first: all for a network_admin, else one's own.")
    async def import_jobs(
        self,
        info: Asked,
        job: strawberry.ID | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> ImportJobConnection:
        """See queries.imports."""
        return await jobs_page(info, job, first, after)

    @strawberry.field(description="What imports could not take in: all for a network_admin, else one's own.")
    async def quarantine(
        self,
        info: Asked,
        job: strawberry.ID | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> QuarantinedRecordConnection:
        """See queries.imports."""
        return await quarantine_page(info, job, first, after)
