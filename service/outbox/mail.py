"""Mail over SMTP, with the standard library's client: nothing maintained does more that is needed here."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.keys import Key
from graph.model import Delivery
from policy.notices import ADDRESSED, TEMPLATES, Weight
from policy.signing_in import SIGN_IN
from queries.addresses import address_of, invited_address
from queries.network import Network
from queries.signing_in import letter_address
from service.outbox.channel import Undelivered
from service.outbox.letters import Stationery, letter

_TIMEOUT_S: Final = 15.0
_LASTING: Final = 500


@dataclass(frozen=True, slots=True)
class Smtp:
    """A server that takes mail. `security`: starttls, tls or none."""

    host: str
    port: int
    security: str
    user: str = ""
    password_file: Path | None = None
    timeout_s: float = _TIMEOUT_S

    def connect(self) -> smtplib.SMTP:
        """A connection that is ready for mail. Raises OSError, SMTPException."""
        if self.security == "tls":
            context = ssl.create_default_context()
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout_s, context=context
            )
        else:
            client = smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)
        try:
            if self.security == "starttls":
                client.starttls(context=ssl.create_default_context())
            if self.user:
                client.login(self.user, self._password())
        except BaseException:
            client.close()
            raise
        return client

    def _password(self) -> str:
        return self.password_file.read_text().strip() if self.password_file else ""


class NoMail:
    """The channel of an installation that has no mail: what waits is given up when it is too old."""

    def deliver(self, delivery: Delivery) -> None:
        """Raises Undelivered."""
        raise Undelivered("mail is not set up")

    def rest(self) -> None:
        """Nothing is held."""


class Mail:
    """Sends letters over one connection, made with the first and kept until the worker rests."""

    def __init__(self, network: Network, server: Smtp, stationery: Stationery) -> None:
        self._network = network
        self._connect: Callable[[], smtplib.SMTP] = server.connect
        self._stationery = stationery
        self._client: smtplib.SMTP | None = None

    def deliver(self, delivery: Delivery) -> None:
        """See Channel. Who cannot be written to gets nothing."""
        address = self._address(delivery)
        if not address:
            raise Undelivered("no address", lasting=True, bounced=True)
        message = letter(self._stationery, delivery, address, self._network.clock())
        try:
            self._client = self._client or self._connect()
            self._client.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, _ = next(iter(error.recipients.values()))
            gone = code >= _LASTING
            raise Undelivered(f"recipient refused: {code}", lasting=gone, bounced=gone) from error
        except smtplib.SMTPResponseException as error:
            self._drop()
            raise Undelivered(f"{type(error).__name__} {error.smtp_code}") from error
        except (OSError, ValueError) as error:  # SMTPException is an OSError
            self._drop()
            raise Undelivered(type(error).__name__) from error

    def _address(self, delivery: Delivery) -> str:
        """Where it goes: to where its person is reached, or to the very address that is to be proved."""
        if delivery.template == SIGN_IN:
            return letter_address(self._network, delivery.person, Key(delivery.subject))
        if delivery.template in ADDRESSED:
            return invited_address(self._network, delivery.person, delivery.subject)
        by_law = TEMPLATES[delivery.template] is Weight.LAW
        return address_of(self._network, delivery.person, private=by_law)

    def rest(self) -> None:
        """See Channel."""
        if self._client is not None:
            with suppress(OSError):  # the server hung up first: what was sent has been confirmed
                self._client.quit()
        self._drop()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None
