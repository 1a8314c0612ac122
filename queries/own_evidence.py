"""What only the viewer's own sources say: laid over the read model for that one question."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from graph.algorithms.evidence_votes import Votes, votes
from graph.algorithms.pair_facts import all_adjacent
from graph.keys import Key
from graph.model import Evidence
from graph.snapshot.evidence import EvidenceTable
from graph.snapshot.snapshot import Snapshot
from policy.viewer import Viewer
from queries.network import Network
from queries.topics import match_of


@dataclass(frozen=True, slots=True)
class OwnVotes:
    """Votes of private evidence; their evidence numbers are negative, `keys` says whose they are."""

    votes: list[Votes] = field(default_factory=list)
    keys: dict[int, Key] = field(default_factory=dict)

    def added_to(self, cast: Votes) -> Votes:
        """The same votes with these behind them."""
        every = [cast, *self.votes]
        return Votes(
            np.concatenate([v.evidence for v in every]),
            np.concatenate([v.person for v in every]),
            np.concatenate([v.kind for v in every]),
            np.concatenate([v.worth for v in every]),
        )


def own_evidence(network: Network, viewer: Viewer) -> list[Evidence]:
    """The evidence that the viewer alone contributed, in key order. O(evidence that names the viewer)."""
    if not viewer.person:
        return []
    told = all_adjacent(network.store, [viewer.person], Evidence)
    return [evidence for evidence in told if evidence.contributor == viewer.person]


def own_votes(
    snapshot: Snapshot, mine: Sequence[Evidence], about: str, skills: Sequence[Key], day: int
) -> OwnVotes:
    """Votes of private evidence. O(that evidence)."""
    own = OwnVotes()
    for evidence in mine:
        match = match_of(snapshot, evidence, about, skills)
        if match <= 0:
            continue
        table = EvidenceTable.empty()
        table.add(evidence, snapshot.people.ids.numbers(evidence.people))
        cast = votes(table.rows.rows, table.voters.rows, np.zeros(1, np.int64), np.array([match]), day)
        known = cast.person >= 0
        number = -1 - len(own.keys)
        own.keys[number] = evidence.key
        own.votes.append(
            Votes(
                np.full(int(known.sum()), number, np.int64),
                cast.person[known],
                cast.kind[known],
                cast.worth[known],
            )
        )
    return own
