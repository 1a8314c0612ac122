"""Starts the OpenID provider beside a test; somebody signs in there as a browser would."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2

from tests.factories.browsing import read_forms

CLIENT, SECRET = "kith", "an open secret: for tests/only"


@dataclass(frozen=True, slots=True)
class OpenIdServer:
    """A running provider."""

    issuer: str
    process: "subprocess.Popen[str]"

    def sign_in(self, asked: str, **given: str) -> str:
        """At `asked`, where kith sends a browser: the address to which the provider sends it back."""
        (form,) = read_forms(httpx2.get(asked).text)
        answer = httpx2.post(asked, data={**form.values, "do": "yes", **given})
        return answer.headers["location"]

    def stop(self) -> None:
        """From now on nobody answers."""
        self.process.kill()
        self.process.wait()


@contextmanager
def openid_server(back: str, now: datetime) -> Iterator[OpenIdServer]:
    """A provider, at the moment `now`, while the block runs; it sends people back to `back`."""
    command: list[Any] = [sys.executable, "-m", "tests.servers.openid_provider", "--client", CLIENT]
    command += ["--secret", SECRET, "--back", back, "--now", str(int(now.timestamp()))]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            issuer = process.stdout.readline().strip()
            _wait_for(issuer)
            yield OpenIdServer(issuer, process)
        finally:
            process.kill()


def _wait_for(issuer: str) -> None:
    """It listens before it prints, so the first request waits for it."""
    httpx2.get(f"{issuer}/keys", timeout=30).raise_for_status()
