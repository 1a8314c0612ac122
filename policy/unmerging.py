"""Two records are two again: what each one was before they became one, with what has changed since.

Field by field: what nobody has changed since is as it was before; what was changed since and not by the merge
stays changed. A field that both have changed cannot be told apart: that is what makes it impossible.
"""

from collections import Counter
from dataclasses import fields, replace
from typing import Any

from graph.keys import Key
from graph.model import Budget, Record, Use
from policy.merging import moved


class Inseparable(Exception):
    """The merge and somebody since have changed the same `field`."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def restored(before: Record, after: Record, now: Record, kept: Key, merged: Key) -> Record:
    """What was `before`, became `after` in the merge and is `now` something else, or still the same.

    Raises Inseparable. With `now` equal to `after` it is `before`, exactly.
    """
    if now == after:
        return before
    if isinstance(before, Budget) and isinstance(after, Budget) and isinstance(now, Budget):
        others = Counter(after.spent) - Counter(before.spent)
        return replace(before, spent=tuple(sorted((Counter(now.spent) - others).elements())))
    if isinstance(before, Use) and isinstance(after, Use) and isinstance(now, Use):
        return replace(before, count=max(before.count, now.count - after.count + before.count))
    alone = _of_the_merged_alone(before, after, kept, merged)
    said = {f.name: _field(f.name, before, after, now, alone) for f in fields(before)}
    result: Any = replace(before, **{name: _back(value, kept, merged) for name, value in said.items()})
    return replace(result, key=before.key)  # type: ignore[no-any-return]


def _of_the_merged_alone(before: Record, after: Record, kept: Key, merged: Key) -> bool:
    """Whether `after` is `before` under other names: nothing of the kept person's is in it."""
    alone = moved(before, merged, kept)
    return alone is not None and replace(alone, key=after.key) == after


class _Renamed(tuple[Any, ...]):
    """A value in which the kept person stands where the merged one stood."""


def _field(name: str, before: Record, after: Record, now: Record, alone: bool) -> Any:
    was, became, is_now = (getattr(record, name) for record in (before, after, now))
    if is_now == became or name == "key":
        return was
    if was == became:
        return is_now
    if not alone:
        raise Inseparable(name)
    return _Renamed((is_now,))


def _back(value: Any, kept: Key, merged: Key) -> Any:
    if not isinstance(value, _Renamed):
        return value
    held = value[0]
    if isinstance(held, tuple):
        return tuple(merged if one == kept else one for one in held)
    return merged if held == kept else held
