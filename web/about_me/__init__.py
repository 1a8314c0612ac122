"""What the graph says about me, to be read, corrected, stopped and erased by the person that it is about."""

from web.about_me import erase, page

PAGES = (*page.PAGES, *erase.PAGES)

__all__ = ["PAGES"]
