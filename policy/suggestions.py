"""What may be said about a suggested expert, by whom, and how often.

The one who asked says that an expert helped. Experts say of themselves that a topic is not theirs, and
whom to ask instead. Nobody vouches for themselves, and one answer counts for each (speaker, expert, topic).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from graph.algorithms.terms import as_path, words
from graph.errors import Refused
from graph.identity.folding import fold
from graph.keys import NO_KEY, Key
from graph.model import ASK, HELPED, NOT_MY_TOPIC, Verdict

LONGEST_TOPIC: Final = 200
MOST: Final = 50
"""So many answers of one person count within AWHILE."""

AWHILE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said: `verdict` of `expert` about `topic`, as typed; `instead` is whom to ask."""

    verdict: str
    expert: Key
    topic: str
    instead: Key = NO_KEY

    @property
    def other(self) -> Key:
        """The person who is vouched for; NO_KEY when nobody is."""
        return {HELPED: self.expert, ASK: self.instead}.get(self.verdict, NO_KEY)


def topic_of(text: str) -> str:
    """The one form in which topics are compared: a folder without slashes at its ends, else the stems.

    topic_of("Who knows about billing?") == topic_of("billing"); "" for what says nothing.
    """
    path = fold(as_path(text))
    return path if "/" in path else " ".join(words(text)) or path.strip(" ?!.")


def check_answer(answer: Answer, by: Key) -> None:
    """Raises Refused unless `by` may say it."""
    if not topic_of(answer.topic) or len(answer.topic) > LONGEST_TOPIC or not answer.topic.isprintable():
        raise Refused("BAD_INPUT", f"give a topic of 1 to {LONGEST_TOPIC} letters", "about")
    if answer.verdict == HELPED and answer.expert == by:
        raise Refused("BAD_INPUT", "somebody else says that you helped", "expert")
    if answer.verdict in (NOT_MY_TOPIC, ASK) and answer.expert != by:
        raise Refused("NOT_ALLOWED", "experts say themselves what is not their topic", "expert")
    if answer.verdict == ASK and answer.instead in (NO_KEY, by):
        raise Refused("BAD_INPUT", "say whom to ask instead of you", "instead")


def says_the_same(verdict: Verdict | None, answer: Answer) -> bool:
    """Whether `verdict` already says what `answer` says."""
    return verdict is not None and verdict.verdict == answer.verdict and verdict.instead == _instead(answer)


def _instead(answer: Answer) -> Key:
    return answer.instead if answer.verdict == ASK else NO_KEY
