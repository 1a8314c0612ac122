"""How to reach somebody: paths as pictures and as lists, and the request for an introduction."""

from web.paths.page import PAGES

__all__ = ["PAGES"]
