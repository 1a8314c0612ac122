"""Somebody at a browser: follows addresses and sends the forms of the page that they are at."""

import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

from fastapi import FastAPI

from api.app import create_app
from api.auth import JwtVerifier
from api.graphql.in_process import InProcess
from api.link_tokens import LinkTokens
from api.openid import Provider
from api.sign_in import Entrance
from queries.network import Network
from tests.factories.api_client import KEYS
from tests.factories.network import NOW
from tests.factories.one_loop import Client
from web.application import add_pages
from web.sessions import Sessions
from web.sign_in.pending import PendingCookie
from web.sign_in.ways import Demo, Player, Ways

HERE: Final = "http://127.0.0.1"
COOKIES: Final = b"thirty-two bytes or more for tests"
_LOOKS: Final = 100
_BETWEEN_LOOKS_S: Final = 0.1
_DRAWN_BY_LOT: Final = re.compile(r"\b[0-9a-f]{32}(?:[0-9a-f]{16})?\b")


@dataclass
class Form:
    """A form as it stands on a page: what is filled in, and what its buttons say by their names."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "") if given["method"] == "post" else ""))
        if not self.forms:
            return
        values, name = self.forms[-1].values, given.get("name", "")
        if tag == "button" and name:
            self.forms[-1].buttons.append((name, given["value"]))
        elif tag == "textarea":
            values[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in given or self._select not in values):
            values[self._select] = given["value"]
        elif tag == "input" and (given["type"] not in ("radio", "checkbox") or "checked" in given):
            values[name] = given.get("value", "")


def read_forms(page: str) -> list[Form]:
    """The forms of a page, in order."""
    read = _Forms()
    read.feed(page)
    return read.forms


class Browser:
    """One browser over a network; `people` may be signed in as."""

    def __init__(
        self,
        network: Network,
        *people: str,
        address: str = HERE,
        client: str = "127.0.0.1",
        provider: Provider | None = None,
        letters: bool = False,
    ) -> None:
        self.client = Client(
            pages_over(network, *people, provider=provider, letters=letters),
            base_url=address,
            client=(client, 50_000),
            raise_server_exceptions=False,
        )
        self.page: Any = None

    def get(self, path: str, **headers: str) -> str:
        """Go to an address, and look again while what is to stand there is being made."""
        self.page = self.client.get(path, headers=headers)
        return self.looked(**headers)

    def looked(self, **headers: str) -> str:
        """Look again at this page while what is to stand there is being made."""
        for _ in range(_LOOKS):
            if 'id="being-made"' not in self.text:
                break
            time.sleep(_BETWEEN_LOOKS_S)
            self.page = self.client.get(str(self.page.url), headers=headers)
        return self.text

    def sign_in(self, place: int = 0) -> "Browser":
        """As one of the people, by the place in the list."""
        self.get("/sign-in")
        self.send("/sign-in", person=str(place))
        return self

    def forms(self, action: str) -> list[Form]:
        """The forms of this page that are posted to `action`."""
        return [form for form in read_forms(self.page.text) if form.action == action]

    def send(self, action: str, **given: str) -> str:
        """Fill in the first form that leads to `action` and send it."""
        form = self.forms(action)[0]
        self.page = self.client.post(action, data={**form.values, **given})
        return self.text

    def upload(self, action: str, name: str, content: str | bytes, **given: str) -> str:
        """Fill in the form that leads to `action`, choose a file ("": none) and send it."""
        values = {n: v for n, v in self.forms(action)[0].values.items() if n != "file"}
        files = {"file": (name, content)} if name else {"file": ("", b"")}
        self.page = self.client.post(action, data={**values, **given}, files=files)
        return self.looked()

    @property
    def text(self) -> str:
        return str(self.page.text)

    @property
    def status(self) -> int:
        return int(self.page.status_code)

    @property
    def plain(self) -> str:
        """The page without what is drawn by lot."""
        return f"{self.status} {_DRAWN_BY_LOT.sub('*', self.text)}"


def _player(said: str) -> Player:
    name, _, roles = said.partition("=")
    address = name if "@" in name or ":" in name else f"{name}@example.com"
    return Player(address, frozenset(filter(None, roles.split("+"))))


def pages_over(
    network: Network, *people: str, provider: Provider | None = None, letters: bool = False
) -> FastAPI:
    """The API and the pages over a network.

    `people` are those of the demo: a name or a whole address, and `=role+role` where they have some.
    """
    app = create_app(network, JwtVerifier(KEYS, clock=lambda: NOW))
    sessions = Sessions(COOKIES, network.clock)
    demo = Demo(tuple(map(_player, people)))
    ways = Ways(Entrance(network, LinkTokens(COOKIES, network.clock)), demo, provider, letters)
    add_pages(app, InProcess(network), sessions, PendingCookie(COOKIES, network.clock), ways)
    return app
