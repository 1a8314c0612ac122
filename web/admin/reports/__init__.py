"""How the network is: figures in tables and pictures, and a map of departments and companies."""

from typing import Final

from web.admin.reports import map_page, page
from web.visit import At

PAGES: Final[tuple[At, ...]] = (*page.PAGES, *map_page.PAGES)

__all__ = ["PAGES"]
