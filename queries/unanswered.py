"""Topics that were asked about and for which nobody was found: what the network does not know yet."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import Final

from graph.errors import Refused
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Person, Suppression, UnansweredTopic
from graph.scans import every
from graph.snapshot.snapshot import Snapshot, gone
from policy.reporting import band, may_read_reports
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.kept import kept
from queries.kept_records import told_since
from queries.network import Network
from queries.suppressed import Suppressed

_Bands = list[tuple[int, str]]
"""The band of each topic that is told of, less than nothing, and the topic: they sort as on a page."""

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

    Raises Refused for others, InvalidValue (first or days < 1). O(topics asked about since then x people)
    the first time, then O(topics asked about).
    """
    if not may_read_reports(viewer):
        raise Refused("NOT_ALLOWED", "only network admins may see that")
    check_number("first", first, 1)
    check_number("days", days, 1)
    asked = _asked(network, viewer, network.today() - timedelta(days=days - 1))
    begin = 0 if after is None else bisect_right(asked, (-after[0], after[1]))
    told_of: list[Unanswered] = []
    names = naming(network)
    for less, topic in islice(asked, begin, None):
        if not names(topic):
            told_of.append(Unanswered(topic, -less))
        if len(told_of) > first:
            break
    return UnansweredPage(tuple(told_of[:first]), len(told_of) > first)


def _asked(network: Network, viewer: Viewer, since: date) -> _Bands:
    """The topics that were asked about often enough since that day, as the viewer is told of them."""
    open_ = max(since, network.today() - timedelta(days=1))
    counted, bands = _closed(network, viewer, since, open_)
    lately = _counted(network, open_)
    now = {topic: counted[topic] + count for topic, count in lately.items()}
    return sorted([one for one in bands if one[1] not in now] + _bands(now)) if now else bands


def _closed(network: Network, viewer: Viewer, since: date, before: date) -> tuple[Counter[str], _Bands]:
    """What was counted on days before yesterday, for which nobody counts any more.

    Kept until the first of it goes, with its time, or somebody goes and what names them: neither is in the
    change feed. O(topics asked about x days) then, else O(1).
    """

    def read() -> tuple[Counter[str], _Bands]:
        counted = _counted(network, since, before)
        return counted, sorted(_bands(counted))

    snapshot = network.read_model.current()
    oldest = network.store.scan(UnansweredTopic, after=_from(since), limit=1).records
    told = told_since(network, snapshot, viewer, gone(Person.KIND), Suppression.KIND)
    version = (told, since, before, tuple(one.record.key for one in oldest))
    return kept(snapshot, "unanswered", version, read, most=4)


def _counted(network: Network, since: date, before: date = date.max) -> Counter[str]:
    """How often each topic was asked about on these days. O(topics asked about x days)."""
    counted: Counter[str] = Counter()
    end = _from(before)
    asked = every(network.store, UnansweredTopic, after=_from(since))
    for record in takewhile(lambda one: one.key < end, asked):
        counted[record.topic] += record.count
    return counted


def _from(day: date) -> Key:
    """In front of what was counted on that day."""
    return Key(f"{UnansweredTopic.KIND}:{day.isoformat()}")


def _bands(counted: Mapping[str, int]) -> _Bands:
    return [(-told, topic) for topic, count in counted.items() if (told := band(count)) is not None]


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
        version = (snapshot.people.names_version, len(snapshot.people.ids))
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
