"""What people learned outside: who could tell, what was told, and what came of it."""

from web.insight.page import PAGES as _READ
from web.insight.record import PAGES as _WRITTEN

PAGES = (*_READ, *_WRITTEN)

__all__ = ["PAGES"]
