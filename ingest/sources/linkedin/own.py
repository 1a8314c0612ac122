"""The owner's own positions, skills and endorsements, where an export has them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from graph.keys import NO_KEY, Key
from graph.model import Employment, Evidence
from ingest.draft import Draft
from ingest.moments import read_date, read_end
from ingest.source import BadRecord, Item, Problem
from ingest.sources.linkedin.connections import full_name, identities
from ingest.sources.linkedin.owned import as_shared_before
from ingest.tables import Table

MONTHS: Final = ("%b %Y", "%B %Y", "%Y", "%d %b %Y", "%b-%y", "%Y-%m", "%Y-%m-%d")
MOMENTS: Final = ("%Y/%m/%d %H:%M:%S UTC", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d", "%d %b %Y", "%Y-%m-%d")

_NAME: Final = "linkedin"
_ACCEPTED: Final = frozenset({"", "accepted"})


class PositionStage:
    """Where the owner worked; a checkpoint is a line."""

    name = "positions"
    counts = True

    def __init__(self, table: Table, owner: Key) -> None:
        self._table = table
        self._owner = owner

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`."""
        return self._table.items(after)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """A few rows: nothing in advance."""
        return []

    def take(self, item: Item, draft: Draft) -> None:
        """Put the employment. Raises BadRecord."""
        columns, today = item.columns, draft.now.date()
        organization = draft.organization(columns["company"])
        since = read_date(columns["started"], "started", today, MONTHS)
        key = draft.keys.pair_key(
            "employment", self._owner, organization, _NAME, "position", since, columns["title"]
        )
        draft.subject(key)
        employment = Employment(
            key=key,
            person=self._owner,
            organization=organization,
            title=columns["title"],
            location=columns.get("location", ""),
            since=since,
            until=read_end(columns["finished"], "finished", today, MONTHS, since),
            source=_NAME,
            contributor=draft.contributor,
        )
        draft.put(as_shared_before(employment, draft))


class SkillStage:
    """What the owner says they know; a checkpoint is a line."""

    name = "skills"
    counts = True

    def __init__(self, table: Table, owner: Key) -> None:
        self._table = table
        self._owner = owner

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`."""
        return self._table.items(after)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """A few rows: nothing in advance."""
        return []

    def take(self, item: Item, draft: Draft) -> None:
        """Put the evidence. Raises BadRecord."""
        skill = draft.skill(item.columns["skill"])
        _put_evidence(self._owner, skill, "declared", draft)


class EndorsementStage:
    """Who said that the owner knows something; a checkpoint is a line."""

    name = "endorsements"
    counts = True

    def __init__(self, table: Table, owner: Key) -> None:
        self._table = table
        self._owner = owner

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`, without those that the owner has not accepted."""
        for item in self._table.items(after):
            if isinstance(item, Problem) or item.columns.get("status", "").lower() in _ACCEPTED:
                yield item

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """Nothing more: the people are fetched at once."""
        people = []
        for item in items:
            try:
                people.append(identities(item.columns))
            except BadRecord:
                continue  # take says so
        draft.load_people(people)
        return []

    def take(self, item: Item, draft: Draft) -> None:
        """Put the evidence and who vouches. Raises BadRecord."""
        columns = item.columns
        known = identities(columns)
        if not known:
            raise BadRecord("url", "no profile's address says who has endorsed")
        at = read_date(columns.get("date", ""), "date", draft.now.date(), MOMENTS)
        endorser = draft.person(known, name=full_name(columns))
        if endorser == self._owner:
            raise BadRecord("url", "the owner of the export has endorsed themselves")
        _put_evidence(self._owner, draft.skill(columns["skill"]), "endorsed", draft, endorser, at)


def _put_evidence(
    owner: Key, skill: Key, kind: str, draft: Draft, endorser: Key = NO_KEY, at: str = ""
) -> None:
    key = draft.keys.key("evidence", _NAME, owner, kind, skill, endorser)
    draft.subject(key)
    evidence = Evidence(
        key=key,
        evidence_kind=kind,
        people=(owner,),
        shares=(1.0,),
        skills=(skill,),
        at=at,
        endorser=endorser,
        source=_NAME,
        contributor=draft.contributor,
    )
    draft.put(as_shared_before(evidence, draft))
