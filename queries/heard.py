"""Whom a viewer may know and what a viewer may hear, as masks over the read model.

Everything that is computed from evidence - matches, word statistics, activity, scores, which topics
there are - is computed from what the viewer may hear. So an answer is that of a network which
holds nothing else. Call these while reading the snapshot.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.evidence_rests import kept_back
from graph.algorithms.evidence_votes import ACTIVITY_HALF_LIFE, NEUTRAL_ACTIVITY, activity
from graph.algorithms.source_switches import ACTIVITY
from graph.keys import NO_KEY, Key
from graph.model import EVIDENCE_KINDS, Evidence
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status, readable
from policy.viewer import Viewer
from queries.kept import fingerprint, kept, rests_kept, shown_people, visible_people

_TOUR: Final = EVIDENCE_KINDS.index("tour")


def seen_people(snapshot: Snapshot, viewer: Viewer, status: Status | None, day: int) -> Mask:
    """(people,) who exists for the viewer by the company's records, the viewer included. O(people).

    Those whom only the viewer's own private source knows are not among them. The array is the caller's.
    """
    seen = visible_people(snapshot, viewer, status, day)
    number = snapshot.people.ids.number(viewer.person) if viewer.person else -1
    if number >= 0:
        seen[list(snapshot.people.blockers(number))] = False
        seen[number] = status is not None
    return seen


def telling_people(snapshot: Snapshot, viewer: Viewer, status: Status | None, day: int) -> Mask:
    """(people,) those of `seen_people` who show the viewer their skills. O(people). The caller's array."""
    return seen_people(snapshot, viewer, status, day) & shown_people(snapshot, viewer, status, "skills")


def audible(snapshot: Snapshot, viewer: Viewer, status: Status | None, seen: Mask) -> Mask:
    """(evidence,) what is there, in the viewer's audience, and shows somebody of `seen`.

    Of tours only those that are shown to the viewer. Shared. O(people), and O(shares in evidence)
    when these people were not asked about lately.
    """
    table = snapshot.evidence
    rows = table.rows.rows
    if not len(rows):
        return np.zeros(0, bool)
    by_audience = np.array([readable(a, viewer, status) for a in table.audiences], bool)
    untold = seen & ~shown_people(snapshot, viewer, status, "tours")
    key = (table.version, by_audience.tobytes(), len(seen), fingerprint(seen), fingerprint(untold))

    def make() -> Mask:
        heard: Mask = rows["alive"] & by_audience[rows["audience"]]
        if untold.any():
            heard &= (rows["kind"] != _TOUR) | showing_any(snapshot, seen & ~untold)
        return heard if seen.all() else heard & showing_any(snapshot, seen)

    return kept(snapshot, "audible", key, make)


def audible_to_all(snapshot: Snapshot) -> Mask:
    """(evidence,) what is for everyone and shows somebody whom the company knows. O(shares in evidence)."""
    known = snapshot.people.standing.rows["known"] & shown_people(snapshot, Viewer(), None, "skills")
    return audible(snapshot, Viewer(), None, known)


def showing_any(snapshot: Snapshot, seen: Mask) -> Mask:
    """(evidence,) whether any of its people is among `seen`. O(shares in evidence)."""
    rows, people = snapshot.evidence.rows.rows, snapshot.evidence.voters.rows["person"]
    counted = np.zeros(len(people) + 1, np.int64)
    np.cumsum(np.append(seen, False)[people], out=counted[1:])  # -1 is nobody
    return np.asarray(counted[rows["end"]] > counted[rows["start"]])


def showing_one(snapshot: Snapshot, number: int) -> Mask:
    """(evidence,) `showing_any` of one person. O(shares in evidence), a tenth of the time."""
    table = snapshot.evidence
    places = np.flatnonzero(table.voters.rows["person"] == number)
    showing = np.zeros(len(table.rows), bool)
    # people stand in the order of their evidence; of rows that begin at one place only the last has any
    showing[np.searchsorted(table.rows.rows["start"], places, side="right") - 1] = True
    return showing


def activity_heard(snapshot: Snapshot, heard: Mask, day: int) -> NDArray[np.float64]:
    """(people,) present activity, from `heard` evidence alone; neutral where it may not weigh. Shared."""
    table, people, rests = snapshot.evidence, len(snapshot.people.ids), rests_kept(snapshot)
    key = (day, table.version, people, snapshot.people.rests_version, fingerprint(heard))

    def make() -> NDArray[np.float64]:
        rows, voters = table.rows.rows[heard], table.voters.rows
        aged = (
            partial(kept_back, half_life=ACTIVITY_HALF_LIFE, rests=rests, day=day)
            if rests is not None
            else None
        )
        active = activity(rows, voters, people, day, aged)
        active[snapshot.people.ids.numbers(snapshot.silenced.get(ACTIVITY, ()))] = NEUTRAL_ACTIVITY
        return active

    return kept(snapshot, "activity", key, make)


@dataclass(frozen=True, slots=True)
class Corpus:
    """How much evidence there is to hear, and how long a text in it is on average, in words."""

    documents: int
    length: float


def corpus_heard(snapshot: Snapshot, heard: Mask) -> Corpus:
    """The figures that say how telling a word is, from `heard` evidence alone."""
    table = snapshot.evidence

    def make() -> Corpus:
        documents = int(heard.sum())
        lengths = table.rows.rows["length"][heard]
        return Corpus(documents, float(lengths.mean(dtype=np.float64)) if documents else 1.0)

    return kept(snapshot, "corpus", (table.version, fingerprint(heard)), make)


def may_read(evidence: Evidence, viewer: Viewer, status: Status | None) -> bool:
    """Whether `evidence` is the viewer's own, or shared and for their audience."""
    if evidence.contributor:
        return evidence.contributor == viewer.person
    return readable(evidence.audience, viewer, status)


def withheld(evidence: Evidence, hidden: Set[Key]) -> Evidence:
    """`evidence` without the names of `hidden` people; what the others' parts were stays as it was."""
    if hidden.isdisjoint((*evidence.people, evidence.endorser)):
        return evidence
    shown = [(p, s) for p, s in zip(evidence.people, evidence.shares, strict=True) if p not in hidden]
    return replace(
        evidence,
        people=tuple(person for person, _ in shown),
        shares=tuple(share for _, share in shown),
        endorser=NO_KEY if evidence.endorser in hidden else evidence.endorser,
    )


def hidden_in(snapshot: Snapshot, people: Iterable[Key], seen: Mask) -> set[Key]:
    """Those of `people` who are not among `seen`."""
    asked = sorted({*people} - {NO_KEY})
    numbers = snapshot.people.ids.numbers(asked)
    shown = np.append(seen, False)[np.where(numbers < len(seen), numbers, -1)]
    return {key for key, there in zip(asked, shown.tolist(), strict=True) if not there}
