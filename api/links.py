"""/links/{token}: what a link in a message does, behind one page that asks.

GET changes nothing, for scanners of mail follow links; POST does it, from the page or from a mail program
(RFC 8058). The token is all the right there is, so the page is kept from caches, indexes and referrers.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from html import escape
from typing import Final

from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.link_tokens import BadLink, LinkTokens
from graph.errors import KithError
from graph.keys import Key
from queries.network import Network

LOG: Final = logging.getLogger("kith.api")

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
{form}</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class LinkAction:
    """What a link can do. `do` is done as often as it is asked for and may find nobody any more."""

    label: str  # what stands before the link in a message
    title: str
    says: str  # what will happen
    button: str
    done: str  # what has happened
    lifetime: timedelta
    do: Callable[[Network, Key], None]


def links_router(network: Network, tokens: LinkTokens, actions: Mapping[str, LinkAction]) -> APIRouter:
    """The two routes; `actions` are what links can do, by the name that tokens have for it."""
    router = APIRouter(prefix="/links")

    def meant(token: str) -> tuple[LinkAction, Key] | None:
        try:
            link = tokens.read(token)
        except BadLink:
            return None
        action = actions.get(link.action)
        return (action, link.person) if action else None

    @router.get("/{token}")
    async def ask(token: str) -> HTMLResponse:
        found = meant(token)
        if found is None:
            return _void()
        action, _ = found
        return _page(action.title, action.says, action.button)

    @router.post("/{token}")
    async def do(token: str, request: Request) -> HTMLResponse:
        found = meant(token)
        if found is None:
            return _void()
        action, person = found
        try:
            await to_thread.run_sync(partial(action.do, network, person))
        except KithError as error:
            LOG.warning("request %s: a link could not be followed: %s", request.state.request_id, error)
            return _page(action.title, "That did not work just now. Please try again.", action.button, 503)
        return _page(action.title, action.done)

    return router


def _void() -> HTMLResponse:
    text = "It is too old, or was not copied in full. A newer message has a link that works."
    return _page("This link does not work any more", text, status=404)


def _page(title: str, text: str, button: str = "", status: int = 200) -> HTMLResponse:
    form = f'<form method="post"><button type="submit">{escape(button)}</button></form>\n' if button else ""
    content = _PAGE.format(title=escape(title), text=escape(text), form=form)
    return HTMLResponse(content, status, _HEADERS)
