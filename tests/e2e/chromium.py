"""A real Chromium, the machine's own, that notices what no page may do."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import (
    BrowserContext,
    Error,
    Locator,
    Page,
    Playwright,
    TimeoutError,
    sync_playwright,
)

ROOT: Final = Path(__file__).parents[2]
SCREENSHOTS: Final = ROOT / "screenshots"
PICTURES: Final = bool(os.environ.get("PICTURES"))
"""Whether to keep pictures of the pages, for eyes: no test looks at them."""
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS: Final = 30_000
WORK_S: Final = 120
"""How long work may go on beside its page."""
SIZES: Final = {"narrow": 320, "wide": 1440}
"""How wide screens are."""
HEIGHT: Final = 900
MOST_TABS: Final = 150
"""Keys to press, at most, from any place on a page to another."""

FOCUS_IS_SEEN: Final = """
each => {
  const style = getComputedStyle(each);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
}
"""


def executable() -> str:
    """Where it is; `make test` installs one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium on the path: sh tests/servers/chromium.sh says what to install"
    return found


@contextmanager
def playing() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


OVERFLOWS: Final = """
() => {
  const edge = document.documentElement.clientWidth + 1;
  const boxes = document.querySelectorAll("h1, h2, h3, p, input, textarea, select, button, svg, li, figure");
  const right = each => each.getBoundingClientRect().right;
  return document.scrollingElement.scrollWidth > edge || [...boxes].some(each => right(each) > edge);
}
"""


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
        """A button or a link, inside what `within` selects."""
        self._acted(self._called(says, within).first)

    def click_first(self, says: str) -> None:
        """The first button or link whose name begins so."""
        self._acted(self._called(says, "main", whole=False).first)

    def fill(self, label: str, text: str, within: str = "") -> None:
        field = self._place(within).get_by_label(label, exact=True).first
        if self.keyboard:
            self.reach(field)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(_as_keys(field, text))
        else:
            field.fill(text)
        self.actions += 1

    def tick(self, label: str) -> None:
        """A box, or one of several that exclude each other."""
        box = self.page.get_by_label(label)
        if not self.keyboard:
            box.check()
        elif box.get_attribute("type") == "radio":
            self.reach(self.page.locator(f'input[name="{box.get_attribute("name")}"]'))
            for _ in range(MOST_TABS):
                if box.is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
        else:
            self.reach(box)
            if not box.is_checked():
                self.page.keyboard.press("Space")
        assert box.is_checked()
        self.actions += 1

    def choose(self, selected: str, says: str) -> None:
        """One line of the list that `selected` selects."""
        found = self.page.locator(selected).first
        if self.keyboard:
            self.reach(found)
            self.page.keyboard.type(says)
        else:
            found.select_option(label=says)
        assert found.locator("option:checked").inner_text() == says
        self.actions += 1

    def unfold(self, says: str, within: str = "") -> None:
        """What stands below a line that begins so."""
        line = self._place(within).locator("summary", has_text=says).first
        if self.keyboard:
            self.reach(line)
        self._press(line)
        self.actions += 1

    def saved(self, says: str) -> Path:
        """The file that a button saves."""
        button = self._called(says).first
        if self.keyboard:
            self.reach(button)
        with self.page.expect_download() as download:
            self._press(button)
        self.actions += 1
        return Path(download.value.path())

    def reach(self, there: Locator) -> None:
        """Come to a place with the Tab key alone, and see that one is there."""
        for _ in range(MOST_TABS):
            focus = there.and_(self.page.locator(":focus"))
            if focus.count():
                assert focus.first.evaluate(FOCUS_IS_SEEN), f"nothing shows that the focus is on {there}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {there} by keyboard")

    def sees(self, text: str) -> bool:
        return self.page.get_by_text(text).first.is_visible()

    def wait_for(self, over: Locator, link: str) -> None:
        """Until the page says so, by itself or when it is asked for again with a link."""
        look, until = self.page.get_by_role("link", name=link), time.monotonic() + WORK_S
        while not over.is_visible():
            assert time.monotonic() < until, self.page.locator("main").inner_text()
            with suppress(TimeoutError):  # a script was faster
                if look.is_visible():
                    look.click(timeout=1_000)
            self.page.wait_for_timeout(200)

    def go(self, path: str) -> None:
        """An address that is typed; no part of a journey."""
        self.page.goto(self.home + path)

    def overflows(self) -> bool:
        """Whether something is wider than the screen."""
        return bool(self.page.evaluate(OVERFLOWS))

    def look(self, what: str = "") -> None:
        """Keep a picture of the whole page, where pictures are wanted."""
        if not PICTURES:
            return
        self._shots += 1
        SCREENSHOTS.mkdir(exist_ok=True)
        name = f"{self._name}-{self._shots:02}{f'-{what}' if what else ''}.png"
        try:
            self.page.screenshot(path=SCREENSHOTS / name, full_page=True)
        except Error:  # a busy machine may not paint in time; the second time it has
            self.page.screenshot(path=SCREENSHOTS / name, full_page=True)

    def _press(self, there: Locator) -> None:
        if self.keyboard:
            self.page.keyboard.press("Enter")
        else:
            there.click()

    def _place(self, within: str) -> Any:
        return self.page.locator(within).first if within else self.page

    def _called(self, says: str, within: str = "", whole: bool = True) -> Locator:
        place = self._place(within)
        # what is said to screen readers alone stands apart from what everybody sees
        name = re.compile("^" + re.escape(says).replace(":", r"\s*:") + ("$" if whole else ""))
        found: Locator = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        return found

    def _acted(self, there: Locator) -> None:
        if self.keyboard:
            self.reach(there)
        with self.page.expect_navigation():
            self._press(there)
        self.actions += 1
        self.look()

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(self.home):
            self.complaints.append(f"request: {request.url}")


def _as_keys(field: Locator, text: str) -> str:
    """What to press for `text`: a day is typed as its reader writes days."""
    if field.get_attribute("type") != "date":
        return text
    year, month, day = text.split("-")
    return f"{month}{day}{year}"
