"""Last pass: whoever worked on the same files at about the same time knows each other."""

from collections.abc import Callable, Collection, Iterator, Sequence

from graph.algorithms.source_switches import GIT
from graph.dates import from_day_number
from graph.keys import Key
from graph.model import Tie
from ingest.draft import Draft
from ingest.source import Item, Problem
from ingest.sources.git.cast import known_people
from ingest.sources.git.history import History
from ingest.sources.git.joint_work import JointWork, Pair, Work, joint_work


class TieStage:
    """Pairs of addresses in order; a checkpoint is the number of a pair.

    Amounts depend on who is one person under several addresses, which the network may know and the
    history does not: then joint work is added up once more, by person.
    """

    name = "ties"
    counts = False

    def __init__(self, source: str, history: History, since: int | None) -> None:
        self._source = source
        self._history = history
        self._since = since
        self._by_address: dict[Pair, JointWork] = {}
        self._known: dict[str, Key] | None = None
        self._by_person: dict[Pair, JointWork] = {}

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The pairs of addresses with joint work."""
        self._by_address = self._joint_work(lambda email: email)
        for number, pair in enumerate(sorted(self._by_address), 1):
            if number > int(after or 0):
                columns = {"person_a": pair[0], "person_b": pair[1]}
                yield Item(self._history.repository.name, number, str(number), columns, pair)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The ties; also finds out who the addresses belong to."""
        if self._known is None:
            self._meet(known_people(self._history.active, draft))
        pairs = [self._people(item) for item in items]
        return [self._key(pair, draft) for pair in pairs if pair]

    def take(self, item: Item, draft: Draft) -> None:
        """Put the tie of two people, if it says more than what is known."""
        pair = self._people(item)
        joint = self._by_person.get(pair) if pair else None
        if pair is None or joint is None or draft.switched.among([Key(end) for end in pair], GIT):
            return
        tie = self._tie(self._key(pair, draft), pair, joint)
        if _says_more(tie, draft.get(tie.key, Tie)):
            draft.put(tie)

    def _meet(self, known: dict[str, Key]) -> None:
        self._known = known
        if len(set(known.values())) == len(known):  # one address a person
            self._by_person = {
                _sorted(known.get(a, a), known.get(b, b)): work for (a, b), work in self._by_address.items()
            }
        else:
            self._by_person = self._joint_work(lambda email: known.get(email, email))

    def _joint_work(self, who: Callable[[str], str]) -> dict[Pair, JointWork]:
        works = (
            Work(commit.at, tuple(who(person.email) for person in people), commit.files)
            for commit, people in self._history.work()
        )
        return joint_work(works, self._since)

    def _people(self, item: Item) -> Pair | None:
        assert isinstance(item.value, tuple)
        known = self._known or {}
        a, b = (known.get(email, "") for email in item.value)
        return _sorted(a, b) if a and b and a != b else None

    def _key(self, pair: Pair, draft: Draft) -> Key:
        return draft.keys.pair_key("tie", Key(pair[0]), Key(pair[1]), self._source)

    def _tie(self, key: Key, pair: Pair, joint: JointWork) -> Tie:
        return Tie(
            key=key,
            a=Key(pair[0]),
            b=Key(pair[1]),
            tie_kind="code",
            reason=f"worked on {joint.folder() or self._history.repository.name}",
            since=from_day_number(joint.first).isoformat(),
            until=from_day_number(joint.last).isoformat(),
            trust=round(joint.trust, 6),
            currency=round(joint.currency, 6),
            source=self._source,
        )


def _says_more(new: Tie, known: Tie | None) -> bool:
    """Whether there is joint work in `new` that `known` lacks; a narrower period takes nothing back."""
    if known is None or new.until != known.until:
        return known is None or new.until > known.until
    return new.since < known.since or new.trust > known.trust


def _sorted(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
