"""What needs the attention of those who run the network."""

from web.admin.home.page import PAGES

__all__ = ["PAGES"]
