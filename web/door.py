"""Pages that are for some roles alone: for all others they are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from starlette.responses import Response

from web.visit import Page, Visit

RECRUITERS: Final = ("recruiter", "hr_partner")
"""Whose work roles, and who may come back for them, are."""


def only_for(*roles: str) -> Callable[[Page], Page]:
    """A page that there is for who has one of `roles`."""

    def closed(page: Page) -> Page:
        @wraps(page)
        async def answer(visit: Visit) -> Response:
            return await page(visit) if visit.asker.viewer.has(*roles) else await not_there(visit)

        return answer

    return closed


async def not_there(visit: Visit) -> Response:
    """The page for what is not there and for what is not for this reader: they are the same."""
    text = "The address may be old or misspelled, or what was there has gone."
    return await visit.show("errors/page.html", status=404, title="There is no such page", text=text)
