"""Whom the pages of those who run the network are for."""

from functools import wraps
from typing import Final

from starlette.responses import Response

from web.visit import Page, Visit

ADMIN: Final = "network_admin"


async def is_admin(visit: Visit) -> bool:
    """Whether who is signed in runs the network."""
    return ADMIN in (await visit.ask("admin/roles.graphql"))["viewer"]["roles"]


def for_admins(page: Page) -> Page:
    """`page`, which for everybody else is not there; a file that they sent is kept nowhere."""

    @wraps(page)
    async def gated(visit: Visit) -> Response:
        if await is_admin(visit):
            return await page(visit)
        if visit.file is not None:
            await visit.file.pass_over()
        return await visit.nowhere()

    return gated
