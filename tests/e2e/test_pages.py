"""The pages of `make demo` in a real Chromium: the whole loop, the narrowest screen, and what axe finds."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.demo import SIZES, Demo, names, person, violations
from tests.e2e.loop import close_the_loop


def test_the_loop_closes_in_fifteen_actions_by_keyboard_without_scripts_on_the_narrowest_screen(
    demo: Demo, chromium: Browser
) -> None:
    close_the_loop(chromium, demo, "loop")


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
    found = violations(ada)
    ada.click(asker)
    ada.go(f"/?q={demo.topic}")
    somebody = ada.page.get_by_role("link", name=expert, exact=True).get_attribute("href") or ""
    for path in PAGES:
        ada.go(path.format(topic=demo.topic, person=somebody))
        ada.look()
        found += [f"{path}: {one}" for one in violations(ada)]
        assert not ada.overflows(), path
    assert found == []
    assert all("404" in one for one in ada.complaints)


def test_the_keyboard_begins_where_one_types_and_can_skip_the_menu(demo: Demo, chromium: Browser) -> None:
    ada = person(chromium, demo, "keys")
    ada.click(names(ada)[0])
    ada.page.get_by_label("A person, a company, a skill or a question").wait_for()
    ada.page.keyboard.type(demo.topic)  # the box has the focus
    ada.page.keyboard.press("Enter")
    ada.page.get_by_role("heading", name=f"People who know about {demo.topic}").wait_for()
    ada.page.keyboard.press("Tab")
    assert ada.page.locator(":focus").inner_text() == "Skip to the content"
    assert ada.complaints == []


def test_the_box_suggests_while_one_types(demo: Demo, chromium: Browser) -> None:
    ada = person(chromium, demo, "suggest")
    ada.click(names(ada)[0])
    ada.page.keyboard.type(demo.topic[:4])
    ada.page.locator(f'datalist option[value="{demo.topic}"]').wait_for(state="attached")
    assert ada.complaints == []
