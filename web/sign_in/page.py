"""/sign-in and what is below it, and /sign-out."""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web import forms
from web.headers import PAGE
from web.sessions import Session
from web.sign_in.arrival import Arrival, ours
from web.sign_in.demo import DemoSignIn
from web.sign_in.letter import LetterSignIn
from web.sign_in.pending import Pending
from web.sign_in.ways import Ways
from web.visit import SEE_OTHER

_NOTHING: Final = forms.Form()

_DONE: Final = {"everywhere": "You are signed out, in every browser in which you were signed in."}

_LATE: Final = "You were signed out meanwhile. Sign in, and send it then: nothing is lost."
_LATE_AND_LONG: Final = (
    "You were signed out meanwhile. What you typed is too long to be kept for you: copy it from here first."
)
_LONGEST_SHORT: Final = 30
"""Letters of what is a choice in a form, and nothing to copy."""


class SignIn:
    """The page of all ways, the demo's way, and the ways out."""

    def __init__(self, ways: Ways, arrival: Arrival, demo: DemoSignIn, letter: LetterSignIn) -> None:
        self._ways = ways
        self._arrival = arrival
        self._sessions = arrival.sessions
        self._demo = demo
        self._letter = letter

    async def ask(self, request: Request) -> Response:
        """Who are you?"""
        session, onward = self._sessions.of(request), request.query_params.get("next", "/")
        response = await self._page(request, session, onward)
        if not self._arrival.carried(request, ours(onward)).typed:
            # what somebody typed elsewhere is no business of who comes to this page later
            self._arrival.pending.drop(request, response)
        return response

    async def late(self, request: Request, form: forms.Form) -> Response:
        """Who sent a form after the session ended is asked who they are; what they typed goes along."""
        session, kept = self._sessions.of(request), forms.kept(form)
        pending = Pending(ours(request.url.path), forms.unkept(kept))
        by_form = bool(await self._demo.people(request))
        lost = not by_form and not pending.fits()
        typed = [text for _, text in pending.typed.pairs() if len(text) > _LONGEST_SHORT] if lost else []
        problem = _LATE_AND_LONG if lost else _LATE
        response = await self._page(request, session, request.url.path, problem, 401, kept, typed)
        self._arrival.pending.keep(pending, request, response)
        return response

    async def do(self, request: Request) -> Response:
        """Sign in as one of the demo."""
        form, before = await forms.read(request), self._sessions.of(request)
        onward = form.get("next", "/")
        entered = None
        if self._sessions.is_ours(before, form.get(forms.TOKEN, "")):
            entered = await self._demo.signed_in(form.get("person", ""), request)
        if entered is None:
            problem = "That did not work; please choose again."
            return await self._page(request, before, onward, problem, 403, forms.kept(forms.unkept(form)))
        return self._arrival.enter(request, entered, onward, forms.unkept(form))

    async def by_letter(self, request: Request) -> Response:
        """Have a link sent."""
        form, session = await forms.read(request), self._sessions.of(request)
        onward, address = form.get("next", "/"), form.get("address", "")
        if not self._sessions.is_ours(session, form.get(forms.TOKEN, "")):
            problem = "That did not work; please try again."
            return await self._page(request, session, onward, problem, 403, address=address)
        if "@" not in address.strip()[1:-1]:
            problem = "Write an e-mail address, as in name@example.org."
            return await self._page(request, session, onward, problem, 422, address=address)
        return await self._letter.ask(request, form)

    async def out(self, request: Request) -> Response:
        """Sign out."""
        form, session = await forms.read(request), self._sessions.of(request)
        response = RedirectResponse("/sign-in", SEE_OTHER, PAGE)
        if self._sessions.is_ours(session, form.get(forms.TOKEN, "")):
            self._sessions.keep(self._sessions.begun(), request, response)
        return response

    async def out_everywhere(self, request: Request) -> Response:
        """Sign out here and in every other browser."""
        form, session = await forms.read(request), self._sessions.of(request)
        if not self._sessions.is_ours(session, form.get(forms.TOKEN, "")):
            return RedirectResponse("/preferences", SEE_OTHER, PAGE)
        if session.entered is not None:
            await self._ways.entrance.sign_out_everywhere(session.entered)
        response = RedirectResponse("/sign-in?said=everywhere", SEE_OTHER, PAGE)
        self._sessions.keep(self._sessions.begun(), request, response)
        return response

    async def _page(
        self,
        request: Request,
        session: Session,
        onward: str,
        problem: str = "",
        status: int = 200,
        kept: forms.Form = _NOTHING,
        copied: Sequence[str] = (),
        address: str = "",
    ) -> Response:
        shown = {
            "provider": self._ways.provider is not None,
            "letters": self._ways.letters,
            "people": await self._demo.people(request),
            "next": ours(onward),
            "problem": problem,
            "done": _DONE.get(request.query_params.get("said", ""), ""),
            "kept": kept,
            "copied": copied,
            "address": address,
        }
        return self._arrival.show(request, session, "sign_in/page.html", shown, status)
