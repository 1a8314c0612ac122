"""Names of people: what is compared, and what looks broken."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_VOWELS = frozenset("aeiouy")
_FEWEST_CONSONANTS = 5
_ESCAPES = re.compile(r"&#?\w+;|\\[ux][0-9a-f]{2,}|=\?[\w-]+\?[bq]\?|%[0-9a-f]{2}|\?", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z .,'-]*")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=200_000)
def name_key(text: str) -> str:
    """`text` without case, accents, punctuation and extra space; the order of words is kept.

    "José  O'Neil-Smith" and "jose oneil smith" are equal. "" when nothing is left.
    """
    plain = anyascii(unicodedata.normalize("NFKC", text)).lower().translate(_APOSTROPHES)
    return " ".join(_WORD.findall(plain))


def name_tokens(text: str) -> frozenset[str]:
    """The words of `name_key`, for comparing names whose order is unknown."""
    return frozenset(name_key(text).split())


def tidy_name(text: str) -> str:
    """A name to be shown: composed characters, single spaces, no control characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(" " if character.isspace() else character for character in composed)
    return " ".join("".join(c for c in shown if unicodedata.category(c) != "Cc").split())


def last_first(text: str) -> str:
    """The name in its usual order from "Last, First" or "Last, First, Jr."; others as they are."""
    parts = [part for part in (tidy_name(part) for part in text.split(",")) if part]
    if len(parts) < 2:
        return " ".join(parts)
    last, first, *rest = parts
    return " ".join([first, last, *rest])


def looks_garbled(name: str) -> bool:
    """Whether a name was probably damaged on its way: it is worth a look, not a refusal.

    Wrong decoding ("JosÃ©"), lost characters (U+FFFD, "Jos?"), escapes ("Jos&eacute;"), control
    characters, digits, no letter at all, or Latin letters without any vowel.
    """
    if not name:
        return False
    if name.isascii() and _PLAIN.fullmatch(name):
        return _vowelless(name)
    if _REPLACEMENT in name or _ESCAPES.search(name) or any(c.isdigit() for c in name):
        return True
    if any(unicodedata.category(c) in {"Cc", "Co", "Cn", "Cs"} for c in name):
        return True
    return _decoded_wrongly(name) or not any(c.isalpha() for c in name) or _vowelless(name)


def _decoded_wrongly(name: str) -> bool:
    """Whether the name is UTF-8 that was read as Windows-1252 or Latin-1."""
    if name.isascii():
        return False
    for codec in ("cp1252", "latin-1"):
        try:
            return name.encode(codec).decode() != name
        except UnicodeError:
            continue
    return False


def _vowelless(name: str) -> bool:
    if not _VOWELS.isdisjoint(name.lower()):
        return False
    letters = [c for c in name_key(name) if c.isalpha()]
    latin = all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())
    return latin and len(letters) >= _FEWEST_CONSONANTS and not _VOWELS.intersection(letters)
