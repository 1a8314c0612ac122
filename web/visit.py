"""One request of somebody who is signed in: what a page asks, shows and answers with."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.graphql.in_process import Asker
from web import menu
from web.documents import document
from web.forms import Form, once
from web.headers import PAGE
from web.sessions import Session, Sessions
from web.sign_in.ways import Named
from web.templates import rendered
from web.uploads import SentFile
from web.words import refused

OK: Final = 200
SEE_OTHER: Final = 303
UNPROCESSABLE: Final = 422


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, for what, with which form."""

    request: Request
    session: Session
    sessions: Sessions
    asker: Asker
    others: tuple[Named, ...]  # who else can be signed in with one click, in a demo
    form: Form = field(default_factory=Form)
    file: SentFile | None = None

    @property
    def path(self) -> Mapping[str, str]:
        """The parts of the address that vary."""
        return self.request.path_params

    @property
    def query(self) -> Mapping[str, str]:
        """What stands behind the question mark."""
        return self.request.query_params

    async def ask(self, name: str, /, **variables: Any) -> dict[str, Any]:
        """The answer to the document `name`. Raises Unanswered."""
        return await self.asker.ask(document(name), variables)

    async def act(self, name: str, /, **given: Any) -> str:
        """Do what the mutation in the document `name` does, once for this form; why not, or ""."""
        done = await self.ask(name, input={"idempotencyKey": self.form.get("once", ""), **given})
        (outcome,) = done.values()
        return refused(outcome) if outcome["__typename"] == "Refusal" else ""

    def done(self, said: Mapping[str, str]) -> str:
        """What was done before this page was asked for, by the word in its address; "" for nothing."""
        return said.get(self.query.get("said", ""), "")

    async def show(self, template: str, *, status: int = 0, **values: Any) -> Response:
        """A page for who is signed in; where it has a `problem`, nothing was done (422)."""
        frame = await self.ask("layout/frame.graphql")
        me, roles = frame["viewer"]["person"], frame["viewer"]["roles"]
        shown = {
            "me": me,
            "roles": roles,
            "waiting": frame["inbox"]["edges"],
            "others": self.others,
            "here": self.request.url.path,
            "menu": menu.menu(roles, me["status"]),
            "at": menu.at(self.request.url.path),
            "token": self.sessions.form_token(self.session),
            "once": once,
            "said": self.query.get("said", ""),
            **values,
        }
        status = status or (UNPROCESSABLE if values.get("problem") else OK)
        return HTMLResponse(rendered(template, shown), status, PAGE)

    async def nobody(self) -> Response:
        """The page for who is not there and for who may not be known: they are the same."""
        text = "Perhaps the name is spelled otherwise, or they would rather not be found."
        title = "There is nobody of that name here"
        return await self.show("errors/page.html", status=404, title=title, text=text)

    async def nowhere(self) -> Response:
        """The page for what is not there and for what is for others: they are the same."""
        text = "The address may be old, or misspelled."
        return await self.show("errors/page.html", status=404, title="There is no such page", text=text)

    def go(self, path: str, **query: str) -> Response:
        """Go on at `path` with a GET, so that going back or reloading does nothing twice."""
        asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        return RedirectResponse(f"{path}?{asked}" if asked else path, SEE_OTHER, PAGE)


Page = Callable[[Visit], Awaitable[Response]]
"""What answers at an address."""


@dataclass(frozen=True, slots=True)
class At:
    """`page` answers `method` at `path`."""

    method: str
    path: str
    page: Page
