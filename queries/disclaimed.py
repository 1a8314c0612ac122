"""Who is not proposed for a topic, because they said that it is not theirs.

The read model proposes with this mask; who said so since it was caught up with is found in the store
before an answer leaves.
"""

from collections.abc import Collection

from graph.keys import Key
from graph.model import DISCLAIMING, Verdict
from graph.scans import all_adjacent
from graph.snapshot.snapshot import Snapshot
from policy.suggestions import topic_of
from queries.network import Network


def disclaimed(snapshot: Snapshot, about: str, skills: Collection[Key]) -> list[int]:
    """Numbers of the people who disclaimed `about` or a skill that it names. Call it while reading."""
    people = snapshot.disclaimers.of_topic(topic_of(about), skills)
    return [number for number in map(snapshot.people.ids.number, people) if number >= 0]


def disclaimed_in_store(
    network: Network, people: Collection[Key], about: str, skills: Collection[Key]
) -> set[Key]:
    """Those of `people` (a page) who disclaim it now. O(verdicts that name them)."""
    topic, named = topic_of(about), {*skills}
    return {
        verdict.expert
        for verdict in (all_adjacent(network.store, people, Verdict) if people else ())
        if verdict.verdict in DISCLAIMING
        and verdict.expert in people
        and (verdict.topic == topic or not named.isdisjoint(verdict.skills))
    }
