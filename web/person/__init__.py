"""The page of one person: what the viewer may know of them, and how to reach them."""

from web.person.page import PAGES

__all__ = ["PAGES"]
