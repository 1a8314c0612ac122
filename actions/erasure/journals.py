"""Journals of merges without somebody who is erased: what an undo would bring back must not name them."""

from collections.abc import Callable, Iterator

from actions.erasure.rules import Leaving, without
from graph.keys import name_of
from graph.model import Record
from queries.merge_journal import Step, lines_of, steps_of

Clean = Callable[[Record], Record | None]


def cleaned_journal(lines: tuple[str, ...], leaving: Leaving, clean: Clean) -> tuple[str, ...]:
    """`lines` without the person, and without texts that name them (as `clean` does it). O(lines)."""
    named = name_of(leaving.person)
    if not any(named in line or leaving.mentions.found_in(line) for line in lines):
        return lines
    return lines_of(_steps(lines, leaving, clean))


def _steps(lines: tuple[str, ...], leaving: Leaving, clean: Clean) -> Iterator[Step]:
    for before, after in steps_of(lines):
        was = _left(before, leaving, clean)
        is_now = _left(after, leaving, clean) if after is not None else None
        if was is not None and (after is None or is_now is not None):
            yield Step(was, is_now)


def _left(record: Record, leaving: Leaving, clean: Clean) -> Record | None:
    """What an erasure leaves of a record that was put away."""
    if name_of(leaving.person) in name_of(record.key).split("."):
        return None
    left = without(record, leaving)
    return clean(left) if left is not None else None
