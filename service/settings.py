"""Settings: a flag wins over the environment, the environment over the default."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.dates import utc
from policy.rehire_weights import Weights
from policy.viewer import ROLES

PREFIX: Final = "KITH_"

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
"""Addresses that no other machine can reach."""


class Settings(BaseSettings):
    """What an installation can be told; every name is read from KITH_NAME. See docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    data: Path = Path("kith-data")
    """The data folder: the SQLite file, read models, locks and keys."""

    store: str = "sqlite"
    """`sqlite`, or `neo4j://host`, `bolt://host` (and the +s forms)."""

    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    neo4j_password_file: Path | None = None
    neo4j_database: str | None = None

    home_organization: str = ""
    """The company that runs the service; `kith init --organization` sets it."""

    now: str = ""
    """An ISO date or time that stands for every "now"."""

    ties: Literal["snapshot", "store"] = "snapshot"
    """Where paths are searched: the read model, or straight in the store (larger than memory)."""

    secret_file: Path | None = None
    """What ids are made with; else the data folder's own."""

    token_key_file: Path | None = None
    """The key of development tokens; else the data folder's own."""

    identity_keys_file: Path | None = None
    """The identity provider's public keys (JWKS); development tokens are refused then."""

    identity_issuer: str = ""
    identity_audience: str = "kith"

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    workers: Annotated[int, Field(ge=1)] = 1

    demo_people: str = ""
    """ADDRESS or ADDRESS=ROLE+ROLE at .example, with commas between: who may be signed in as here."""

    public_url: str = ""
    """Where people reach the service: what links in messages begin with."""

    oidc_client_id: str = ""
    oidc_client_secret_file: Path | None = None
    oidc_roles_claim: str = "roles"
    """Where an ID token names roles of kith."""

    oidc_issuer: str = ""
    """The company's identity provider, at which people sign in to the pages; it needs what stands above."""

    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password_file: Path | None = None
    mail_from: str = ""

    webhook_private: Literal["no", "yes"] = "no"
    """Whether webhooks may be at private, link-local and loopback addresses."""

    rehire_knowledge: Annotated[float, Field(ge=0, le=1_000)] = 6.0
    """What each component counts in the rank of a rehire candidate; their proportions matter."""

    rehire_tours: Annotated[float, Field(ge=0, le=1_000)] = 3.0
    rehire_return: Annotated[float, Field(ge=0, le=1_000)] = 2.0
    rehire_recency: Annotated[float, Field(ge=0, le=1_000)] = 1.0
    rehire_warmth: Annotated[float, Field(ge=0, le=1_000)] = 2.0

    @field_validator("now")
    @classmethod
    def _is_a_moment(cls, text: str) -> str:
        if text:
            moment(text)
        return text

    @field_validator("demo_people")
    @classmethod
    def _are_made_up(cls, text: str) -> str:
        for address, roles in _players(text):
            if not address.endswith(".example"):
                raise ValueError("the demo is played by addresses that end in .example, with commas between")
            if not roles <= set(ROLES):
                raise ValueError(f"roles of the demo are among {', '.join(ROLES)}, as in ADDRESS=ROLE+ROLE")
        return text

    @field_validator("public_url")
    @classmethod
    def _is_a_base(cls, text: str) -> str:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and parts.hostname and text.isascii() and text.isprintable()
        if text and (not whole or parts.query or parts.fragment):
            raise ValueError("the base of links is https://HOST or https://HOST/PATH")
        return text.rstrip("/")

    @field_validator("oidc_issuer")
    @classmethod
    def _is_an_issuer(cls, text: str, info: ValidationInfo) -> str:
        parts = urlsplit(text)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if text and not (safe and parts.hostname and text.isascii() and text.isprintable()):
            raise ValueError("an identity provider is at https://HOST, with or without a path")
        if text and not (info.data.get("oidc_client_id") and info.data.get("public_url")):
            raise ValueError("it needs KITH_OIDC_CLIENT_ID and KITH_PUBLIC_URL")
        return text

    @field_validator("mail_from")
    @classmethod
    def _is_an_address(cls, text: str) -> str:
        local, _, domain = parseaddr(text)[1].rpartition("@")
        if text and not (local and domain and text.isascii() and text.isprintable()):
            raise ValueError("an address is NAME@DOMAIN or Words <NAME@DOMAIN>")
        return text

    def clock(self) -> datetime:
        """The present moment in UTC, or the fixed one."""
        return moment(self.now) if self.now else datetime.now(UTC)

    def rehire_weights(self) -> Weights:
        """What each component counts. Raises InvalidValue when none counts anything."""
        return Weights(
            self.rehire_knowledge,
            self.rehire_tours,
            self.rehire_return,
            self.rehire_recency,
            self.rehire_warmth,
        )

    def password(self) -> str:
        """The Neo4j password, from its file when there is one. Raises OSError.

        The file may say USER/PASSWORD, the form in which Neo4j's own image takes it from a file.
        """
        if self.neo4j_password_file is not None:
            return self.neo4j_password_file.read_text().strip().removeprefix(f"{self.neo4j_user}/")
        return self.neo4j_password.get_secret_value()

    def demo(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Who may be signed in as in a demo, with their roles; only where no other machine can reach it."""
        return _players(self.demo_people) if self.host in LOOPBACK else ()

    def pages_are_open(self) -> bool:
        """Whether there is any way to sign in to the pages."""
        return bool(self.demo() or self.oidc_issuer or self.mail_is_set_up())

    def mail_is_set_up(self) -> bool:
        """Whether mail can be sent, with links that lead somewhere."""
        return bool(self.smtp_host and self.mail_from and self.public_url)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _players(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    parts = (part.partition("=") for part in _listed(text))
    return tuple((address.strip(), frozenset(filter(None, roles.split("+")))) for address, _, roles in parts)


def names() -> tuple[str, ...]:
    """Every setting's name in the environment."""
    return tuple(f"{PREFIX}{field}".upper() for field in Settings.model_fields)


def unknown_names(environment: Iterable[str], also: Iterable[str] = ()) -> dict[str, str]:
    """KITH_ names that are no settings (nor among `also`), each with the setting it comes close to or ""."""
    known = (*names(), *also)
    strange = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    return {name: next(iter(get_close_matches(name, known, 1, 0.8)), "") for name in strange}


def moment(text: str) -> datetime:
    """An ISO date (its midnight) or time in UTC. Raises ValueError."""
    try:
        if len(text) <= len("2024-05-01"):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        return utc(datetime.fromisoformat(text))
    except ValueError as error:
        raise ValueError(f"{text!r} is no ISO date or time: {error}") from error
