"""Connections in the manner of Relay: pages with keyset cursors. No totals: they would tell of the hidden."""

from collections.abc import Sequence
from typing import Any

import strawberry
from strawberry.relay import PageInfo

from api.graphql.types.imports import ImportJob, QuarantinedRecord
from api.graphql.types.person import Person
from api.graphql.types.skill import Skill


@strawberry.type(description="A person in a list.")
class PersonEdge:
    """One place of a page."""

    cursor: str
    node: Person


@strawberry.type(description="A page of people.")
class PersonConnection:
    """One page."""

    edges: list[PersonEdge]
    page_info: PageInfo


@strawberry.type(description="A skill in a list.")
class SkillEdge:
    """One place of a page."""

    cursor: str
    node: Skill


@strawberry.type(description="A page of skills.")
class SkillConnection:
    """One page."""

    edges: list[SkillEdge]
    page_info: PageInfo


@strawberry.type(description="An import in a list.")
class ImportJobEdge:
    """One place of a page."""

    cursor: str
    node: ImportJob


@strawberry.type(description="A page of imports, newest first.")
class ImportJobConnection:
    """One page."""

    edges: list[ImportJobEdge]
    page_info: PageInfo


@strawberry.type(description="A quarantined record in a list.")
class QuarantinedRecordEdge:
    """One place of a page."""

    cursor: str
    node: QuarantinedRecord


@strawberry.type(description="A page of quarantined records.")
class QuarantinedRecordConnection:
    """One page."""

    edges: list[QuarantinedRecordEdge]
    page_info: PageInfo


def page_info(edges: Sequence[Any], more: bool, after: str | None) -> PageInfo:
    """Where a page begins and ends; with `after` there is something before it."""
    return PageInfo(
        has_next_page=more,
        has_previous_page=after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
