"""Signing in by a link that is sent to an address: whether the address is known here, nobody is told."""

from typing import Final

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.sign_in import LETTER_LASTS, Entrance
from web import forms
from web.headers import PAGE
from web.sign_in.arrival import Arrival, ours
from web.visit import SEE_OTHER

_VOID: Final = (
    404,
    "This link does not work any more",
    "It signs in once, and within fifteen minutes. You can ask for a new one.",
)


class LetterSignIn:
    """Where a letter is asked for, and where its link leads."""

    def __init__(self, entrance: Entrance, arrival: Arrival) -> None:
        self._entrance = entrance
        self._arrival = arrival

    async def ask(self, request: Request, form: forms.Form) -> Response:
        """A letter is on its way, or not; the answer is the same, and does not wait for it."""
        carried = self._arrival.carried(request, ours(form.get("next", "/")))
        address, request_id = form.get("address", ""), request.state.request_id
        task = BackgroundTask(self._entrance.ask_for_letter, address, request_id)
        # the connection ends here: how long the next request on it has to wait would tell what was done
        headers = {**PAGE, "Connection": "close"}
        response = RedirectResponse("/sign-in/letter", SEE_OTHER, headers, task)
        self._arrival.pending.keep(carried, request, response, LETTER_LASTS)
        return response

    async def sent(self, request: Request) -> Response:
        """What happens now."""
        session = self._arrival.sessions.of(request)
        return self._arrival.show(request, session, "sign_in/letter.html", {})

    async def link(self, request: Request) -> Response:
        """The page of a link: it has a button, because scanners of mail follow links."""
        if not self._entrance.is_letter(request.path_params["token"]):
            return self._arrival.told(request, *_VOID)
        return self._button(request)

    async def follow(self, request: Request) -> Response:
        """Sign in whose link it is, once."""
        form, session = await forms.read(request), self._arrival.sessions.of(request)
        if not self._arrival.sessions.is_ours(session, form.get(forms.TOKEN, "")):
            return self._button(request, "That did not work; please try again.", 403)
        pending = self._arrival.pending.of(request)
        entered = await self._entrance.with_letter(request.path_params["token"])
        if entered is None:
            return self._arrival.told(request, *_VOID)
        onward, typed = (pending.onward, pending.typed) if pending else ("/", forms.Form())
        return self._arrival.enter(request, entered, onward, typed)

    def _button(self, request: Request, problem: str = "", status: int = 200) -> Response:
        session = self._arrival.sessions.of(request)
        shown = {"problem": problem, "here": request.url.path}
        return self._arrival.show(request, session, "sign_in/link.html", shown, status)
