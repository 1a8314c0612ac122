"""What the network may do with me: in which part, for what, how often, and who sees which field."""

from web.preferences.page import PAGES

__all__ = ["PAGES"]
