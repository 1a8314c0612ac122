"""Two records of one person become one: what each record that names the person who goes is afterwards.

Every reference to the one who goes becomes one to the one who stays. What would then say something of the
person to themselves (a tie, a word of praise) goes; what there is one of per person is combined by
policy.combining.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from graph.errors import Refused
from graph.keys import NO_KEY, Key, kind_of, name_of
from graph.model import Evidence, Introduction, Record, references
from policy.introductions import LIVE, without_person
from policy.viewer import Viewer

SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 500

PAIRS: Final = frozenset({"tie", "contact", "employment", "distinct"})
"""Kinds whose keys begin with the names of both their ends, in order."""

_ORDERED: Final = (("tie", "a", "b"), ("distinct", "a", "b"))
"""Kinds whose two ends stand in key order."""

_OF_ONESELF: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "tie": ("a", "b"),
        "distinct": ("a", "b"),
        "contact": ("sender", "recipient"),
        "profile": ("person", "contributor"),
        "verdict": ("by", "expert"),
        "referral": ("by", "person"),
    }
)
"""Kinds that say something of one person to another: nothing when the two are one."""

_BESIDE: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "employment": ("person", ("manager",)),
        "tour": ("person", ("company_side",)),
        "rehire": ("person", ("by", "decided_by")),
        "insight": ("author", ("asked_by",)),
        "verdict": ("by", ("instead",)),
        "candidacy": ("person", ("by",)),
        "invitation": ("person", ()),
    }
)
"""Whose record it is, and what nobody is for themselves: these fields are then nobody's."""


def may_merge(viewer: Viewer) -> bool:
    """Whether `viewer` may make two records one, and two of one again."""
    return viewer.operator or viewer.has("network_admin")


def check_reason(reason: str) -> str:
    """`reason` in one line. Raises Refused for one that others could not understand later."""
    text = " ".join(reason.split())
    if not SHORTEST_REASON <= len(text) <= LONGEST_REASON or not text.isprintable():
        raise Refused("BAD_INPUT", f"a reason of {SHORTEST_REASON} to {LONGEST_REASON} letters", "reason")
    return text


def between(record: Record, one: Key, other: Key) -> bool:
    """Whether the two are on the path of a request that is under way: then they cannot be one yet."""
    if not isinstance(record, Introduction) or record.state not in LIVE:
        return False
    return {one, other} <= {record.asker, *record.connectors, record.target}


def moved(record: Record, merged: Key, kept: Key) -> Record | None:
    """`record` with `kept` wherever `merged` stood, under its old key; None when it says nothing any more."""
    if isinstance(record, Introduction) and kept in {record.asker, *record.connectors, record.target}:
        record = _off_the_path(record, merged, kept)
    if isinstance(record, Evidence):
        record = _shares(record, merged, kept)
    after = renamed(record, merged, kept)
    if isinstance(after, Evidence) and after.endorser == kept and kept in after.people:
        return None
    ends = _OF_ONESELF.get(record.KIND)
    if ends and _same(after, *ends) and not _same(record, *ends):
        return None
    owner, others = _BESIDE.get(record.KIND, ("", ()))
    nobody = {name: NO_KEY for name in others if getattr(after, name) == getattr(after, owner)}
    before = {name for name in nobody if getattr(record, name) == getattr(record, owner)}
    result: Record = replace(after, **{name: key for name, key in nobody.items() if name not in before})
    return result


def _same(record: Record, one: str, other: str) -> bool:
    return bool(getattr(record, one) == getattr(record, other))


def renamed(record: Record, one: Key, other: Key) -> Any:
    """`record` with `other` wherever `one` stood, each once in a tuple, and ends in their order."""
    changed: dict[str, Any] = {}
    for name, to in references(type(record)).items():
        held = getattr(record, name)
        if to.kind != kind_of(one):
            continue
        if isinstance(held, tuple) and one in held:
            changed[name] = _renamed(held, one, other, name)
        elif held == one:
            changed[name] = other
    if record.KIND == "delivery" and getattr(record, "subject", "") == one:
        changed["subject"] = other
    after: Any = replace(record, **changed) if changed else record
    for kind, a, b in _ORDERED:
        if kind == record.KIND and getattr(after, b) < getattr(after, a):
            after = replace(after, **{a: getattr(after, b), b: getattr(after, a)})
    return after


def renamed_key(key: Key, one: Key, other: Key) -> Key:
    """`key` with the name of `other` where that of `one` stands; the two names of a pair stay in order."""
    kind = kind_of(key)
    parts = [name_of(other) if part == name_of(one) else part for part in name_of(key).split(".")]
    if kind in PAIRS:
        parts[:2] = sorted(parts[:2])
    return Key(f"{kind}:{'.'.join(parts)}")


def _renamed(held: tuple[Key, ...], one: Key, other: Key, field: str) -> tuple[Key, ...]:
    swapped = [other if key == one else key for key in held]
    together = tuple(dict.fromkeys(swapped))
    return together if field in ("people", "connectors", "off") else tuple(sorted(together))


def _shares(record: Evidence, merged: Key, kept: Key) -> Evidence:
    """The parts of the work of the two are one part, of all of it at most."""
    if not {merged, kept} <= {*record.people}:
        return record
    shares = dict(zip(record.people, record.shares, strict=True))
    shares[kept] = min(1.0, shares[kept] + shares.pop(merged))
    return replace(record, people=tuple(shares), shares=tuple(shares.values()))


def _off_the_path(record: Introduction, merged: Key, kept: Key) -> Introduction:
    """A request that is over, with both on its path: who asked stays, else the one who stays does."""
    gone = kept if record.asker == merged else merged
    return without_person(record, gone, datetime.fromisoformat(record.asked))
