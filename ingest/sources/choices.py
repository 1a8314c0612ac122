"""What a row of preferences says about purposes, and what becomes of the choices that are there."""

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from graph.consent import ROLES, Choice
from graph.dates import months_later
from graph.model import PURPOSES
from ingest.source import BadRecord
from policy.preferences import MOST_MONTHS

Pair = tuple[str, str]
"""A purpose and a role."""

_REMEMBERED: Final = 10_000  # people say the same by the thousand


class Followed(NamedTuple):
    """The choices after a row. `cut`: a yes was too long; `kept`: a no stayed against the row's yes."""

    choices: tuple[str, ...]
    cut: bool
    kept: bool


@lru_cache(maxsize=_REMEMBERED)
def read_pairs(text: str, column: str) -> frozenset[Pair]:
    """`PURPOSE` for all roles or `PURPOSE:role`, in any case, between semicolons. Raises BadRecord."""
    pairs: set[Pair] = set()
    for part in filter(None, map(str.strip, text.split(";"))):
        purpose, colon, role = (each.strip() for each in part.partition(":"))
        if purpose.upper() not in PURPOSES:
            raise BadRecord(column, f"{part!r}: the purpose is none of {', '.join(PURPOSES)}")
        if colon and role.lower() not in ROLES:
            raise BadRecord(column, f"{part!r}: the role is none of {', '.join(ROLES)}")
        pairs.update((purpose.upper(), each) for each in ([role.lower()] if colon else ROLES))
    return frozenset(pairs)


@lru_cache(maxsize=_REMEMBERED)
def followed(
    before: tuple[str, ...], allowed: frozenset[Pair], refused: frozenset[Pair], until: date, today: date
) -> Followed:
    """The choices of somebody who had `before` and now allows until `until`, and refuses.

    A no stays whatever the row allows; a yes ends after MOST_MONTHS. About 15 µs, remembered.
    """
    held = {(c.purpose, c.role): c for c in map(Choice.parse, before)}
    latest = months_later(today, MOST_MONTHS)
    cut = kept = False
    for pair in allowed:
        old = held.get(pair)
        if old is not None and not old.yes:
            kept = True
            continue
        end = until
        if until > latest:
            cut = True
            # the same far day read again later is the same yes, not a longer one
            end = old.until if old and old.until else latest
        held[pair] = Choice(*pair, True, end)
    for pair in refused:
        held[pair] = Choice(*pair, False)
    return Followed(tuple(sorted(map(str, held.values()))), cut, kept)
