"""The evidence that matches of tours cite, read from the store and judged again before it is shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.keys import Key
from graph.model import Evidence
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status
from policy.viewer import Viewer
from queries.heard import hidden_in, may_read, withheld
from queries.network import Network
from queries.tour_fit import evidence_keys

Cited = tuple[tuple[Key, tuple[Evidence, ...]], ...]
"""By needed skill, in key order, the evidence that shows it."""


def cited(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    seen: Mask,
    best: Mapping[Key, Mapping[Key, Sequence[Key]]],
) -> dict[Key, Cited] | None:
    """By person, what is cited of `best` (by person and skill); None when a piece is gone or not to be read.

    Others whose work it is too are named in it only if they are among `seen`. A round trip.
    """
    found = network.store.fetch(evidence_keys(best.values())).found
    records = {k: s.record for k, s in found.items() if isinstance(s.record, Evidence)}
    with snapshot.sharing.reading():
        hidden = hidden_in(snapshot, [p for r in records.values() for p in (*r.people, r.endorser)], seen)
    shown: dict[Key, list[tuple[Key, tuple[Evidence, ...]]]] = defaultdict(list)
    for person, by_skill in best.items():
        for skill, keys in sorted(by_skill.items()):
            told = [records[key] for key in keys if key in records]
            if len(told) < len(keys) or not all(
                person in r.people and may_read(r, viewer, status) for r in told
            ):
                return None
            shown[person].append((skill, tuple(withheld(record, hidden) for record in told)))
    return {person: tuple(shown[person]) for person in best}
