"""What is inferred about somebody, as against what they, a colleague or an agreement said.

Who objects is no subject of inference: commits and documents do not speak for what they know, and
joint work, tours beside each other and contacts do not make ties of theirs.
"""

from typing import Final

from graph.keys import Key
from graph.model import Contact, Evidence, Record, Tie

SAID: Final = frozenset({"declared", "endorsed", "tour", "insight"})
"""Kinds of evidence that somebody stands behind: the person, a colleague, both sides of a tour;
an insight is its author's own."""

_WORKED_OUT: Final = ("git:", "tours:", "contacts:", "mail", "calendar")
"""What the sources of ties begin with that are worked out of traces."""


def is_inferred(record: Record, person: Key) -> bool:
    """Whether this evidence, tie or contact about `person` is inferred. What they contributed is said."""
    if isinstance(record, Contact):
        return record.contributor != person
    if isinstance(record, Tie):
        return record.source.startswith(_WORKED_OUT) and record.contributor != person
    if isinstance(record, Evidence):
        return record.evidence_kind not in SAID and record.contributor != person
    return False
