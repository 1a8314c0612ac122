"""The facts about pairs of people, read from a store and added up."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from graph.algorithms.tie_strength import amounts
from graph.keys import NO_KEY, Key, pair_beginning, pair_of
from graph.model import Contact, Tie
from graph.ports import MAX_KEYS, R, Store

Pair = tuple[Key, Key]
Fact = Tie | Contact
Total = tuple[float, ...]
"""What a pair adds up to, in the order of AMOUNTS' fields."""

CORRECTION: Final = "correction"
"""The source of a tie that one of its two people has corrected: a strength, or 0 for "no tie"."""

_CHUNK: Final = 500


def every(store: Store, kind: type[R], beginnings: Sequence[str] = ()) -> Iterator[R]:
    """All records of `kind` in key order, page by page."""
    after: Key | None = None
    while True:
        page = store.scan(kind, beginnings, after, MAX_KEYS)
        yield from (stored.record for stored in page.records)
        after = page.after
        if after is None:
            return


def all_adjacent(store: Store, keys: Collection[Key], kind: type[R]) -> Iterator[R]:
    """All records of `kind` that refer to any of `keys`, page by page."""
    after: Key | None = None
    while True:
        page = store.adjacent(keys, kind, after, MAX_KEYS)
        yield from (stored.record for stored in page.records)
        after = page.after
        if after is None:
            return


def total(facts: Iterable[Fact], contributor: Key = NO_KEY) -> Total:
    """Add up the facts about one pair: the shared ones, and those that `contributor` alone gave.

    What one of the two has corrected wins over all that any source says, for every viewer; of two
    corrections the lower one holds. A correction makes no tie known that nothing else does.
    """
    facts = list(facts)
    corrected = [fact.strength for fact in facts if isinstance(fact, Tie) and fact.source == CORRECTION]
    counted = [fact for fact in facts if counts(fact, contributor)]
    summed = amounts(
        (fact for fact in counted if isinstance(fact, Tie)),
        (fact for fact in counted if isinstance(fact, Contact)),
    )
    if not corrected:
        return summed
    *sums, _, known = summed
    return (*sums, min(corrected), known and min(corrected) > 0)


def counts(fact: Fact, contributor: Key = NO_KEY) -> bool:
    """Whether `fact` is evidence of a tie to a viewer who contributed what `contributor` did."""
    return fact.contributor in (NO_KEY, contributor) and fact.source != CORRECTION


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
