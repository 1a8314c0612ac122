"""Somebody leaves and stays in touch: who may begin that, until when, and what an employment's end means."""

from typing import Final

HR: Final = "hr"
EXIT: Final = "exit"
"""The source of an employment whose end was said when somebody began to leave; HR's own date replaces it."""

HR_OR_EXIT: Final = frozenset({HR, EXIT})
"""Sources of what the company itself says about employments at home."""
