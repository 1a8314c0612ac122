"""Introductions: what the asker is shown, and what those on the path are shown."""

from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.named import note
from api.graphql.types.words import Purpose
from queries.inbox import Reached
from queries.my_introductions import Mine
from queries.parties import Party


@strawberry.enum(
    description="How far a request is. To its asker: WAITING, then AGREED or, from the deadline on and"
    " whatever the cause, NOT_THIS_TIME. To those on the path: FOR_YOU, then PASSED_ON or DECLINED by me."
)
class IntroductionState(Enum):
    """Values of policy.introductions.Shown."""

    WAITING = "waiting"
    FOR_YOU = "for_you"
    PASSED_ON = "passed_on"
    DECLINED = "declined"
    AGREED = "agreed"
    CLOSED = "closed"
    NOT_THIS_TIME = "not_this_time"
    WITHDRAWN = "withdrawn"


@strawberry.enum(description="What came of an introduction.")
class Outcome(Enum):
    """Values of policy.introduction_texts.OUTCOMES."""

    HELPED = "helped"
    MET = "met"
    NO_REPLY = "no_reply"
    NOT_A_FIT = "not_a_fit"


@strawberry.type(description="Somebody who takes part in an introduction.")
class Participant:
    """`emails` are shown to asker and target of each other, once both agreed."""

    id: strawberry.ID
    name: str
    emails: list[str]

    @classmethod
    def of(cls, party: Party, purpose: str) -> "Participant":
        """A party as shown, in an introduction for `purpose`."""
        note(party.key, purpose)
        return cls(
            id=strawberry.ID(party.key),
            name=party.name,
            emails=list(party.emails),
        )


@strawberry.type(description="My request. It names nobody until everybody agreed.")
class Introduction:
    """What the asker is shown."""

    id: strawberry.ID
    state: IntroductionState
    purpose: Purpose
    about: str
    asked: str
    deadline: str
    target: Participant | None
    connectors: list[Participant]
    outcome: Outcome | None
    thanks: str | None

    @classmethod
    def of(cls, mine: Mine) -> "Introduction":
        """A request as its asker is shown it."""
        return cls(
            id=strawberry.ID(mine.key),
            state=IntroductionState(mine.state.value),
            purpose=Purpose(mine.purpose),
            about=mine.about,
            asked=mine.asked,
            deadline=mine.deadline,
            target=Participant.of(mine.target, mine.purpose) if mine.target else None,
            connectors=[Participant.of(party, mine.purpose) for party in mine.connectors],
            outcome=Outcome(mine.outcome) if mine.outcome else None,
            thanks=mine.thanks or None,
        )


@strawberry.type(
    description="Somebody's request that reached me. `message` and `target` while it waits for my answer."
)
class IntroductionRequest:
    """What people on the path are shown. `target` is null for the target."""

    id: strawberry.ID
    state: IntroductionState
    for_me: bool = strawberry.field(description="I am the one to be introduced, not a connector.")
    purpose: Purpose
    about: str
    asked: str
    deadline: str
    message: str | None
    asker: Participant | None
    target: Participant | None
    again_after: str | None
    outcome: Outcome | None
    thanks: str | None

    @classmethod
    def of(cls, reached: Reached) -> "IntroductionRequest":
        """A request as somebody on its path is shown it."""
        return cls(
            id=strawberry.ID(reached.key),
            state=IntroductionState(reached.state.value),
            for_me=reached.is_target,
            purpose=Purpose(reached.purpose),
            about=reached.about,
            asked=reached.asked,
            deadline=reached.deadline,
            message=reached.message or None,
            asker=Participant.of(reached.asker, reached.purpose) if reached.asker else None,
            target=Participant.of(reached.target, reached.purpose) if reached.target else None,
            again_after=reached.again_after or None,
            outcome=Outcome(reached.outcome) if reached.outcome else None,
            thanks=reached.thanks or None,
        )


@strawberry.type(description="A request of mine in a list.")
class IntroductionEdge:
    """One place of a page."""

    cursor: str
    node: Introduction


@strawberry.type(description="A page of my requests, newest first.")
class IntroductionConnection:
    """One page."""

    edges: list[IntroductionEdge]
    page_info: PageInfo


@strawberry.type(description="A request that reached me, in a list.")
class InboxEdge:
    """One place of a page."""

    cursor: str
    node: IntroductionRequest


@strawberry.type(description="A page of requests that reached me, oldest first.")
class InboxConnection:
    """One page."""

    edges: list[InboxEdge]
    page_info: PageInfo
