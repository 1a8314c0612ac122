"""Words for those who run the network."""

import re
from typing import Final

from web.locale import day, number

ADMIN_PAGES: Final = {
    "/admin": "Overview",
    "/admin/imports": "Imports",
    "/admin/duplicates": "Duplicates",
    "/admin/invitations": "Invitations",
    "/admin/reports": "Reports",
    "/admin/map": "Map",
    "/admin/topics": "Topics",
}

FEW: Final = "fewer than five"
"""What stands for a group that is too small to tell of."""

IMPORT_STATE: Final = {
    "running": "Running",
    "done": "Done",
    "cancelled": "Stopped",
    "failed": "Broken off",
}
IMPORT_COUNTS: Final = {
    "read": "rows read",
    "new": "new",
    "changed": "changed",
    "unchanged": "as before",
    "quarantined": "in quarantine",
}
IMPORT_FORMAT: Final = {
    "people": "People",
    "tours": "Tours",
    "skills": "Skills",
    "preferences": "Preferences",
    "contacts": "Contacts",
    "ties": "Who knows whom",
    "linkedin": "LinkedIn export",
    "git": "Repository",
    "esco": "Taxonomy",
    "onet": "Taxonomy",
    "skos": "Taxonomy",
}

INVITATION: Final = {
    "INVITED": "invited, no answer yet",
    "BOUNCED": "the mail came back",
    "CLAIMED": "stays in touch",
}


def moment(text: str | None) -> str:
    """An ISO moment as a day and a time: 26 November 2026, 10:30 UTC."""
    found = re.match(r"[^T]+T(\d\d:\d\d)", text or "")
    return f"{day(text)}, {found[1]} UTC" if found else day(text)


def at_least(count: int | None) -> str:
    """A figure of a report: the lower end of a band, or that the group is too small."""
    return FEW if count is None else f"{number(count)} or more"
