"""The pages of `make demo` in a real Chromium: the whole loop, the narrowest screen, and what axe finds."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.e2e.chromium import ROOT, Person, executable, playing
from tests.e2e.shell import NOW, PATIENCE_S
from tests.e2e.test_readme import free_port

SIZES = {"narrow": 320, "wide": 1440}


@dataclass(frozen=True, slots=True)
class Demo:
    """Where it is, and what it says to look for."""

    home: str
    topic: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    (folder / "sample").symlink_to(ROOT / "sample")
    (folder / ".venv").symlink_to(sys.prefix)
    environment = {"PATH": os.environ["PATH"], "KITH_NOW": NOW, "KITH_PORT": str(free_port())}
    command = ["sh", "sample/demo.sh", ".venv/bin", "60", "1"]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as served:
        yield _ready(served)
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
            return Demo(line.partition(": ")[2].strip().rstrip("/"), topic)
        assert time.monotonic() - began < PATIENCE_S, said
    raise AssertionError(said)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with playing() as playwright:
        browser = playwright.chromium.launch(executable_path=executable())
        yield browser
        browser.close()


def person(chromium: Browser, demo: Demo, name: str, width: int = 1440, **options: Any) -> Person:
    context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
    return Person(context, demo.home, name)


def names(somebody: Person) -> list[str]:
    """Who may be signed in as: who asks, who introduces, who knows; an alumna, a recruiter, an admin."""
    somebody.go("/")
    return somebody.page.get_by_role("button").all_inner_texts()


def test_the_loop_closes_in_fifteen_actions_without_scripts_on_the_narrowest_screen(
    demo: Demo, chromium: Browser
) -> None:
    ada = person(chromium, demo, "loop", SIZES["narrow"], java_script_enabled=False)
    asker, connector, expert, *_ = names(ada)
    ada.look("sign-in")
    ada.click(asker)
    ada.fill("A person, a company, a skill or a question", f"Who knows about {demo.topic}?")
    ada.click("Search")
    ada.click(f"Ask for an introduction to {expert}")
    assert ada.sees("Who could introduce you")
    ada.fill("Message", "I would love to hear how you did it.")
    ada.click("Ask")
    assert ada.sees("You asked")
    ada.click(connector)
    ada.click("Yes, I will introduce them")
    ada.click(expert)
    ada.click("Yes, I would like to talk")
    ada.click(asker)
    assert ada.sees("Agreed.")
    ada.fill("Thanks, if you like", "Thank you both!")
    ada.click("It helped")
    ada.click(connector)
    assert ada.sees("Thank you both!")
    assert ada.actions <= 15
    assert ada.complaints == []


PAGES = (
    "/",
    "/?q={topic}",
    "/?q=zymurgy",
    "/inbox",
    "/about-me",
    "/preferences",
    "{person}",
    "{person}/paths",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_everything_fits(demo: Demo, chromium: Browser, size: str, scheme: Any) -> None:
    ada = person(chromium, demo, f"axe-{size}-{scheme}", SIZES[size], color_scheme=scheme)
    asker, _, expert, *_ = names(ada)
    found = _violations(ada)
    ada.click(asker)
    ada.go(f"/?q={demo.topic}")
    somebody = ada.page.get_by_role("link", name=expert, exact=True).get_attribute("href") or ""
    for path in PAGES:
        ada.go(path.format(topic=demo.topic, person=somebody))
        ada.look()
        found += [f"{path}: {one}" for one in _violations(ada)]
        assert not ada.overflows(), path
    assert found == []
    assert all("404" in one for one in ada.complaints)


def _violations(somebody: Person) -> list[str]:
    found = Axe().run(somebody.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def test_the_keyboard_alone_is_enough_to_ask(demo: Demo, chromium: Browser) -> None:
    ada = person(chromium, demo, "keys")
    asker, *_ = names(ada)
    press = ada.page.keyboard.press
    for _ in range(20):
        press("Tab")
        if ada.page.locator(":focus").inner_text() == asker:
            break
    press("Enter")
    ada.page.get_by_label("A person, a company, a skill or a question").wait_for()
    ada.page.keyboard.type(demo.topic)  # the box has the focus
    press("Enter")
    ada.page.get_by_role("heading", name=f"People who know about {demo.topic}").wait_for()
    press("Tab")
    assert ada.page.locator(":focus").inner_text() == "Skip to the content"
    assert ada.complaints == []


def test_the_box_suggests_while_one_types(demo: Demo, chromium: Browser) -> None:
    ada = person(chromium, demo, "suggest")
    ada.click(names(ada)[0])
    ada.page.keyboard.type(demo.topic[:4])
    ada.page.locator(f'datalist option[value="{demo.topic}"]').wait_for(state="attached")
    assert ada.complaints == []
