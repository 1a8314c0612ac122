"""One's own page, to be edited: what one is called, knows, and would like."""

from web.own.page import PAGES

__all__ = ["PAGES"]
