"""What a played story needs: the command, the service while it runs, and tokens for those who act in it.

A story is played through the API alone, each person with a token of their own. KITH_NOW drives the clock;
the store is the one that KITH_STORE names, SQLite unless told otherwise, and it must be empty.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

_DAYS = 365
"""How long a token holds: longer than any story."""

_SECRET = "5" * 64
"""What ids are made with: the same every time, so that what is equally good stands in the same order."""


class Stage:
    """A folder, the command, its settings, and where the service listens."""

    def __init__(self, kith: str, folder: Path, begins: str, **settings: str) -> None:
        self._kith = kith
        self._environment = {
            "KITH_DATA": str(folder / "kith-data"),
            **os.environ,
            **settings,
            "KITH_NOW": begins,
        }
        self.folder = folder
        secret = folder / "secret"
        secret.write_text(_SECRET)
        secret.chmod(0o600)
        self._environment["KITH_SECRET_FILE"] = str(secret)
        self._cast: dict[str, tuple[str, ...]] = {}
        self._tokens: dict[str, str] = {}
        self._keys = count(1)
        self._address = ""
        self._log = folder / "serve.log"

    def at(self, moment: str) -> None:
        """From here on it is this moment."""
        self._environment["KITH_NOW"] = moment

    def enters(self, who: str, address: str, *roles: str) -> None:
        """Somebody acts in the story, under this name: whose address it is, and which roles they have."""
        self._cast[who] = (address, *roles)
        self._tokens.pop(who, None)

    def kith(self, *arguments: str) -> str:
        """Run the command and return what it answers."""
        done = subprocess.run(
            [self._kith, *arguments], cwd=self.folder, env=self._environment, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"kith {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout.strip()

    def write(self, name: str, text: str) -> str:
        """A file to be taken in."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    @contextmanager
    def served(self) -> Iterator[None]:
        """The service, while the block runs."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        self._address = f"http://127.0.0.1:{port}"
        with self._log.open("w") as log:
            process = subprocess.Popen(
                [self._kith, "serve", "--port", port], cwd=self.folder, env=self._environment, stderr=log
            )
        with process:
            try:
                self._wait(process)
                yield
            finally:
                process.terminate()

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{self._address}/readyz"):
                    return
            except urllib.error.URLError:
                if process.poll() is not None:
                    raise SystemExit(f"kith serve ended:\n{self._log.read_text()}") from None
                time.sleep(0.1)
        raise SystemExit("kith serve does not answer")

    def ask(self, who: str, document: str, **variables: Any) -> Any:
        """What the API answers to somebody; the story ends where it refuses."""
        request = urllib.request.Request(
            f"{self._address}/graphql",
            json.dumps({"query": document, "variables": variables}).encode(),
            {"Authorization": f"Bearer {self._token(who)}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)
        if "errors" in answer:
            raise SystemExit(f"{who}: {answer['errors']}\n{self._log.read_text()}")
        (value,) = answer["data"].values()
        if isinstance(value, dict) and value.get("__typename") == "Refusal":
            raise SystemExit(f"{who} may not: {value}")
        return value

    def act(self, who: str, mutation: str, told: str, **given: Any) -> Any:
        """Do something as somebody; `told` are the fields to be told of what came of it."""
        kind = mutation[0].upper() + mutation[1:] + "Input"
        document = (
            f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{"
            f" __typename ... on Refusal {{ code message }} {told} }} }}"
        )
        return self.ask(who, document, input={"idempotencyKey": f"act {next(self._keys)}", **given})

    def _token(self, who: str) -> str:
        if who not in self._tokens:
            address, *roles = self._cast[who]
            told = [word for role in roles for word in ("--role", role)]
            answer = self.kith("token", "--as", address, "--days", str(_DAYS), *told)
            self._tokens[who] = answer.splitlines()[-1]
        return self._tokens[who]

    def fetch(self, path: str) -> bytes:
        """A file from the service."""
        with urllib.request.urlopen(self._address + path) as response:
            content: bytes = response.read()
        return content

    def press(self, path: str) -> str:
        """Press the button of the page behind a link in a message."""
        with urllib.request.urlopen(self._address + path, b"") as response:
            page: str = response.read().decode()
        return page


def say(who: str, what: str, width: int = 8) -> None:
    """A line of the story."""
    print(f"{who:>{width}}  {what}", flush=True)


def expect(held: object, wanted: object) -> None:
    """The story ends where it does not go as it is told."""
    if held != wanted:
        raise SystemExit(f"not as told: {held!r} instead of {wanted!r}")


@contextmanager
def stage(begins: str, **settings: str) -> Iterator[Stage]:
    """A stage in a folder of its own, with the command that is named."""
    kith = str(Path(sys.argv[1] if len(sys.argv) > 1 else "kith"))
    with tempfile.TemporaryDirectory(prefix="kith-story-") as folder:
        yield Stage(str(Path(kith).absolute()) if os.sep in kith else kith, Path(folder), begins, **settings)
