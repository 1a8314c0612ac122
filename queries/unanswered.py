"""Topics that were asked about and for which nobody was found: what the network does not know yet."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np

from graph.errors import Refused
from graph.identity.folding import fold
from graph.model import UnansweredTopic
from graph.scans import every
from policy.reporting import band, may_read_reports
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.network import Network
from queries.suppressed import Suppressed

DAYS: Final = 90
"""How many days back the report goes, today included, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One topic, folded, and how often nobody was found for it: the band, see policy.reporting."""

    topic: str
    count: int


@dataclass(frozen=True, slots=True)
class UnansweredPage:
    """Topics, the most often asked first; of one band in the order of the alphabet."""

    topics: tuple[Unanswered, ...]
    more: bool


def unanswered_topics(
    network: Network,
    viewer: Viewer,
    first: int = 20,
    after: tuple[int, str] | None = None,
    days: int = DAYS,
) -> UnansweredPage:
    """For network admins and the operator; `after` is behind (count, topic).

    Topics that may name somebody are left out.

    Raises Refused for others, InvalidValue (first or days < 1). O(topics asked about x people).
    """
    if not may_read_reports(viewer):
        raise Refused("NOT_ALLOWED", "only network admins may see that")
    check_number("first", first, 1)
    check_number("days", days, 1)
    since = (network.today() - timedelta(days=days - 1)).isoformat()
    counted: Counter[str] = Counter()
    for record in every(network.store, UnansweredTopic):
        if record.day >= since:
            counted[record.topic] += record.count
    asked = [Unanswered(topic, told) for topic, count in counted.items() if (told := band(count)) is not None]
    asked.sort(key=lambda one: (-one.count, one.topic))
    if after is not None:
        asked = [one for one in asked if (-one.count, one.topic) > (-after[0], after[1])]
    kept: list[Unanswered] = []
    names = naming(network)
    for one in asked:
        if not names(one.topic):
            kept.append(one)
        if len(kept) > first:
            break
    return UnansweredPage(tuple(kept[:first]), len(kept) > first)


def nameless(network: Network, topics: Iterable[str]) -> set[str]:
    """Those of `topics` (folded) that name nobody, erased people included, and hold no address or number."""
    names, erased = naming(network), Suppressed.read(network.store, network.keys)
    return {topic for topic in topics if not names(topic) and not erased.named_in(topic)}


def naming(network: Network) -> Callable[[str], bool]:
    """A function that says whether a topic may name somebody.

    It does when all its words are words of one name, when a whole name (of two words or more) stands in it in
    any order, or when it holds an address or a long number. O(people) a topic.
    """
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        standing = snapshot.people.standing.rows
        names = snapshot.people.facets.rows["name"][standing["known"] | standing["restricted"]]
        every_name = np.char.add(np.char.add(b" ", np.unique(names[names != b""])), b" ")
    sizes = np.char.count(every_name, b" ") - 1

    def names_somebody(topic: str) -> bool:
        if "@" in topic or sum(letter.isdigit() for letter in topic) > _DIGITS:
            return True
        words = {word.strip(_AROUND) for word in fold(topic).split()} - {""}
        there = np.zeros(len(every_name), np.int64)
        for word in words:
            there += np.char.find(every_name, f" {word} ".encode()) >= 0
        return bool(words) and bool(((there == len(words)) | ((there >= sizes) & (sizes > 1))).any())

    return names_somebody


_DIGITS: Final = 5
_AROUND: Final = ".,;:?!()'\""
