"""What the graph says about me, to be read by the person that it is about."""

from web.about_me.page import PAGES

__all__ = ["PAGES"]
