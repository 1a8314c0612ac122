"""Signed webhooks (the Standard Webhooks convention): a POST of JSON that says what happened, not to whom.

The standard library's client, because it connects to the very address that was checked and follows nothing.
"""

import base64
import hashlib
import hmac
import ipaddress
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Final
from urllib.parse import urlsplit

import msgspec

from actions.notices import delivery_name
from graph.dates import iso
from graph.errors import Refused
from graph.keys import Key
from graph.model import Delivery, Webhook
from policy.webhooks import check_url
from queries.network import Network
from service.outbox.channel import Undelivered

_TIMEOUT_S: Final = 5.0
_OK: Final = range(200, 300)


class Hooks:
    """Posts to people's webhooks. `private`: also to addresses inside the company's own network."""

    def __init__(self, network: Network, private: bool = False, timeout_s: float = _TIMEOUT_S) -> None:
        self._network = network
        self._private = private
        self._timeout_s = timeout_s

    def deliver(self, delivery: Delivery) -> None:
        """See Channel."""
        key = Key(delivery.channel)
        stored = self._network.store.fetch([key]).found.get(key)
        if stored is None or not isinstance(stored.record, Webhook):
            raise Undelivered("the webhook is gone", lasting=True)
        hook = stored.record
        now = self._network.clock()
        name = delivery_name(delivery.key)
        event = {"id": name, "event": delivery.template, "subject": delivery.subject, "at": iso(now)}
        body = msgspec.json.encode(event)
        status = self._post(hook.url, body, signed(hook.secret, name, int(now.timestamp()), body))
        if status not in _OK:
            raise Undelivered(f"answered {status}")

    def rest(self) -> None:
        """Nothing is held."""

    def _post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        try:
            parts = urlsplit(check_url(url))
        except Refused as error:
            raise Undelivered("no address for a webhook", lasting=True) from error
        host, secure = parts.hostname or "", parts.scheme == "https"
        try:
            port = parts.port or (443 if secure else 80)
            target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            place = _Place(host, port, self._address(host, port), secure)
            return self._answer(_Connection(place, self._timeout_s), target, body, headers)
        except (OSError, HTTPException, ValueError) as error:
            raise Undelivered(type(error).__name__) from error

    def _answer(self, connection: "_Connection", target: str, body: bytes, headers: dict[str, str]) -> int:
        """The status. A server that answers byte by byte is cut off after twice the timeout."""
        limit = Timer(2 * self._timeout_s, connection.cut)
        limit.start()
        try:
            connection.request("POST", target, body, headers)
            return connection.getresponse().status
        finally:
            limit.cancel()
            connection.close()

    def _address(self, host: str, port: int) -> str:
        """Where `host` is; all of its addresses must be out in the world. Raises OSError, Undelivered."""
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self._private and not all(map(_is_public, found)):
            raise Undelivered("a private address, see KITH_WEBHOOK_PRIVATE")
        return found[0]


def signed(secret: str, name: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a message `name` at the second `at`; `secret` is in hexadecimal."""
    content = f"{name}.{at}.".encode() + body
    digest = hmac.new(bytes.fromhex(secret), content, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "kith",
        "webhook-id": name,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address.sixtofour or address
    return address.is_global and not address.is_multicast


@dataclass(frozen=True, slots=True)
class _Place:
    host: str
    port: int
    address: str
    secure: bool


class _Connection(HTTPConnection):
    """Goes to the address that was looked at, whatever the name means a moment later."""

    def __init__(self, place: _Place, timeout_s: float) -> None:
        super().__init__(place.host, place.port, timeout=timeout_s)
        self._place = place
        self.default_port = 443 if place.secure else 80

    def connect(self) -> None:
        place = self._place
        self.sock = socket.create_connection((place.address, place.port), self.timeout)
        if place.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=place.host)

    def cut(self) -> None:
        """End a conversation that takes too long; who waits for it gets an error."""
        if self.sock is not None:
            with suppress(OSError):  # over already
                self.sock.shutdown(socket.SHUT_RDWR)
