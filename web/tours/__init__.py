"""Tours of duty: mine, from either side; planning one; and those that are offered."""

from web.tours.offer import PAGES as _OFFER
from web.tours.offered import PAGES as _OFFERED
from web.tours.page import PAGES as _MINE
from web.tours.plan import PAGES as _PLAN

PAGES = (*_MINE, *_PLAN, *_OFFER, *_OFFERED)

__all__ = ["PAGES"]
