"""Who knows which topic, as pairs: by evidence that everybody may read."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.terms import skill_term
from graph.keys import Key
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask
from policy.viewer import Viewer
from queries.heard import audible
from queries.reporting.counted import Counted, counted


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Each pair once: `topic[i]` (a number in `labels`) is known to `person[i]`."""

    labels: list[str]
    topic: NDArray[np.int64]
    person: NDArray[np.int64]

    def holders(self, among: Mask) -> NDArray[np.int64]:
        """(topics,) how many of `among` (people,) know each topic. O(pairs)."""
        return np.bincount(self.topic[among[self.person]], minlength=len(self.labels))


def known_topics(snapshot: Snapshot, day: int) -> tuple[Counted, Knowledge]:
    """Who counts, and what they are known for: people who show their skills and did not disclaim the topic.

    A topic is a skill; narrower skills are topics of their own. The snapshot is held for as long as it takes
    to copy what is needed. O(evidence + people + skills).
    """
    with snapshot.sharing.reading():
        people = counted(snapshot, day)
        skills = sorted(snapshot.skills.skills)
        labels = [snapshot.skills.skills[key].label for key in skills]
        heard = audible(snapshot, Viewer(), None, people.showing("skills"))
        topic, evidence = _posted(snapshot, skills)
        rows, voters = snapshot.evidence.rows.rows, snapshot.evidence.voters.rows["person"].copy()
        start, length = rows["start"].copy(), (rows["end"] - rows["start"]).astype(np.int64)
        disclaimed = _disclaimed(snapshot, skills)
    kept = heard[evidence]
    topic, evidence = topic[kept], evidence[kept]
    times = length[evidence]
    first = np.repeat(start[evidence] - np.cumsum(times) + times, times)
    person = voters[first + np.arange(len(first))].astype(np.int64)
    topic = np.repeat(topic, times)
    telling = np.append(people.showing("skills"), False)[person]
    pairs = np.unique(topic[telling] * len(people.counts) + person[telling])
    pairs = np.setdiff1d(pairs, disclaimed, assume_unique=True)
    return people, Knowledge(labels, *np.divmod(pairs, max(1, len(people.counts))))


def _posted(snapshot: Snapshot, skills: list[Key]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which evidence is about which of `skills`, both by number."""
    table = snapshot.evidence
    terms = np.array([skill_term(key) for key in skills], np.uint64)
    places = np.searchsorted(table.terms, terms)
    topics: list[Any] = []
    numbers: list[Any] = []
    for topic, (term, place) in enumerate(zip(terms.tolist(), places.tolist(), strict=True)):
        if term in table.late or (place < len(table.terms) and table.terms[place] == term):
            posted = table.about(term)["evidence"].astype(np.int64)
            topics.append(np.full(len(posted), topic, np.int64))
            numbers.append(posted)
    none = [np.empty(0, np.int64)]
    return np.concatenate(topics or none), np.concatenate(numbers or none)


def _disclaimed(snapshot: Snapshot, skills: list[Key]) -> NDArray[np.int64]:
    """Pairs, each as one number, of which the person said that the topic is not theirs."""
    order = {key: number for number, key in enumerate(skills)}
    width = len(snapshot.people.ids)
    verdicts = snapshot.disclaimers.held.values()
    said = {
        order[skill] * width + snapshot.people.ids.number(verdict.expert)
        for verdict in verdicts
        for skill in verdict.skills
        if skill in order and snapshot.people.ids.number(verdict.expert) >= 0
    }
    return np.array(sorted(said), np.int64)
