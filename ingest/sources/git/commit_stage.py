"""First pass: each commit is a piece of evidence of the people who made it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.algorithms.source_switches import GIT
from graph.dates import iso
from graph.keys import Key
from graph.model import Evidence
from ingest.draft import Draft
from ingest.protected import ErasedRecord
from ingest.source import BadRecord, Item, Problem
from ingest.sources.git.cast import identifiers
from ingest.sources.git.history import History
from ingest.sources.git.log import Commit


@dataclass(frozen=True, slots=True)
class Made:
    """A commit and the addresses of those who made it."""

    commit: Commit
    emails: tuple[str, ...]


class CommitStage:
    """Commits in order of time; a checkpoint is the id of a commit."""

    name = "commits"
    counts = True

    def __init__(self, source: str, history: History) -> None:
        self._source = source
        self._history = history

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The commits that are evidence, behind the commit `after`; last those without a date."""
        file, undated = self._history.repository.name, self._history.undated
        if after not in undated:
            for number, commit, people in self._history.commits(after):
                columns = {"commit": commit.id, "subject": commit.subject}
                made = Made(commit, tuple(person.email for person in people))
                yield Item(file, number, commit.id, columns, made)
        begin = undated.index(after) + 1 if after in undated else 0
        for number, commit_id in enumerate(undated[begin:], len(self._history.ids) + begin + 1):
            yield Problem(file, number, "date", "no date that exists", {"commit": commit_id}, commit_id)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The evidence; its people are fetched at once."""
        made = [item.value for item in items if isinstance(item.value, Made)]
        draft.load_people(identifiers(email) for email in {email for each in made for email in each.emails})
        return [self._key(each.commit, draft) for each in made]

    def take(self, item: Item, draft: Draft) -> None:
        """Put the evidence and its people. Raises BadRecord."""
        assert isinstance(item.value, Made)
        commit = item.value.commit
        if not item.value.emails:
            raise BadRecord("email", f"{commit.authors[0].email!r} identifies nobody")
        left = [e for e in item.value.emails if not draft.protected.erased(identifiers(e))]
        if not left:
            raise ErasedRecord("email", "somebody who has been erased")
        known = {email: draft.known(identifiers(email)) for email in left}
        unread = draft.switched.among([person for person in known.values() if person], GIT)
        active = self._history.active
        people = tuple(
            dict.fromkeys(
                draft.person(identifiers(email), name=active[email].name)
                for email, person in known.items()
                if person not in unread
            )
        )
        if not people:
            return
        # others' parts stay what they were
        together = len(people) + len(unread) + len(item.value.emails) - len(left)
        key = self._key(commit, draft)
        draft.subject(key)
        draft.put(
            Evidence(
                key=key,
                evidence_kind="commit",
                people=people,
                shares=(1 / together,) * len(people),
                at=iso(datetime.fromtimestamp(commit.at, UTC)),
                text=commit.subject,
                paths=commit.files,
                source=self._source,
            )
        )

    def _key(self, commit: Commit, draft: Draft) -> Key:
        return draft.keys.key("evidence", self._source, commit.id)
