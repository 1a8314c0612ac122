"""Named people for whom somebody would rather not exist."""

from web.blocked.page import PAGES

__all__ = ["PAGES"]
