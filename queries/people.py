"""The directory: people by name, filtered, in alphabetical order."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import day_number
from graph.errors import SnapshotMoved
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import PrivateProfile
from graph.scans import all_adjacent
from graph.snapshot.people import NAME_LENGTH
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.heard import seen_people
from queries.kept import kept
from queries.network import Network
from queries.people_filter import PeopleFilter, fitting
from queries.sight import Card, look, viewer_status

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class People:
    """The question.

    Every word of `search` must begin a word of the name. `after` is behind (folded name, key).
    """

    search: str = ""
    filter: PeopleFilter = PeopleFilter()
    first: int = 20
    after: tuple[str, Key] | None = None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of the directory."""

    people: tuple[Card, ...]
    more: bool
    revision: int


def place(card: Card) -> tuple[str, Key]:
    """Where a person stands in the directory."""
    return fold(card.name)[:NAME_LENGTH], card.key


def people(network: Network, viewer: Viewer, question: People) -> PeoplePage:
    """Answer for `viewer`. O(people) over arrays and a few round trips for the page.

    Raises InvalidValue (first < 1, no such organization), SnapshotMoved when the network changed three
    times meanwhile.
    """
    check_number("first", question.first, 1)
    barred: set[Key] = set()
    for _ in range(_TRIES):
        status = viewer_status(network, viewer)
        snapshot = network.read_model.current()
        with snapshot.sharing.reading():
            may = _candidates(network, snapshot, viewer, status, question, barred)
            listed = _next(snapshot, may, question.after, question.first + 1)
        own = [entry for entry in _own(network, viewer, question) if entry > (question.after or ("",))]
        page = sorted([*listed, *own])[: question.first + 1]
        keys = [key for _, key in page]
        sight = look(network, viewer, keys)
        if sight.cards.keys() >= {*keys} and sight.holds(network):
            cards = tuple(sight.cards[key] for key in keys[: question.first])
            return PeoplePage(cards, len(keys) > question.first, sight.revision)
        barred |= {*keys} - sight.cards.keys()
    raise SnapshotMoved


def _candidates(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    question: People,
    barred: set[Key],
) -> Mask:
    day = day_number(network.today())
    may = seen_people(snapshot, viewer, status, day)
    may &= fitting(network, snapshot, viewer, status, question.filter, day)
    may &= _named(snapshot, question.search)
    hidden = {viewer.person, *barred} if question.filter.exclude_self else barred
    numbers = [snapshot.people.ids.number(key) for key in hidden if key]
    may[[number for number in numbers if number >= 0]] = False
    return may


def _named(snapshot: Snapshot, search: str) -> Mask:
    """(n,) whose name has, for every word of `search`, a word that begins with it."""
    fits = np.ones(len(snapshot.people.facets), bool)
    for word in fold(search).split():
        begun = np.zeros(len(fits), bool)
        begun[_beginning(snapshot, word.encode())] = True
        fits &= begun
    return fits


def _beginning(snapshot: Snapshot, word: bytes) -> NDArray[np.int64]:
    """Numbers of the people of whose name a word begins so."""
    version = (snapshot.people.names_version, len(snapshot.people.ids))
    names = snapshot.people.facets.rows["name"]
    text, begins = kept(snapshot, "names in a line", version, lambda: _in_a_line(names), most=1)
    found: list[int] = []
    asked = b" " + word
    at = text.find(asked)
    while at >= 0:
        found.append(at)
        at = text.find(asked, at + 1)
    return np.searchsorted(begins, np.array(found, np.int64), "right") - 1


def _in_a_line(names: NDArray[np.bytes_]) -> tuple[bytes, NDArray[np.int64]]:
    """All names behind each other, a space in front of each, and where that of each stands."""
    lengths = np.char.str_len(names)
    return b" " + b" ".join(names.tolist()), np.cumsum(lengths + 1) - lengths - 1


def _next(snapshot: Snapshot, may: Mask, after: tuple[str, Key] | None, most: int) -> list[tuple[str, Key]]:
    """The first people of `may` behind `after`, in the order of the directory."""
    order = _order(snapshot)
    names = snapshot.people.facets.rows["name"]
    begin = 0 if after is None else int(np.searchsorted(names[order], after[0].encode(), "left"))
    ordered = order[begin:]
    found: list[tuple[str, Key]] = []
    for number in ordered[may[ordered]]:
        entry = (names[number].decode(), snapshot.people.ids.key(int(number)))
        if after is None or entry > after:
            found.append(entry)
        if len(found) == most:
            break
    return found


def _order(snapshot: Snapshot) -> NDArray[np.int64]:
    """(people,) numbers by (folded name, key); kept until a name changes."""
    version = (snapshot.people.names_version, len(snapshot.people.ids))
    names = snapshot.people.facets.rows["name"]
    return kept(snapshot, "directory", version, lambda: np.lexsort((snapshot.rank(), names)), most=1)


def _own(network: Network, viewer: Viewer, question: People) -> list[tuple[str, Key]]:
    """People whom only the viewer's own source knows; filters on shared facts leave them out."""
    wanted = question.filter
    if not viewer.person or wanted.organization or wanted.department or wanted.location or wanted.status:
        return []
    profiles = all_adjacent(network.store, [viewer.person], PrivateProfile)
    mine = {profile.person for profile in profiles if profile.contributor == viewer.person}
    cards = [card for card in look(network, viewer, mine).cards.values() if card.private] if mine else []
    asked = fold(question.search).split()
    return [place(card) for card in cards if all(f" {word}" in f" {place(card)[0]}" for word in asked)]
