"""The taxonomy, and what was asked for and not found."""

from web.admin.topics.page import PAGES

__all__ = ["PAGES"]
