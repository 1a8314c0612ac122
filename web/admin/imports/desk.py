"""Where somebody stands: among all imports, or at their own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from starlette.responses import Response

from web.admin.imports.kinds import COMPANY, OWN, Kind
from web.door import ADMIN, only_for
from web.visit import At, Page, Visit


@dataclass(frozen=True, slots=True)
class Desk:
    """`base` is the address of the list; `kinds` is what may be sent from there."""

    base: str
    personal: bool
    kinds: tuple[Kind, ...]

    async def show(self, visit: Visit, template: str, **values: Any) -> Response:
        """A page of this desk."""
        return await visit.show(template, base=self.base, personal=self.personal, **values)


ALL: Final = Desk("/admin/imports", False, (*COMPANY, *OWN))
MINE: Final = Desk("/my-imports", True, OWN)

DeskPage = Callable[[Visit, Desk], Awaitable[Response]]


def at_both(method: str, below: str, page: DeskPage) -> tuple[At, At]:
    """`page` at `below` either desk."""
    return (
        At(method, f"{ALL.base}{below}", only_for(ADMIN)(_at(ALL, page))),
        At(method, f"{MINE.base}{below}", _at(MINE, page)),
    )


def _at(desk: Desk, page: DeskPage) -> Page:
    @wraps(page)
    async def there(visit: Visit) -> Response:
        return await page(visit, desk)

    return there
