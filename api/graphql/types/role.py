"""Roles, who may come back for them, and what was asked along them."""

from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.types.introductions import IntroductionState, Outcome
from api.graphql.types.person import Person
from policy.roles import PURPOSE
from queries.about_my_roles import CandidacyHeld, RolesHeld
from queries.roles import CandidateShown, RequestShown, RoleShown


@strawberry.enum(description="How far a candidate is; all but NOTED and NOT_NOW follows by itself.")
class CandidateStage(Enum):
    """Values of policy.roles.Stage."""

    NOTED = "noted"
    ASKED = "asked"
    AGREED = "agreed"
    NOT_NOW = "not_now"
    RETURNED = "returned"


@strawberry.type(description="Somebody who may come back for a role. They are shown all of it.")
class Candidate:
    """As those who work on the role put it down."""

    person: Person
    note: str
    stage: CandidateStage
    put_down_by: Person | None
    at: str

    @classmethod
    def of(cls, shown: CandidateShown) -> "Candidate":
        """As shown to who works on the role."""
        return cls(
            person=Person.of(shown.card, PURPOSE),
            note=shown.note,
            stage=CandidateStage(shown.stage.value),
            put_down_by=Person.of(shown.by) if shown.by else None,
            at=shown.at,
        )


@strawberry.type(description="A request along a role: how it stands, without message, reasons or path.")
class RoleRequest:
    """As its asker is shown it."""

    id: strawberry.ID
    asker: Person
    candidate: Person | None
    state: IntroductionState
    asked: str
    outcome: Outcome | None

    @classmethod
    def of(cls, shown: RequestShown) -> "RoleRequest":
        """As shown to who works on the role."""
        return cls(
            id=strawberry.ID(shown.key),
            asker=Person.of(shown.asker),
            candidate=Person.of(shown.candidate, PURPOSE) if shown.candidate else None,
            state=IntroductionState(shown.state.value),
            asked=shown.asked,
            outcome=Outcome(shown.outcome) if shown.outcome else None,
        )


@strawberry.type(description="A role that somebody is looked for.")
class Role:
    """For those who work on it."""

    id: strawberry.ID
    title: str
    text: str
    all_of: list[str]
    any_of: list[str]
    none_of: list[str]
    location: str
    remote: bool
    level: str
    open: bool
    opened: str
    closed: str | None
    opened_by: Person | None
    shared_with: list[Person]
    candidates: list[Candidate]
    requests: list[RoleRequest]
    watched: bool
    listed: bool

    @classmethod
    def of(cls, shown: RoleShown) -> "Role":
        """As shown to who works on it."""
        record = shown.record
        return cls(
            id=strawberry.ID(record.key),
            title=record.title,
            text=record.text,
            all_of=list(record.all_of),
            any_of=list(record.any_of),
            none_of=list(record.none_of),
            location=record.location,
            remote=record.remote,
            level=record.level,
            open=record.state == "open",
            opened=record.opened,
            closed=record.closed or None,
            opened_by=Person.of(shown.by) if shown.by else None,
            shared_with=[Person.of(card) for card in shown.shared_with],
            candidates=[Candidate.of(one) for one in shown.candidates],
            requests=[RoleRequest.of(one) for one in shown.requests],
            watched=shown.watched,
            listed=record.listed,
        )


@strawberry.type(description="A role in a list.")
class RoleEdge:
    """One place of a page."""

    cursor: str
    node: Role


@strawberry.type(description="A page of roles, newest first.")
class RoleConnection:
    """One page."""

    edges: list[RoleEdge]
    page_info: PageInfo


@strawberry.type(description="A role that I am put down for, with all that is kept of it.")
class CandidacyAboutMe:
    """A request shows once it has reached me."""

    role: str
    note: str
    stage: CandidateStage
    put_down_by: str | None
    at: str

    @classmethod
    def of(cls, held: CandidacyHeld) -> "CandidacyAboutMe":
        """As held."""
        return cls(
            role=held.role,
            note=held.note,
            stage=CandidateStage(held.stage.value),
            put_down_by=held.by or None,
            at=held.at,
        )


@strawberry.type(description="My part in roles, by their titles.")
class RolesAboutMe:
    """`toldOf`: whoever watches these has been told that I may come back."""

    opened: list[str]
    shared: list[str]
    watched: list[str]
    told_of: list[str]

    @classmethod
    def of(cls, held: RolesHeld) -> "RolesAboutMe":
        """As held."""
        return cls(
            opened=list(held.opened),
            shared=list(held.shared),
            watched=list(held.watched),
            told_of=list(held.told_of),
        )
