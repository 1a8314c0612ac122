"""Topics that were asked about and for which nobody was found: what the network does not know yet."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from graph.errors import Refused
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import UnansweredTopic
from graph.scans import every
from graph.snapshot.snapshot import Snapshot
from policy.reporting import band, may_read_reports
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.kept import kept
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

    Raises Refused for others, InvalidValue (first or days < 1). O(topics asked about since then x people).
    """
    if not may_read_reports(viewer):
        raise Refused("NOT_ALLOWED", "only network admins may see that")
    check_number("first", first, 1)
    check_number("days", days, 1)
    since = (network.today() - timedelta(days=days - 1)).isoformat()
    counted = _counted(network, viewer, since)
    asked = [Unanswered(topic, told) for topic, count in counted.items() if (told := band(count)) is not None]
    asked.sort(key=lambda one: (-one.count, one.topic))
    if after is not None:
        asked = [one for one in asked if (-one.count, one.topic) > (-after[0], after[1])]
    told_of: list[Unanswered] = []
    names = naming(network)
    for one in asked:
        if not names(one.topic):
            told_of.append(one)
        if len(told_of) > first:
            break
    return UnansweredPage(tuple(told_of[:first]), len(told_of) > first)


def _counted(network: Network, viewer: Viewer, since: str) -> Mapping[str, int]:
    """How often each topic was asked about since that day, as the viewer is told of them.

    Kept until anything is written; else O(topics asked about x days).
    """

    def read() -> Mapping[str, int]:
        counted: Counter[str] = Counter()
        for record in every(network.store, UnansweredTopic, after=Key(f"{UnansweredTopic.KIND}:{since}")):
            counted[record.topic] += record.count
        return counted

    version = (network.store.revision(), viewer.person, since)
    return kept(network.read_model.current(), "unanswered", version, read, most=2)


def nameless(network: Network, topics: Iterable[str]) -> set[str]:
    """Those of `topics` (folded) that name nobody, erased people included, and hold no address or number."""
    names, erased = naming(network), Suppressed.read(network.store, network.keys)
    return {topic for topic in topics if not names(topic) and not erased.named_in(topic)}


def naming(network: Network) -> Callable[[str], bool]:
    """A function that says whether a topic may name somebody.

    It does when all its words are words of one name, when a whole name (of two words or more) stands in it in
    any order, or when it holds an address or a long number. O(people) when the names are not kept, then
    O(people) for each word of a topic that is in a name.
    """
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        version = (snapshot.people.version, len(snapshot.people.ids))
        names = kept(snapshot, "names", version, lambda: _Names.of(snapshot), most=1)

    def names_somebody(topic: str) -> bool:
        if "@" in topic or sum(letter.isdigit() for letter in topic) > _DIGITS:
            return True
        words = {stripped.encode() for word in fold(topic).split() if (stripped := word.strip(_AROUND))}
        return any(
            words <= {*name} or (len(name) > 1 and len(words & {*name}) >= len(name))
            for word in words
            for name in names.with_word(word)
        )

    return names_somebody


@dataclass(frozen=True, slots=True)
class _Names:
    """Everybody's name, and those who are restricted too: a line each, with a space around each word."""

    lines: bytes
    words: frozenset[bytes]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "_Names":
        """Call it while reading. O(people)."""
        standing = snapshot.people.standing.rows
        names = snapshot.people.facets.rows["name"][standing["known"] | standing["restricted"]]
        lines = b" \n ".join(names[names != b""].tolist()).join((b"\n ", b" \n"))
        return cls(lines, frozenset(lines.split()))

    def with_word(self, word: bytes) -> Iterator[list[bytes]]:
        """The words of each name that has this one."""
        at = self.lines.find(b" %b " % word) if word in self.words else -1
        while at >= 0:
            end = self.lines.index(b"\n", at)
            yield self.lines[self.lines.rindex(b"\n", 0, at) : end].split()
            at = self.lines.find(b" %b " % word, end)


_DIGITS: Final = 5
_AROUND: Final = ".,;:?!()'\""
