"""/links/{token}: what a link in a message does, behind one page that asks.

GET changes nothing, for scanners of mail follow links; POST does it, from the page or from a mail program
(RFC 8058). The token is all the right there is, so the page is kept from caches, indexes and referrers.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final
from urllib.parse import parse_qsl

from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.link_pages import Field, page, void
from api.link_tokens import BadLink, Link, LinkTokens
from graph.errors import KithError, Refused
from graph.keys import Key
from queries.network import Network

LOG: Final = logging.getLogger("kith.api")

LARGEST_FORM: Final = 16_384
"""Bytes of a form that is sent back."""

_MOST_VALUES: Final = 100


@dataclass(frozen=True, slots=True)
class Followed:
    """A link that somebody followed: whose it is, what it is about, and what they filled in."""

    person: Key
    about: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LinkAction:
    """What a link can do. `do` is done as often as it is asked for and may find nobody any more.

    Without `everywhere` only messages that name it carry the link. `fields` are filled in on the page.
    """

    label: str  # what stands before the link in a message
    title: str
    says: str  # what will happen
    button: str
    done: str  # what has happened
    lifetime: timedelta
    do: Callable[[Network, Followed], None]
    everywhere: bool = True
    fields: tuple[Field, ...] = ()


def links_router(network: Network, tokens: LinkTokens, actions: Mapping[str, LinkAction]) -> APIRouter:
    """The two routes; `actions` are what links can do, by the name that tokens have for it."""
    router = APIRouter(prefix="/links")

    def meant(token: str) -> tuple[LinkAction, Link] | None:
        try:
            link = tokens.read(token)
        except BadLink:
            return None
        action = actions.get(link.action)
        return (action, link) if action else None

    @router.get("/{token}")
    async def ask(token: str) -> HTMLResponse:
        found = meant(token)
        if found is None:
            return void()
        action, _ = found
        return page(action.title, action.says, action.button, action.fields)

    @router.post("/{token}")
    async def do(token: str, request: Request) -> HTMLResponse:
        found = meant(token)
        if found is None:
            return void()
        action, link = found
        values = await _values(request) if action.fields else {}
        if values is None:
            return page(action.title, "That was too long.", action.button, action.fields, status=413)
        followed = Followed(link.person, link.about, values)
        try:
            await to_thread.run_sync(partial(action.do, network, followed))
        except Refused as refused:
            return page(action.title, f"{refused.advice}.", action.button, action.fields, values, 422)
        except KithError as error:
            LOG.warning("request %s: a link could not be followed: %s", request.state.request_id, error)
            text = "That did not work just now. Please try again."
            return page(action.title, text, action.button, action.fields, values, 503)
        return page(action.title, action.done)

    return router


async def _values(request: Request) -> dict[str, str] | None:
    """What a form says; None when it is longer than any is."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            return None
    try:
        return dict(parse_qsl(body.decode(), max_num_fields=_MOST_VALUES))
    except ValueError:
        return {}
