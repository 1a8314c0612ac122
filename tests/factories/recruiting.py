"""A stage for recruiting: Ada looks for Cyd, who left and may be found; people at browsers by their place."""

import re
from typing import Any
from urllib.parse import quote

from tests.factories import records as make
from tests.factories.alliance import aspiration
from tests.factories.browsing import Browser
from tests.factories.introductions import Stage, stage

YES = ("RECRUITING/found/yes/2025-06-01", "RECRUITING/reached/yes/2025-06-01")
PEOPLE = ("ada=recruiter", "eve=recruiter", "cyd", "bob", "hal=hr_partner", "ida=hr_partner")
ADA, EVE, CYD, BOB, HAL, IDA = range(6)
PAGES = (
    "/roles",
    "/roles/search",
    "/roles/search?title=billing",
    "/roles/search?role=role:engineer",
    "/roles/role:engineer",
    "/roles/role:engineer/put-down?person=person:cyd",
    "/roles/role:engineer/candidates.csv",
)


def play(*more: Any, **fields: Any) -> Stage:
    """Ada, a recruiter, knows Bob, who knows Cyd, an alumna who said yes to RECRUITING."""
    return stage(
        make.preference("cyd", choices=YES),
        make.evidence("t", "cyd", text="How we moved billing", at="2023-05", evidence_kind="talk"),
        make.evidence("u", "cyd", text="Billing mission", at="2020-03", evidence_kind="tour"),
        aspiration("cyd", open_to_return=True, horizon="2025-01"),
        *more,
        cyd="alumnus",
        eve="employee",
        hal="employee",
        ida="employee",
        **fields,
    )


def at(on: Stage, who: int) -> Browser:
    return Browser(on.network, *PEOPLE).sign_in(who)


def written(browser: Browser) -> str:
    """What stands on the page, without markup and in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", browser.text.split("<footer")[0]).split())


def written_of(browser: Browser, path: str) -> str:
    browser.get(path)
    return written(browser)


def kept(browser: Browser, **said: str) -> str:
    """The address of a role that is looked for and kept."""
    browser.get("/roles/search?" + "&".join(f"{name}={quote(text)}" for name, text in said.items()))
    browser.send("/roles")
    return f"/roles/{browser.page.url.params['role']}"
