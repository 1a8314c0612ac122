"""Roles that people are looked for: the lists of them, the search, and the page that is shared."""

from typing import Final

from web.roles import candidates, export, overview, role, search, sharing

PAGES: Final = (
    *overview.PAGES,
    *search.PAGES,
    *export.PAGES,
    *role.PAGES,
    *candidates.PAGES,
    *sharing.PAGES,
)

__all__ = ["PAGES"]
