"""What is on for who works here and who worked here: events, mentoring, open roles, and what came of it."""

from web.home.offer import PAGES as _OFFER
from web.home.page import PAGES as _HOME
from web.home.refer import PAGES as _REFER

PAGES = (*_HOME, *_OFFER, *_REFER)

__all__ = ["PAGES"]
