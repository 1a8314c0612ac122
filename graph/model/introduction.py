"""Introductions: requests that travel a path, each step with the consent of the person there."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import NO_KEY, Key
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction(Record):
    """One request, from the asker through the connectors, in order, to the target.

    `state` is one of policy.introductions.State, and is internal: what the asker is shown is worked out
    from it and the clock. `step` says whose answer is waited for: 0 is the first connector,
    len(connectors) the target. `about` is a topic without anybody's name; `message` is for those on the
    path and goes when the request ends without agreement. `deadline` is fixed when the request is
    made. `answers` are lines `step/answer/moment`. `again_after` is what a connector or the target
    said about asking again, for nobody's eyes. `target` is NO_KEY once that person has been erased.
    """

    KIND: ClassVar[str] = "introduction"
    LABEL: ClassVar[str] = "Introduction"

    asker: Key = reference("person", "ASKED_BY")
    target: Key = reference("person", "ASKED_FOR", default=NO_KEY)
    connectors: tuple[Key, ...] = reference("person", "ASKED_THROUGH", default=())
    purpose: str
    about: str = ""
    message: str = ""
    state: str
    step: int = 0
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
