"""Whether the company would take somebody back: said, appealed and decided."""

from web.rehire_statuses.page import PAGES

__all__ = ["PAGES"]
