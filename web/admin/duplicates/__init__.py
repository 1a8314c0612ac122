"""Records that may be of one person."""

from web.admin.duplicates.page import PAGES

__all__ = ["PAGES"]
