"""The journal of a merge: each record that it changed, before and after, as lines of canonical JSON."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from graph.keys import Key, kind_of
from graph.model import Record
from graph.stores.records import decode, encode

_NONE = ""


class Step(NamedTuple):
    """One record: `before` it was changed, and `after`, None when it went."""

    before: Record
    after: Record | None


def lines_of(steps: Iterable[Step]) -> tuple[str, ...]:
    """The steps as lines `before TAB after`; JSON holds no bare tab."""
    return tuple(f"{_text(step.before)}\t{_text(step.after) if step.after else _NONE}" for step in steps)


def steps_of(lines: Iterable[str]) -> Iterator[Step]:
    """The inverse of `lines_of`."""
    for line in lines:
        before, _, after = line.partition("\t")
        yield Step(_record(before), _record(after) if after else None)


def _text(record: Record) -> str:
    return encode(record).decode()


class _Keyed(msgspec.Struct):
    key: str


def _record(text: str) -> Record:
    return decode(kind_of(Key(msgspec.json.decode(text, type=_Keyed).key)), text)
