"""What those who run the network do: bring data in, keep it right, see how the network is.

Every page here but the imports of one's own is for network admins; for others it is not there.
"""

from typing import Final

from web.admin import duplicates, home, imports, invitations, reports, topics
from web.visit import At

PAGES: Final[tuple[At, ...]] = (
    *home.PAGES,
    *imports.PAGES,
    *duplicates.PAGES,
    *invitations.PAGES,
    *reports.PAGES,
    *topics.PAGES,
)

__all__ = ["PAGES"]
