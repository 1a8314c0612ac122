"""Which commits of a repository are evidence, of whom, and who was active when.

One pass over the whole history before anything is written: it finds out that the repository is
complete, and puts the commits in order of time, in which git cannot hand them out when clocks were
set wrong.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph.errors import InvalidValue
from graph.identity import is_robot_author, normalise
from ingest.sources.git.joint_work import WINDOW
from ingest.sources.git.log import (
    MAX_FILES,
    NO_TIME,
    Author,
    Commit,
    all_commits,
    co_authors,
    commits_in_order,
)
from ingest.sources.git.period import Period
from ingest.sources.git.repository import Repository

_END_OF_TIME: Final = 253_402_300_800  # year 10000: no ISO date


@dataclass(frozen=True, slots=True)
class Activity:
    """Somebody's commits within the period, merges and large ones included.

    `name`: their newest. `first`, `last`: seconds since 1970. `later`: whether there are commits of
    theirs behind the period.
    """

    name: str
    first: int
    last: int
    later: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """What the first pass found out. `ids`: the commits that are evidence, in (time, id) order.

    `before`: those of the half year before the period, which say who was at work when it began.
    `undated`: ids of commits whose date is none. `active`: by normalised address. `left_out`: how many
    commits are no evidence, by reason.
    """

    repository: Repository
    ids: Sequence[str]
    before: Sequence[str]
    undated: Sequence[str]
    active: Mapping[str, Activity]
    left_out: Mapping[str, int]
    called: Mapping[Author, Author]

    def commits(self, after: str = "") -> Iterator[tuple[int, Commit, tuple[Author, ...]]]:
        """Number (from 1), commit and people of each commit that is evidence, behind the id `after`."""
        begin = self.ids.index(after) + 1 if after else 0
        for number, commit in enumerate(commits_in_order(self.repository, self.ids[begin:]), begin + 1):
            yield number, commit, people_of(commit, self.called)

    def work(self) -> Iterator[tuple[Commit, tuple[Author, ...]]]:
        """Commits and their people in order of time, from half a year before the period on."""
        for commit in commits_in_order(self.repository, [*self.before, *self.ids]):
            yield commit, people_of(commit, self.called)


def read_history(repository: Repository, period: Period) -> History:
    """Survey all of HEAD's history. Raises BadSource. One pass; memory: some words a commit."""
    called = co_authors(repository)
    within: list[tuple[int, str]] = []
    before: list[tuple[int, str]] = []
    undated: list[str] = []
    left_out: Counter[str] = Counter()
    active = _Active(period)
    for commit in all_commits(repository):
        if not NO_TIME < commit.at < _END_OF_TIME:
            undated.append(commit.id)
            continue
        people = people_of(commit, called)
        if commit.id not in repository.edges:
            active.saw(commit, people)
        reason = _no_evidence(commit, people, repository.edges)
        if period.holds(commit.at):
            left_out.update([reason] if reason else [])
            within.extend([] if reason else [(commit.at, commit.id)])
        elif not reason and period.precedes(commit.at, WINDOW):
            before.append((commit.at, commit.id))
    return History(
        repository=repository,
        ids=[commit_id for _, commit_id in sorted(within)],
        before=[commit_id for _, commit_id in sorted(before)],
        undated=sorted(undated),
        active=active.found(),
        left_out=left_out,
        called=called,
    )


def people_of(commit: Commit, called: Mapping[Author, Author]) -> tuple[Author, ...]:
    """Who made a commit, the author first, with normalised addresses: each once.

    Robots are nobody, and so is who has no address that could be one person's.
    """
    author, *others = commit.authors
    people: dict[str, Author] = {}
    for person in (author, *(called.get(other, other) for other in others)):
        email = "" if _robot(person) else _address(person.email)
        if email:
            people.setdefault(email, Author(person.name, email))
    return tuple(people.values())


def _no_evidence(commit: Commit, people: Sequence[Author], edges: frozenset[str]) -> str:
    if commit.id in edges:
        return "where a shallow clone begins"
    if not commit.files:
        return "merges and commits without files"
    if len(commit.files) > MAX_FILES:
        return f"commits of more than {MAX_FILES} files"
    return "" if people or not _robot(commit.authors[0]) else "commits by robots"


def _address(email: str) -> str:
    try:
        return normalise("email", email)
    except InvalidValue:
        return ""


@lru_cache(maxsize=65_536)
def _robot(author: Author) -> bool:
    return is_robot_author(author.name, author.email)


class _Active:
    """Gathers who was active when."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self._newest: dict[str, tuple[int, str, str]] = {}
        self._first: dict[str, int] = {}
        self._later: set[str] = set()

    def saw(self, commit: Commit, people: Sequence[Author]) -> None:
        within = self._period.holds(commit.at)
        behind = self._period.until is not None and commit.at > self._period.until
        for person in people:
            email = person.email
            if behind:
                self._later.add(email)
            elif within:
                self._first[email] = min(commit.at, self._first.get(email, commit.at))
                seen = (commit.at, commit.id, person.name)
                self._newest[email] = max(seen, self._newest.get(email, seen))

    def found(self) -> dict[str, Activity]:
        return {
            email: Activity(self._newest[email][2], first, self._newest[email][0], email in self._later)
            for email, first in sorted(self._first.items())
        }
