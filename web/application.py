"""Pages beside the API: who is signed in, forms that are ours, errors that are pages too."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from api.graphql.in_process import Asker, InProcess, Unanswered
from web import about_me, admin, assets, forms, inbox, locale, paths, person, preferences, search
from web.headers import PAGE
from web.sessions import Session, Sessions
from web.sign_in.demo import DemoSignIn
from web.sign_in.page import SignIn
from web.sign_in.ways import Demo
from web.templates import rendered
from web.uploads import sent
from web.visit import SEE_OTHER, At, Visit

LOG: Final = logging.getLogger("kith.web")

PAGES: Final[tuple[At, ...]] = (
    *search.PAGES,
    *person.PAGES,
    *paths.PAGES,
    *inbox.PAGES,
    *about_me.PAGES,
    *preferences.PAGES,
    *admin.PAGES,
)
"""Every page for who is signed in."""


def add_pages(app: FastAPI, schema: InProcess, sessions: Sessions, demo: Demo) -> None:
    """Add every page to `app`, what pages load, and the page for what is not there.

    `demo` is the one way to sign in so far; others stand beside it in web/sign_in.
    """
    open_demo = DemoSignIn(demo, schema, sessions)
    sign_in = SignIn(sessions, open_demo)
    pages = Pages(schema, sessions, open_demo, sign_in)
    app.add_route("/assets/{digest}/{name}", assets.serve, methods=["GET"])
    app.add_route("/sign-in", _guarded(sign_in.ask), methods=["GET"])
    app.add_route("/sign-in", _guarded(sign_in.do), methods=["POST"])
    app.add_route("/sign-out", _guarded(sign_in.out), methods=["POST"])
    for at in PAGES:
        app.add_route(at.path, _guarded(pages.answering(at)), methods=[at.method])
    app.add_exception_handler(404, _not_there)


class Pages:
    """Answers for who is signed in, and takes only forms that are ours."""

    def __init__(self, schema: InProcess, sessions: Sessions, demo: DemoSignIn, sign_in: SignIn) -> None:
        self._schema = schema
        self._sessions = sessions
        self._demo = demo
        self._sign_in = sign_in

    def answering(self, at: At) -> Callable[[Request], Awaitable[Response]]:
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
        if not session.subject:
            return None
        return await self._schema.speaking_for(session.claims(), request.state.request_id)


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
    answer: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
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
