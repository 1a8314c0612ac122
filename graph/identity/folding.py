"""Folding: one form for texts that differ in case, accents and spacing only."""

from functools import lru_cache

from anyascii import anyascii


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """`text` in lower-case ASCII with single spaces: fold(" Zoë  LEE ") == "zoe lee"."""
    return " ".join((text if text.isascii() else anyascii(text)).lower().split())
