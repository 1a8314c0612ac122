"""Signing in with the company's account: to its identity provider, and back with a proof."""

import logging
from functools import partial
from hmac import compare_digest
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.openid import Begun, Doubtful, Proof, Provider, ProviderAway
from api.sign_in import Entrance
from web.headers import PAGE
from web.sign_in.arrival import Arrival, ours
from web.sign_in.pending import Pending
from web.visit import SEE_OTHER

LOG: Final = logging.getLogger("kith.web")

_AWAY: Final = (
    503,
    "Your company's sign-in does not answer",
    "It is not your fault. Trying again in a few minutes may help.",
)
_AGAIN: Final = (
    403,
    "You were not signed in",
    "The sign-in was stopped, took too long, or was begun in another window. Nothing has happened:"
    " begin again, please.",
)
_UNKNOWN: Final = (
    403,
    "You were not signed in",
    "Your company's sign-in gave an address for you that opens nothing here. If you think that it should,"
    " ask who looks after this network.",
)


class OpenIdSignIn:
    """The two addresses: where it begins, and where the provider sends people back to."""

    def __init__(self, provider: Provider, entrance: Entrance, arrival: Arrival) -> None:
        self._provider = provider
        self._entrance = entrance
        self._arrival = arrival

    async def begin(self, request: Request) -> Response:
        """Send somebody to the provider; their browser keeps what they must bring back."""
        try:
            address, begun = await to_thread.run_sync(self._provider.begin)
        except ProviderAway as error:
            return self._not(request, _AWAY, error)
        carried = self._arrival.carried(request, ours(request.query_params.get("next", "/")))
        response = RedirectResponse(address, SEE_OTHER, PAGE)
        self._arrival.pending.keep(Pending(carried.onward, carried.typed, begun), request, response)
        return response

    async def back(self, request: Request) -> Response:
        """Somebody comes back: with a code of the sign-in that this browser began, or without."""
        pending = self._arrival.pending.of(request)
        try:
            proof = await self._proof(request, pending.begun if pending else None)
        except ProviderAway as error:
            return self._not(request, _AWAY, error)
        except Doubtful as error:
            return self._not(request, _AGAIN, error)
        entered = await self._entrance.vouched_for(proof.address, proof.roles) if proof.address else None
        if pending is None or entered is None:
            return self._not(request, _UNKNOWN, Doubtful("the address is nobody's here"))
        return self._arrival.enter(request, entered, pending.onward, pending.typed)

    async def _proof(self, request: Request, begun: Begun | None) -> Proof:
        brought = request.query_params
        state = brought.get("state", "")
        if begun is None or not compare_digest(state.encode(), begun.state.encode()):
            raise Doubtful("no sign-in of that state was begun in this browser")
        if brought.get("iss", self._provider.issuer) != self._provider.issuer:
            raise Doubtful("it is another provider's answer")  # RFC 9207
        if "code" not in brought:
            raise Doubtful("the provider gave no code")
        return await to_thread.run_sync(partial(self._provider.finish, brought["code"], begun))

    def _not(self, request: Request, why: tuple[int, str, str], error: Exception) -> Response:
        LOG.warning("request %s: nobody was signed in: %s", request.state.request_id, error)
        return self._arrival.told(request, *why)
