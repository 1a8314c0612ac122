"""What a merge changes: every record that names the person who goes, and those that meet it at a new key."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from actions.merging.keys import Labels, Side, new_key
from graph.errors import Refused
from graph.keys import Key
from graph.model import (
    KINDS,
    Decision,
    Employment,
    Evidence,
    Identifier,
    Mission,
    Person,
    Record,
    Skill,
    Tour,
    references,
)
from graph.ports import MAX_KEYS, Change, Deletion, Stored
from graph.scans import every
from policy.combining import combined
from policy.merging import between, moved
from queries.merge_journal import Step
from queries.network import Network

IMPOSSIBLE = "these two cannot be made one as things stand"


@dataclass(slots=True)
class Plan:
    """The steps by the key of what was before, and the revisions at which that was read."""

    steps: dict[Key, Step] = field(default_factory=dict)
    expect: dict[Key, int] = field(default_factory=dict)
    places: dict[Key, Key] = field(default_factory=dict)
    """By the key of a record afterwards, that of the step that makes it."""

    def changes(self) -> list[Change]:
        """What to write: first what goes, then what is put."""
        gone: list[Change] = [
            Deletion(key) for key, step in self.steps.items() if step.after is None or step.after.key != key
        ]
        return [*gone, *(step.after for step in self.steps.values() if step.after is not None)]


def planned(network: Network, kept: Stored[Person], merged: Stored[Person]) -> Plan:
    """The whole merge of `merged` into `kept`.

    Raises Refused when a request between the two is under way, or when it is more than a store writes at
    once. O(what refers to the person who goes).
    """
    one, other = merged.record.key, kept.record.key
    found = list(_referring(network, one))
    if any(between(stored.record, one, other) for stored in found):
        raise Refused("NOT_NOW", IMPOSSIBLE, "merge")
    if not any(isinstance(stored.record, Identifier) for stored in found):
        advice = "keep that record instead: the next import knows it by nothing but its name"
        raise Refused("NOT_NOW", advice, "merge")
    plan = Plan(expect={one: merged.revision, other: kept.revision})
    after = _moved(network, found, one, other)
    there = _at(network, {record.key for _, record in after if record is not None})
    for stored, record in sorted(after, key=_changes_key):
        _put(plan, stored, record, there)
    plan.steps[one] = Step(merged.record, None)
    filled = _filled(kept.record, merged.record)
    if filled != kept.record:
        plan.steps[other] = Step(kept.record, filled)
    if len(plan.changes()) >= MAX_KEYS or len(plan.expect) >= MAX_KEYS:
        raise Refused("NOT_NOW", f"more than {MAX_KEYS} records would change at once", "merge")
    return plan


def _put(plan: Plan, stored: Stored[Any], record: Record | None, there: dict[Key, Stored[Any]]) -> None:
    """Add a step; where the kept person has a record at that key, the two are combined."""
    before = stored.record
    if before.FEED:
        plan.expect[before.key] = stored.revision
    if record is not None and record.key != before.key:
        record = _joined(plan, record, there)
    plan.steps[before.key] = Step(before, record)
    if record is not None:
        plan.places[record.key] = before.key


def _joined(plan: Plan, record: Record, there: dict[Key, Stored[Any]]) -> Record | None:
    """`record` when its new key is free; None when it has gone into the one that is there."""
    made, own = plan.places.get(record.key), there.get(record.key)
    if made is not None:
        step = plan.steps[made]
        assert step.after is not None
        plan.steps[made] = Step(step.before, combined(step.after, record))
        return None
    if record.FEED:
        plan.expect[record.key] = own.revision if own is not None else 0
    if own is None:
        return record
    plan.steps[record.key] = Step(own.record, combined(own.record, record))
    plan.places[record.key] = record.key
    return None


def _referring(network: Network, person: Key) -> Iterator[Stored[Any]]:
    for kind in KINDS.values():
        if "person" not in {to.kind for to in references(kind).values()}:
            continue
        after: Key | None = None
        while True:
            page = network.store.adjacent([person], kind, after)
            yield from page.records
            after = page.after
            if after is None:
                break
    said = [decision.key for decision in every(network.store, Decision) if decision.by == person]
    yield from network.store.fetch(said).found.values()


def _moved(
    network: Network, found: Iterable[Stored[Any]], one: Key, other: Key
) -> list[tuple[Stored[Any], Record | None]]:
    """Each record and what it is afterwards, under its new key; employments and tours come first."""
    first = {Employment: 0, Tour: 1}
    ordered = sorted(found, key=lambda stored: (first.get(type(stored.record), 2), stored.record.key))
    labels = _labels(network, [stored.record for stored in ordered])
    before, after = Side(one, [], []), Side(other, [], [])
    result: list[tuple[Stored[Any], Record | None]] = []
    for stored in ordered:
        record = stored.record
        now = replace(record, by=other) if isinstance(record, Decision) else moved(record, one, other)
        if now is not None:
            now = replace(now, key=new_key(network.keys, record, now, (before, after), labels))
            for kind, olds, news in (
                (Employment, before.employments, after.employments),
                (Tour, before.tours, after.tours),
            ):
                if isinstance(record, kind):
                    olds.append(record.key)
                    news.append(now.key)
        result.append((stored, now))
    return result


def _changes_key(pair: tuple[Stored[Any], Record | None]) -> bool:
    """Records that stay where they are come first: others may join them there."""
    stored, record = pair
    return record is not None and record.key != stored.record.key


def _labels(network: Network, records: Iterable[Record]) -> Labels:
    wanted: set[Key] = set()
    for record in records:
        if isinstance(record, Tour):
            wanted.add(record.mission)
        elif isinstance(record, Evidence) and len(record.skills) == 1:
            wanted.update(record.skills)
    texts = {}
    for key, stored in _at(network, wanted).items():
        if isinstance(stored.record, Mission):
            texts[key] = stored.record.title
        elif isinstance(stored.record, Skill):
            texts[key] = stored.record.label
    return Labels(texts)


def _at(network: Network, keys: Collection[Key]) -> dict[Key, Stored[Any]]:
    ordered = sorted(keys)
    found: dict[Key, Stored[Any]] = {}
    for start in range(0, len(ordered), MAX_KEYS):
        found.update(network.store.fetch(ordered[start : start + MAX_KEYS]).found)
    return found


def _filled(kept: Person, merged: Person) -> Person:
    return replace(
        kept,
        headline=kept.headline or merged.headline,
        location=kept.location or merged.location,
    )
