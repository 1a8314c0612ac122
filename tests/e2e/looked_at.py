"""Every page that is looked at in a browser, by who looks: what axe finds, what does not fit, what it loads.

A page that stands in none of these lists fails tests/unit/test_every_page_is_looked_at.py.
"""

from collections.abc import Mapping
from typing import Any, Final

from axe_playwright_python.base import AXE_SCRIPT

from tests.e2e.chromium import HEIGHT, SIZES, Person

LOOKED_AT: Final[Mapping[str, tuple[str, ...]]] = {
    "asker": (
        "/",
        "/?q={topic}",
        "/?q=zymurgy",
        "/people/{expert}",
        "/people/{expert}/paths",
        "/people/{expert}/paths?purpose=MENTORING",
        "/inbox",
        "/me",
        "/about-me",
        "/about-me/erase",
        "/preferences",
        "/preferences/blocked?q=a",
        "/my-imports",
        "/my-imports/preview?{preview}",
        "/my-imports/{job}",
        "/home",
        "/home/offer?kind=MENTORING",
        "/home/refer/{role}?q=a",
        "/insight",
        "/insight?kind=topic&q={topic}",
        "/insight/new",
        "/tours",
        "/tours/plan",
        "/tours/plan?q=a",
        "/tours/offered",
        "/nowhere",
    ),
    "alumna": ("/home", "/people/{alumna}", "/about-me", "/inbox", "/tours"),
    "recruiter": (
        "/roles",
        "/roles/search?anyOf={skill}",
        "/roles/search?anyOf={skill}&noneOf={skill}",
        "/roles/{role}",
        "/roles/{role}/put-down?person={alumna}",
        "/people/{alumna}/paths?purpose=RECRUITING&role={role}",
        "/rehire-statuses",
        "/rehire-statuses?name={name}",
        "/rehire-statuses/say?person={alumna}",
        "/home",
        "/home/offer?kind=EVENT",
        "/tours/offer",
        "/tours/offered",
        "/tours/offered/{offer}",
    ),
    "officer": (
        "/privacy?all=yes&q=a",
        "/privacy/people/{expert}",
        "/privacy/rules",
        "/privacy/rules/history?name=source/git/DE",
        "/privacy/defaults",
        "/privacy/audit?check=yes",
    ),
    "admin": (
        "/admin",
        "/admin/imports",
        "/admin/imports?said=waiting",
        "/admin/imports/preview?{preview}",
        "/admin/imports/{job}",
        "/admin/duplicates",
        "/admin/invitations",
        "/admin/invitations?who=a",
        "/admin/reports",
        "/admin/reports/coverage",
        "/admin/reports/bridges",
        "/admin/reports/freshness",
        "/admin/reports/tours",
        "/admin/map",
        "/admin/topics",
        "/admin/topics?q=a",
        "/admin/topics/{skill}",
    ),
}
"""Addresses, by who is signed in. What varies is found out or made before."""

SIGNING_IN: Final = (
    "/sign-in",
    "/sign-in/letter",
    "/sign-in/link/none",
    "/sign-in/openid/back?error=x",
)
"""Addresses for who is nobody yet."""

NO_PAGE: Final = {
    "/suggest": "JSON: what the box suggests while one types",
    "/roles/{id}/candidates.csv": "a file that is saved",
    "/my-imports/{id}/progress": "JSON: how far an import is",
    "/admin/imports/{id}/progress": "JSON: how far an import is",
    "/sign-in/openid": "leads to the identity provider",
}
"""What is fetched and is no page, and why."""

_AXE: Final = "options => axe.run(options).then(results => results.violations)"
_WHOLE: Final = {"resultTypes": ["violations"]}
_COLOURS: Final = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


def wrong_with(somebody: Person, path: str) -> list[str]:
    """Go to a page, unfold all of it, and say what is wrong with it on every screen, by day and in the dark.

    In the dark only of colours: nothing else changes.
    """
    before = len(somebody.complaints)
    answer = somebody.page.goto(somebody.home + path)
    assert answer
    somebody.page.locator("#being-made").wait_for(state="detached")  # such a page comes again by itself
    somebody.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    somebody.page.evaluate(AXE_SCRIPT)
    called = path.strip("/").partition("?")[0].replace("/", "-").replace(":", "-")[:40]
    found = []
    for size, width in SIZES.items():
        somebody.page.set_viewport_size({"width": width, "height": HEIGHT})
        somebody.look(f"{called}-{size}")
        found += [f"{size}: {one}" for one in _violations(somebody, _WHOLE)]
        if somebody.overflows():
            found.append(f"{size}: something is wider than the screen")
    somebody.page.emulate_media(color_scheme="dark")
    found += [f"in the dark: {one}" for one in _violations(somebody, _COLOURS)]
    somebody.page.emulate_media(color_scheme="light")
    # a browser notes of every page that is not there that it is not
    expected = f"status of {answer.status}" if answer.status >= 400 else ""
    noted = somebody.complaints[before:]
    found += [
        one for one in noted if not (expected and one.startswith("console: Failed") and expected in one)
    ]
    return [f"{path}: {one}" for one in found]


def _violations(somebody: Person, options: dict[str, list[str]]) -> list[str]:
    """Only what is wrong leaves the browser: to tell all that is right takes longer than to find it out."""
    wrong: list[dict[str, Any]] = somebody.page.evaluate(_AXE, options)
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
        for one in wrong
        for node in one["nodes"]
    ]
