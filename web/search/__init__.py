"""The first page: one box for a person, a company, a skill or a question."""

from web.search.page import PAGES

__all__ = ["PAGES"]
