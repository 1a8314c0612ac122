"""A real Chromium, the machine's own, that notices what no page may do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, Error, Locator, Page, Playwright, sync_playwright

ROOT: Final = Path(__file__).parents[2]
SCREENSHOTS: Final = ROOT / "screenshots"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS: Final = 15_000
BOXES: Final = "h1, h2, h3, p, input, textarea, select, button, svg, li, figure"
BEYOND: Final = "(boxes, edge) => boxes.some(box => box.getBoundingClientRect().right > edge)"
MOST_TABS: Final = 80
"""Keys to press, at most, from any place on a page to another."""


def executable() -> str:
    """Where it is; `make test` installs one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium on the path: sh tests/servers/chromium.sh says what to install"
    return found


@contextmanager
def playing() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


class Person:
    """Somebody at a screen. Finds things by what they say, and counts what they do.

    With `keyboard` they have no mouse.
    """

    def __init__(self, context: BrowserContext, home: str, name: str, *, keyboard: bool = False) -> None:
        self.keyboard = keyboard
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.home = home
        self.actions = 0
        self.complaints: list[str] = []
        self._name = name
        self._shots = 0
        self.page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._asked)

    def click(self, says: str, within: str = "") -> None:
        """A button or a link."""
        place: Any = self.page.locator(within) if within else self.page
        self._acted(
            place.get_by_role("button", name=says, exact=True)
            .or_(place.get_by_role("link", name=says, exact=True))
            .first,
        )

    def fill(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        if self.keyboard:
            self.reach(field)
            self.page.keyboard.type(text)
        else:
            field.fill(text)
        self.actions += 1

    def reach(self, there: Locator) -> None:
        """Come to a place with the Tab key alone."""
        for _ in range(MOST_TABS):
            if there.and_(self.page.locator(":focus")).count():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {there} by keyboard")

    def sees(self, text: str) -> bool:
        return self.page.get_by_text(text).first.is_visible()

    def go(self, path: str) -> None:
        """An address that is typed; no part of a journey."""
        self.page.goto(self.home + path)

    def overflows(self) -> bool:
        """Whether something is wider than the screen."""
        screen = self.page.viewport_size
        assert screen
        return bool(self.page.locator(BOXES).evaluate_all(BEYOND, screen["width"] + 1))

    def look(self, what: str = "") -> None:
        """Keep a picture of the whole page, for eyes."""
        self._shots += 1
        SCREENSHOTS.mkdir(exist_ok=True)
        name = f"{self._name}-{self._shots:02}{f'-{what}' if what else ''}.png"
        try:
            self.page.screenshot(path=SCREENSHOTS / name, full_page=True)
        except Error:  # a busy machine may not paint in time; the second time it has
            self.page.screenshot(path=SCREENSHOTS / name, full_page=True)

    def _acted(self, there: Locator) -> None:
        if self.keyboard:
            self.reach(there)
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        else:
            there.click()
        self.actions += 1
        self.look()

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(self.home):
            self.complaints.append(f"request: {request.url}")
