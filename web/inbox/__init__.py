"""What waits for me, what I asked for, and what came of it."""

from web.inbox.page import PAGES

__all__ = ["PAGES"]
