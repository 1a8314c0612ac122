"""What may be written in a request: plain text of bounded length, and no names where none belong."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from graph.dates import months_later
from graph.errors import Refused
from graph.identity.names import name_key, name_tokens

MESSAGE: Final = 2_000
ABOUT: Final = 200
THANKS: Final = 500

OUTCOMES: Final = ("helped", "met", "no_reply", "not_a_fit")
"""What may have come of an introduction."""

AGAIN_MONTHS: Final = 24
"""The latest day after which somebody may be asked again, in months from today."""

_LINES: Final = "\n\r\t"
_ADDRESS: Final = re.compile(r"@|://|www\.|(?:\d[\s()./+-]*){7}")
_APOSTROPHE: Final = re.compile("['’‘`´]")
_SHORTEST_WORD: Final = 2


def check_text(field: str, text: str, longest: int, lines: bool = False) -> str:
    """`text` without space around it. Raises Refused when it is too long or holds control characters."""
    if len(text) > longest:
        raise Refused("BAD_INPUT", f"at most {longest} letters", field)
    if any(_control(letter, lines) for letter in text):
        raise Refused("BAD_INPUT", "plain text, without control characters", field)
    return text.strip()


def _control(letter: str, lines: bool) -> bool:
    if unicodedata.category(letter) in ("Cc", "Cs"):
        return not (lines and letter in _LINES)
    return unicodedata.bidirectional(letter) in (
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    )


def check_about(about: str, names: Iterable[str], identifiers: Iterable[str]) -> None:
    """Raise Refused when a topic names one of these people, or holds an address or a number.

    Anything that looks like an address is refused, whoever's it is: so a refusal confirms nothing.
    """
    plain = unicodedata.normalize("NFKC", about)
    words = name_tokens(about) | name_tokens(_APOSTROPHE.sub(" ", plain))
    run_together = name_key(about).replace(" ", "")
    for name in names:
        told = {word for word in name_tokens(name) if len(word) >= _SHORTEST_WORD}
        if told & words or (len(told) > 1 and name_key(name).replace(" ", "") in run_together):
            raise Refused("BAD_INPUT", "name a topic, not a person on the path", "about")
    known = {identifier.casefold() for identifier in identifiers}
    if _ADDRESS.search(plain) or known.intersection(plain.casefold().split()):
        raise Refused("BAD_INPUT", "name a topic, without addresses or numbers of people", "about")


def check_outcome(outcome: str) -> None:
    """Raise Refused unless `outcome` is one of OUTCOMES."""
    if outcome not in OUTCOMES:
        raise Refused("BAD_INPUT", f"one of {', '.join(OUTCOMES)}", "outcome")


def check_again_after(again_after: date | None, today: date) -> None:
    """Raise Refused unless the day lies within the next 24 months."""
    if again_after is not None and not today <= again_after <= months_later(today, AGAIN_MONTHS):
        latest = months_later(today, AGAIN_MONTHS)
        raise Refused("BAD_INPUT", f"a day from {today} to {latest}", "againAfter")
