"""What the owner of an export has shared stays shared."""

from dataclasses import replace
from typing import TypeVar

from graph.keys import NO_KEY
from graph.model import Employment, Evidence, Tie
from ingest.draft import Draft

T = TypeVar("T", Tie, Employment, Evidence)


def as_shared_before(record: T, draft: Draft) -> T:
    """`record`; without a contributor when it was read before and shared then."""
    before = draft.get(record.key, type(record))
    shared = before is not None and not before.contributor
    return replace(record, contributor=NO_KEY) if shared else record
