"""The facts about pairs of people, read from a store and added up."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.tie_strength import AMOUNTS, STATED, Total, amounts
from graph.keys import NO_KEY, Key, pair_beginning, pair_of
from graph.model import Contact, Preference, Tie, preference_key
from graph.ports import MAX_KEYS, Store
from graph.resting import Rests, either, rests_of
from graph.scans import all_adjacent, every

Pair = tuple[Key, Key]
Fact = Tie | Contact

CORRECTION: Final = "correction"
"""The source of a tie that one of its two people has corrected: a strength, or 0 for "no tie"."""

_CHUNK: Final = 500


def total(facts: Iterable[Fact], contributor: Key = NO_KEY, rests: Rests = ()) -> Total:
    """Add up the facts about one pair: the shared ones, and those that `contributor` alone gave.

    `rests` are the days on which one of the two rests. What one of the two has corrected wins over all
    that any source says, for every viewer; of two corrections the lower one holds. A correction makes
    no tie known that nothing else does.
    """
    facts = list(facts)
    corrected = [fact.strength for fact in facts if isinstance(fact, Tie) and fact.source == CORRECTION]
    counted = [fact for fact in facts if counts(fact, contributor)]
    summed = amounts(
        (fact for fact in counted if isinstance(fact, Tie)),
        (fact for fact in counted if isinstance(fact, Contact)),
        rests,
    )
    if not corrected:
        return summed
    stated = min(corrected)
    return (*summed[:STATED], stated, *summed[STATED + 1 : -1], summed[-1] and stated > 0)


def counts(fact: Fact, contributor: Key = NO_KEY) -> bool:
    """Whether `fact` is evidence of a tie to a viewer who contributed what `contributor` did."""
    return fact.contributor in (NO_KEY, contributor) and fact.source != CORRECTION


def totals(
    facts: Mapping[Pair, Iterable[Fact]], rests: Mapping[Key, Rests], contributor: Key = NO_KEY
) -> NDArray[Any]:
    """(n,) AMOUNTS of the pairs of `facts` in their order; `rests` are those of people who rested."""
    sums = [
        total(known, contributor, either(rests.get(a, ()), rests.get(b, ())))
        for (a, b), known in facts.items()
    ]
    return np.array(sums, AMOUNTS)


def rests_in(store: Store, people: Iterable[Key]) -> dict[Key, Rests]:
    """The rests of those of `people` who ever rested. A round trip for MAX_KEYS people."""
    keys = sorted({preference_key(key) for key in people})
    found: dict[Key, Rests] = {}
    for start in range(0, len(keys), MAX_KEYS):
        for stored in store.fetch(keys[start : start + MAX_KEYS]).found.values():
            if isinstance(stored.record, Preference) and (own := rests_of(stored.record)):
                found[stored.record.person] = own
    return found


def facts_of(store: Store, pairs: Collection[Pair]) -> dict[Pair, list[Fact]]:
    """Every tie and contact of each pair, private ones included. A few round trips for 500 pairs."""
    facts: dict[Pair, list[Fact]] = {pair: [] for pair in pairs}
    ordered = sorted(pairs)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        for tie in every(store, Tie, [pair_beginning(Tie.KIND, a, b) for a, b in chunk]):
            facts[pair_of(tie.key)].append(tie)
        for contact in every(store, Contact, [pair_beginning(Contact.KIND, a, b) for a, b in chunk]):
            facts[pair_of(contact.key)].append(contact)
    return facts


def contributed_pairs(store: Store, contributor: Key) -> set[Pair]:
    """The pairs of which this person alone contributed a tie or a contact. O(their facts)."""
    pairs = {pair_of(t.key) for t in all_adjacent(store, [contributor], Tie) if t.contributor == contributor}
    pairs |= {
        pair_of(c.key) for c in all_adjacent(store, [contributor], Contact) if c.contributor == contributor
    }
    return pairs
