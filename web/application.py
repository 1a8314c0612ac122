"""Pages beside the API: who is signed in, forms that are ours, errors that are pages too."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from api.graphql.in_process import Asker, InProcess, Unanswered
from web import (
    about_me,
    admin,
    assets,
    blocked,
    forms,
    home,
    inbox,
    insight,
    locale,
    own,
    paths,
    person,
    preferences,
    privacy,
    rehire_statuses,
    roles,
    search,
    tours,
)
from web.headers import PAGE
from web.sessions import Session, Sessions
from web.sign_in.arrival import Arrival
from web.sign_in.demo import DemoSignIn
from web.sign_in.letter import LetterSignIn
from web.sign_in.openid import OpenIdSignIn
from web.sign_in.page import SignIn
from web.sign_in.pending import PendingCookie
from web.sign_in.ways import Ways
from web.templates import rendered
from web.uploads import sent
from web.visit import SEE_OTHER, At, Visit

LOG: Final = logging.getLogger("kith.web")

Answer = Callable[[Request], Awaitable[Response]]
"""What answers at an address."""

PAGES: Final[tuple[At, ...]] = (
    *search.PAGES,
    *person.PAGES,
    *paths.PAGES,
    *inbox.PAGES,
    *about_me.PAGES,
    *blocked.PAGES,
    *own.PAGES,
    *preferences.PAGES,
    *privacy.PAGES,
    *rehire_statuses.PAGES,
    *roles.PAGES,
    *home.PAGES,
    *insight.PAGES,
    *tours.PAGES,
    *admin.PAGES,
)
"""Every page for who is signed in."""


def add_pages(
    app: FastAPI, schema: InProcess, sessions: Sessions, pending: PendingCookie, ways: Ways
) -> None:
    """Add every page to `app`, what pages load, and the page for what is not there.

    `ways` are the ways to sign in that are open.
    """
    arrival = Arrival(sessions, pending)
    demo = DemoSignIn(ways.demo, schema, ways.entrance)
    letter = LetterSignIn(ways.entrance, arrival)
    sign_in = SignIn(ways, arrival, demo, letter)
    pages = Pages(schema, sessions, demo, sign_in)
    app.add_route("/assets/{digest}/{name}", assets.serve, methods=["GET"])
    for method, path, answer in _to_sign_in_and_out(sign_in, letter, ways, arrival):
        app.add_route(path, _guarded(answer), methods=[method])
    for at in PAGES:
        app.add_route(at.path, _guarded(pages.answering(at)), methods=[at.method])
    app.add_exception_handler(404, _not_there)


def _to_sign_in_and_out(
    sign_in: SignIn, letter: LetterSignIn, ways: Ways, arrival: Arrival
) -> Iterator[tuple[str, str, Answer]]:
    """What is there for everybody: each way that is open, and the ways out."""
    yield "GET", "/sign-in", sign_in.ask
    yield "POST", "/sign-in", sign_in.do
    yield "POST", "/sign-out", sign_in.out
    yield "POST", "/sign-out/everywhere", sign_in.out_everywhere
    if ways.letters:
        yield "GET", "/sign-in/letter", letter.sent
        yield "POST", "/sign-in/letter", sign_in.by_letter
        yield "GET", "/sign-in/link/{token}", letter.link
        yield "POST", "/sign-in/link/{token}", letter.follow
    if ways.provider is not None:
        openid = OpenIdSignIn(ways.provider, ways.entrance, arrival)
        yield "GET", "/sign-in/openid", openid.begin
        yield "GET", "/sign-in/openid/back", openid.back


class Pages:
    """Answers for who is signed in, and takes only forms that are ours."""

    def __init__(self, schema: InProcess, sessions: Sessions, demo: DemoSignIn, sign_in: SignIn) -> None:
        self._schema = schema
        self._sessions = sessions
        self._demo = demo
        self._sign_in = sign_in

    def answering(self, at: At) -> Answer:
        """What answers requests at the address of a page."""

        async def answer(request: Request) -> Response:
            session = self._sessions.of(request)
            asker = await self._asker(session, request)
            form, file = await sent(request) if at.method == "POST" else (forms.Form(), None)
            if asker is None:
                # carried past signing in only when a page of ours sent it: else any page could have it sent
                late = form and forms.from_here(request)
                if late and file:
                    await file.pass_over()
                return await self._sign_in.late(request, form) if late else _to_sign_in(request)
            if at.method == "POST" and not self._sessions.is_ours(session, form.get(forms.TOKEN, "")):
                return _foreign(request)
            others = await self._demo.people(request)
            return await at.page(Visit(request, session, self._sessions, asker, others, form, file))

        return answer

    async def _asker(self, session: Session, request: Request) -> Asker | None:
        if session.entered is None:
            return None
        return await self._schema.of_session(session.entered, request.state.request_id)


def _foreign(request: Request) -> Response:
    """The page for a form that did not come from a page of this session."""
    text = "Nothing was done. Open the page again and send the form from there."
    return _plain(request, 403, "This form is too old", text)


def _plain(request: Request, status: int, title: str, text: str) -> Response:
    """A page without anybody's frame."""
    shown = {"title": title, "text": text, "request_id": request.state.request_id if status >= 500 else ""}
    return HTMLResponse(rendered("errors/plain.html", shown), status, PAGE)


def _to_sign_in(request: Request) -> Response:
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    onward = quote(asked, safe="/") if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?next={onward}", SEE_OTHER, PAGE)


def _guarded(
    answer: Answer,
) -> Answer:
    """`answer`, with a page for everything that goes wrong."""

    async def guarded(request: Request) -> Response:
        locale.heed(request.headers.get("accept-language", ""))
        try:
            return await answer(request)
        except forms.TooLong:
            return _plain(request, 413, "That was too long", "Nothing was done. Shorten the text, please.")
        except Unanswered as error:
            LOG.warning("request %s: %s", request.state.request_id, error)
            return _unanswered(request, error)
        except Exception:
            LOG.exception("request %s failed", request.state.request_id)
            return _failed(request)

    return guarded


def _unanswered(request: Request, error: Unanswered) -> Response:
    if "INTERNAL" in error.codes:
        return _failed(request)
    if error.codes & {"BAD_INPUT", "BAD_CURSOR", "INVALID_DOCUMENT"}:
        text = "Something in the address or the form cannot be read. Go back and try again, please."
        return _plain(request, 400, "That cannot be read", text)
    text = "The network cannot be read just now. Trying again in a moment may help."
    return _plain(request, 503, "That did not work", text)


def _failed(request: Request) -> Response:
    text = "It is not your fault, and nothing that you typed was used. It has been noted."
    return _plain(request, 500, "Something went wrong here", text)


async def _not_there(request: Request, error: Exception) -> Response:
    """A page for a browser, the usual answer for a program."""
    if "text/html" in request.headers.get("accept", ""):
        return _plain(request, 404, "There is no such page", "The address may be old, or misspelled.")
    detail = error.detail if isinstance(error, HTTPException) else "Not Found"
    return JSONResponse({"detail": detail}, 404)
