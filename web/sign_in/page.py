"""/sign-in and /sign-out."""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from web import forms
from web.headers import PAGE
from web.sessions import Session, Sessions
from web.sign_in.demo import DemoSignIn
from web.templates import rendered
from web.visit import SEE_OTHER

_NOTHING: Final = forms.Form()

_OF_OURS: Final = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""A path on this host: printable ASCII, and no second slash that would name another."""


class SignIn:
    """The two addresses."""

    def __init__(self, sessions: Sessions, demo: DemoSignIn) -> None:
        self._sessions = sessions
        self._demo = demo

    async def ask(self, request: Request) -> Response:
        """Who are you?"""
        return await self._page(request, self._sessions.of(request), request.query_params.get("next", "/"))

    async def late(self, request: Request, form: forms.Form) -> Response:
        """Who sent a form after the session ended is asked who they are; what they typed goes along."""
        problem = "You were signed out meanwhile. Sign in, and send it then: nothing is lost."
        session = self._sessions.of(request)
        return await self._page(request, session, request.url.path, problem, 401, forms.kept(form))

    async def do(self, request: Request) -> Response:
        """Sign in, in place of whoever was: with a new session, so that no earlier one leads into it."""
        form, before = await forms.read(request), self._sessions.of(request)
        onward = form.get("next", "/")
        signed = None
        if self._sessions.is_ours(before, form.get(forms.TOKEN, "")):
            signed = await self._demo.signed_in(form.get("person", ""), request)
        if signed is None:
            problem = "That did not work; please choose again."
            return await self._page(request, before, onward, problem, 403, forms.kept(forms.unkept(form)))
        response = self._onward(_ours(onward), signed, forms.unkept(form))
        self._sessions.keep(signed, request, response)
        return response

    async def out(self, request: Request) -> Response:
        """Sign out."""
        form, session = await forms.read(request), self._sessions.of(request)
        response = RedirectResponse("/sign-in", SEE_OTHER, PAGE)
        if self._sessions.is_ours(session, form.get(forms.TOKEN, "")):
            self._sessions.keep(self._sessions.begun(), request, response)
        return response

    def _onward(self, path: str, session: Session, typed: forms.Form) -> Response:
        """Where somebody wanted to go; with what they typed, a page from which it is sent."""
        if not typed:
            return RedirectResponse(path, SEE_OTHER, PAGE)
        shown = {"action": path, "typed": typed, "token": self._sessions.form_token(session)}
        return HTMLResponse(rendered("sign_in/again.html", shown), headers=PAGE)

    async def _page(
        self,
        request: Request,
        session: Session,
        onward: str,
        problem: str = "",
        status: int = 200,
        kept: forms.Form = _NOTHING,
    ) -> Response:
        shown = {
            "people": await self._demo.people(request),
            "token": self._sessions.form_token(session),
            "next": _ours(onward),
            "problem": problem,
            "kept": kept,
        }
        response = HTMLResponse(rendered("sign_in/page.html", shown), status, PAGE)
        if not session.subject:
            self._sessions.keep(session, request, response)
        return response


def _ours(onward: str) -> str:
    """`onward` when it is on this host, else the first page."""
    return onward if _OF_OURS.fullmatch(onward) else "/"
