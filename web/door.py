"""Pages that are for some roles alone: for all others they are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from starlette.responses import Response

from web.visit import Page, Visit

RECRUITERS: Final = ("recruiter", "hr_partner")
"""Whose work roles, and who may come back for them, are."""

ADMIN: Final = "network_admin"
OFFICER: Final = "privacy_officer"


def only_for(*roles: str) -> Callable[[Page], Page]:
    """A page that there is for who has one of `roles`; of others a file that they send is kept nowhere."""

    def closed(page: Page) -> Page:
        @wraps(page)
        async def answer(visit: Visit) -> Response:
            if visit.asker.viewer.has(*roles):
                return await page(visit)
            if visit.file is not None:
                await visit.file.pass_over()
            return await visit.nowhere()

        return answer

    return closed
