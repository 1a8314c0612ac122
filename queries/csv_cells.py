"""Cells of CSV files that no spreadsheet takes for a formula."""

from typing import Any, Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula; of several values, all of them in one."""
    text = ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
