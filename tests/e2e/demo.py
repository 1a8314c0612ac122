"""The pages of `make demo` in a real Chromium, for every test of them: the demo, the browser, who looks."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.chromium import HEIGHT, ROOT, SIZES, Person, executable, playing
from tests.e2e.shell import NOW, PATIENCE_S
from tests.e2e.test_readme import free_port

READY_S = 3 * PATIENCE_S
"""A company is made and taken in before the pages open."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Where it is, and what it says to look for."""

    home: str
    topic: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One for every test; who changes its people for good takes one of their own (`playing_in`)."""
    with playing_in(tmp_path_factory.mktemp("demo")) as made:
        yield made


@contextmanager
def playing_in(folder: Path, **settings: str) -> Iterator[Demo]:
    """A demo whose network is in `folder`, or where `settings` say, for as long as it is open."""
    (folder / "sample").symlink_to(ROOT / "sample")
    (folder / ".venv").symlink_to(sys.prefix)
    environment = {"PATH": os.environ["PATH"], "KITH_NOW": NOW, "KITH_PORT": str(free_port()), **settings}
    command = ["sh", "sample/demo.sh", ".venv/bin", "60", "1"]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as served:
        try:
            yield _ready(served)
        finally:
            served.send_signal(signal.SIGINT)
            served.wait(PATIENCE_S)


def _ready(served: "subprocess.Popen[str]") -> Demo:
    said, topic, began = "", "", time.monotonic()
    assert served.stdout is not None
    for line in served.stdout:
        said += line
        if "look for" in line:
            topic = line.partition("look for ")[2].strip()
        if line.startswith("The first page: "):
            home = line.partition(": ")[2].strip().rstrip("/")
            _wait_for(home)
            return Demo(home, topic)
        assert time.monotonic() - began < READY_S, said
    raise AssertionError(said)


def _wait_for(home: str) -> None:
    """Return when somebody answers there: the address is said a moment before."""
    host, _, port = home.removeprefix("http://").partition(":")
    began = time.monotonic()
    while True:
        try:
            socket.create_connection((host, int(port)), PATIENCE_S).close()
        except ConnectionRefusedError:
            assert time.monotonic() - began < PATIENCE_S, home
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="module")
def open_chromium() -> Iterator[Browser]:
    """No longer than a module: Playwright keeps an event loop going in the thread of the tests."""
    with playing() as playwright:
        browser = playwright.chromium.launch(executable_path=executable())
        yield browser
        browser.close()


@pytest.fixture
def chromium(open_chromium: Browser) -> Iterator[Browser]:
    """The browser; what a test opened in it is closed behind the test."""
    yield open_chromium
    for context in open_chromium.contexts:
        context.close()


def person(
    chromium: Browser,
    demo: Demo,
    name: str,
    width: int = SIZES["wide"],
    *,
    keyboard: bool = False,
    **options: Any,
) -> Person:
    context = chromium.new_context(viewport={"width": width, "height": HEIGHT}, **options)
    return Person(context, demo.home, name, keyboard=keyboard)


def names(somebody: Person) -> list[str]:
    """Who may be signed in as: who asks, who introduces, who knows; an alumna, a recruiter, an admin."""
    somebody.go("/")
    return [said.split("\n")[0] for said in somebody.page.get_by_role("button").all_inner_texts()]
