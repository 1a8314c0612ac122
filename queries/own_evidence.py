"""What only the viewer's own sources say: laid over the read model for that one question."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from graph.algorithms.evidence_rests import unaged
from graph.algorithms.evidence_votes import Votes, ballots, votes
from graph.keys import Key
from graph.model import Evidence
from graph.scans import all_adjacent
from graph.snapshot.evidence import EvidenceTable
from graph.snapshot.snapshot import Snapshot
from policy.viewer import Viewer
from queries.kept import rests_kept
from queries.network import Network
from queries.sight import look
from queries.topics import match_of


@dataclass(frozen=True, slots=True)
class OwnVotes:
    """Votes of private evidence; their evidence numbers are negative, `keys` says whose they are."""

    votes: list[Votes] = field(default_factory=list)
    keys: dict[int, Key] = field(default_factory=dict)

    def added_to(self, cast: Votes) -> Votes:
        """The same votes with these behind them."""
        if not self.votes:
            return cast
        every = [cast, *self.votes]
        return Votes(
            np.concatenate([v.evidence for v in every]),
            np.concatenate([v.person for v in every]),
            np.concatenate([v.kind for v in every]),
            np.concatenate([v.worth for v in every]),
        )


@dataclass(frozen=True, slots=True)
class OwnEvidence:
    """What the viewer alone contributed, and those of its people who exist for the viewer.

    `private` are those of them whom the company does not show to the viewer.
    """

    records: tuple[Evidence, ...] = ()
    people: frozenset[Key] = frozenset()
    private: frozenset[Key] = frozenset()

    def skills(self) -> set[Key]:
        """The skills that it names."""
        return {skill for evidence in self.records for skill in evidence.skills}


def own_evidence(network: Network, viewer: Viewer) -> OwnEvidence:
    """Evidence of the viewer's own about anybody who exists for them. O(evidence that names the viewer)."""
    if not viewer.person:
        return OwnEvidence()
    told = all_adjacent(network.store, [viewer.person], Evidence)
    mine = [evidence for evidence in told if evidence.contributor == viewer.person]
    if not mine:
        return OwnEvidence()
    cards = look(network, viewer, {key for evidence in mine for key in evidence.people}).cards
    return OwnEvidence(
        tuple(e for e in mine if not cards.keys().isdisjoint(e.people)),
        frozenset(cards),
        frozenset(key for key, card in cards.items() if card.private),
    )


def own_votes(snapshot: Snapshot, mine: OwnEvidence, about: str, skills: Sequence[Key], day: int) -> OwnVotes:
    """Votes of private evidence. O(that evidence)."""
    own = OwnVotes()
    for evidence in mine.records:
        match = match_of(snapshot, evidence, about, skills)
        if match <= 0:
            continue
        table = EvidenceTable.empty()
        table.add(evidence, snapshot.people.ids.numbers(evidence.people))
        alone = ballots(table.rows.rows, day)
        cast = votes(alone, table.voters.rows, np.zeros(1, np.int32), np.array([match]))
        cast = unaged(cast, table.rows.rows, rests_kept(snapshot), day)
        number = -1 - len(own.keys)
        own.keys[number] = evidence.key
        own.votes.append(replace(cast, evidence=np.full(len(cast.person), number, np.int32)))
    return own
