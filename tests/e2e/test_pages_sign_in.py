"""Signing in for real, in Chromium, at a service of two processes: by account, by letter; and out again."""

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser

from tests.e2e.chromium import SIZES, Person
from tests.e2e.demo import Demo, person
from tests.e2e.looked_at import SIGNING_IN, wrong_with
from tests.e2e.shell import NOW, PATIENCE_S, Kith
from tests.e2e.test_readme import free_port
from tests.servers.openid import CLIENT, SECRET, OpenIdServer, openid_server
from tests.servers.smtp import MailServer, mail_server


@dataclass(frozen=True, slots=True)
class Served:
    """A service with both ways to sign in, and what stands beside it."""

    demo: Demo
    accounts: OpenIdServer
    mail: MailServer

    def link(self, number: int) -> str:
        """The path of the link in the letter of this number, when it has come."""
        until = time.monotonic() + PATIENCE_S
        while len(self.mail.messages()) < number:
            assert time.monotonic() < until, "no letter came"
            time.sleep(0.2)
        (path,) = re.findall(rf"{self.demo.home}(/sign-in/link/\S+)", self.mail.messages()[-1].get_content())
        return str(path)


@pytest.fixture
def served(acme: Kith, tmp_path: Path) -> Iterator[Served]:
    port, secret = free_port(), tmp_path / "client-secret"
    secret.write_text(SECRET)
    home = f"http://127.0.0.1:{port}"
    now = datetime.fromisoformat(NOW).replace(tzinfo=UTC)
    with (
        mail_server(tmp_path / "mail") as mail,
        openid_server(f"{home}/sign-in/openid/back", now) as accounts,
    ):
        kith = acme.having(
            KITH_PORT=str(port),
            KITH_WORKERS="2",
            KITH_PUBLIC_URL=home,
            KITH_OIDC_ISSUER=accounts.issuer,
            KITH_OIDC_CLIENT_ID=CLIENT,
            KITH_OIDC_CLIENT_SECRET_FILE=str(secret),
            KITH_SMTP_HOST="127.0.0.1",
            KITH_SMTP_PORT=str(mail.port),
            KITH_SMTP_SECURITY="none",
            KITH_MAIL_FROM="kith <kith@acme.example>",
        )
        with kith.started("serve") as process:
            assert process.stderr is not None
            threading.Thread(target=process.stderr.read, daemon=True).start()
            _wait_for(home)
            yield Served(Demo(home, ""), accounts, mail)
            process.terminate()
            process.wait(PATIENCE_S)


def _wait_for(home: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            httpx2.get(f"{home}/healthz", timeout=5)
            return
        except httpx2.TransportError:
            time.sleep(0.3)
    raise AssertionError("nobody answers")


def here(somebody: Person) -> str:
    """The path that somebody is at."""
    return somebody.page.url.removeprefix(somebody.home)


def by_account(somebody: Person, address: str) -> None:
    somebody.go("/inbox")
    somebody.click("Sign in with your company's account")
    somebody.fill("Address", address)
    somebody.click("Continue")


def test_in_by_account_and_by_letter_and_out_everywhere(served: Served, chromium: Browser) -> None:
    visitor = person(chromium, served.demo, "sign-in")
    assert [wrong for path in SIGNING_IN for wrong in wrong_with(visitor, path)] == []

    ada = person(chromium, served.demo, "by-account", java_script_enabled=False)
    by_account(ada, "ada@acme.example")
    assert here(ada) == "/inbox"
    assert ada.sees("Ada Lind")

    phone = person(chromium, served.demo, "by-letter", SIZES["narrow"], java_script_enabled=False)
    phone.go("/about-me")
    phone.fill("Your e-mail address", "ada@acme.example")
    phone.click("Send me a link")
    assert phone.sees("Look into your mailbox")
    link = served.link(1)
    phone.go(link)
    phone.click("Sign in")
    assert here(phone) == "/about-me"
    assert phone.sees("Ada Lind")

    ada.go("/preferences")
    ada.click("Sign out everywhere")
    assert ada.sees("You are signed out, in every browser")
    for _ in range(4):  # whichever process answers
        phone.go("/about-me")
        assert here(phone) == "/sign-in?next=/about-me"
    phone.go(link)
    phone.click("Sign in")
    assert phone.sees("This link does not work any more")
    by_account(ada, "nobody@acme.example")
    assert ada.sees("You were not signed in")
    ours = (served.demo.home, served.accounts.issuer)
    noted = [*ada.complaints, *phone.complaints]
    strange = [one for one in noted if one.startswith("request") and not one.split()[1].startswith(ours)]
    assert strange == []
