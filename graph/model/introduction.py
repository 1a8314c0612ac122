"""Introductions: requests that travel a path, each step with the consent of the person there."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import NO_KEY, Key
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction(Record):
    """One request, from the asker through the connectors, in order, to the target.

    `state` is one of policy.introductions.State, and is internal: what anybody is shown is worked out
    from it and the clock by policy.introductions. `step` says whose answer is waited for: 0 is the first
    connector, `steps` (the number of connectors at the start) the target, -1 nobody's yet. `about` is a topic
    without anybody's name; `message` is for those on the path and goes when the request ends without
    agreement. `deadline` is fixed when the request is made. `answers` are lines `step/answer/moment`.
    `again_after` is what who declined said about asking again, for their eyes alone. `off` are those who stay
    off this asker's paths for a time if nothing comes of it. `role` is what the target may come back for.
    Who has been erased is in none of these: `target` is then NO_KEY, and there are fewer `connectors` than
    `steps`.
    """

    KIND: ClassVar[str] = "introduction"
    LABEL: ClassVar[str] = "Introduction"

    asker: Key = reference("person", "ASKED_BY")
    target: Key = reference("person", "ASKED_FOR", default=NO_KEY)
    connectors: tuple[Key, ...] = reference("person", "ASKED_THROUGH", default=())
    off: tuple[Key, ...] = reference("person", "STAYS_OFF", default=())
    role: Key = reference("role", "ASKED_FOR_ROLE", default=NO_KEY)
    steps: int = 0
    purpose: str
    about: str = ""
    message: str = ""
    state: str
    step: int = -1
    asked: str
    deadline: str
    answers: tuple[str, ...] = ()
    again_after: str = ""
    agreed: str = ""
    ended: str = ""
    outcome: str = ""
    thanks: str = ""


HELPED = "helped"
NOT_MY_TOPIC = "not_my_topic"
ASK = "ask"

VERDICTS = (HELPED, NOT_MY_TOPIC, ASK)
"""What Verdict.verdict may be."""

DISCLAIMING = (NOT_MY_TOPIC, ASK)
"""With these an expert says that they are not to be proposed for the topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIntroduction(Record):
    """Says that an introduction waits for somebody; written with it and gone when it ends.

    Keys are `open:<deadline>.<name of the introduction>`, so that what waits is read without what has
    ended. `introduction` is text, not a reference, so that the introduction may go.
    """

    KIND: ClassVar[str] = "open"
    LABEL: ClassVar[str] = "OpenIntroduction"

    introduction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Record):
    """What came of a suggested expert: an answer of the asker or of the expert about a topic.

    `verdict`, one of VERDICTS: helped (the asker says so), not_my_topic or ask (the expert does;
    `instead` is whom to ask). `topic` is in the form in which
    topics are compared; `skills` are those that it names. One for each (by,
    expert, topic): its key is made of the three.
    """

    KIND: ClassVar[str] = "verdict"
    LABEL: ClassVar[str] = "Verdict"

    by: Key = reference("person", "GIVEN_BY")
    expert: Key = reference("person", "ABOUT_EXPERT")
    topic: str
    skills: tuple[Key, ...] = reference("skill", "OF_TOPIC", default=())
    verdict: str
    instead: Key = reference("person", "ASK_INSTEAD", default=NO_KEY)
    at: str
