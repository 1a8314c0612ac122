"""What all ways of signing in end with: a new session, and the page that somebody wanted to see."""

import re
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.sign_in import Entered
from web.forms import Form
from web.headers import PAGE
from web.sessions import Session, Sessions
from web.sign_in.pending import Pending, PendingCookie
from web.templates import rendered
from web.visit import SEE_OTHER

_OF_OURS: Final = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""A path on this host: printable ASCII, and no second slash that would name another."""


def ours(onward: str) -> str:
    """`onward` when it is on this host, else the first page."""
    return onward if _OF_OURS.fullmatch(onward) else "/"


class Arrival:
    """Lets in who has shown who they are, and shows pages to who has not yet."""

    def __init__(self, sessions: Sessions, pending: PendingCookie) -> None:
        self.sessions = sessions
        self.pending = pending

    def enter(self, request: Request, entered: Entered, onward: str, typed: Form) -> Response:
        """Sign in, in place of whoever was: with a new session, so that no earlier one leads into it."""
        session = self.sessions.begun(entered)
        response = self._onward(ours(onward), session, typed)
        self.sessions.keep(session, request, response)
        self.pending.drop(request, response)
        return response

    def show(
        self, request: Request, session: Session, template: str, values: dict[str, Any], status: int = 200
    ) -> Response:
        """A page for a visitor, whose forms carry the token of their session."""
        shown = {"token": self.sessions.form_token(session), **values}
        response = HTMLResponse(rendered(template, shown), status, PAGE)
        if session.entered is None:
            self.sessions.keep(session, request, response)
        return response

    def told(self, request: Request, status: int, title: str, text: str) -> Response:
        """A page that says why nobody was signed in, and leads back to the ways with what was typed alone."""
        held = self.pending.of(request) or Pending()
        shown = {"title": title, "text": text, "next": held.onward}
        response = HTMLResponse(rendered("sign_in/told.html", shown), status, PAGE)
        if held.typed:
            self.pending.keep(Pending(held.onward, held.typed), request, response)
        else:
            self.pending.drop(request, response)
        return response

    def carried(self, request: Request, onward: str) -> Pending:
        """Where to go on; with what was typed there, when the browser brings that."""
        held = self.pending.of(request)
        return Pending(onward, held.typed) if held is not None and held.onward == onward else Pending(onward)

    def _onward(self, path: str, session: Session, typed: Form) -> Response:
        """Where somebody wanted to go; with what they typed, a page from which it is sent."""
        if not typed:
            return RedirectResponse(path, SEE_OTHER, PAGE)
        shown = {"action": path, "typed": typed, "token": self.sessions.form_token(session)}
        return HTMLResponse(rendered("sign_in/again.html", shown), headers=PAGE)
