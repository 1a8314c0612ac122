"""Every page on the narrowest screen and on a wide one: axe finds nothing, everything fits, nothing is loaded
from elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.e2e.chromium import Person
from tests.e2e.demo import Demo, names, person
from tests.e2e.journeys.admin import COLUMNS, ROWS, send, wait
from tests.e2e.journeys.recruiter import find, known_for
from tests.e2e.looked_at import LOOKED_AT, wrong_with
from tests.factories.uploads import CONNECTIONS

Places = dict[str, str]

PLAYERS: Final = {"asker": 0, "expert": 2, "alumna": 3, "recruiter": 4, "officer": 5, "admin": 5}
"""Where each stands among those of the demo."""


@dataclass(frozen=True, slots=True)
class Screens:
    """Browsers for the people of the demo, and a folder for files that they send."""

    chromium: Browser
    demo: Demo
    people: Mapping[str, str]  # names
    folder: Path

    def of(self, player: str) -> Person:
        """One in which somebody is signed in."""
        somebody = person(self.chromium, self.demo, player)
        somebody.go("/")
        somebody.click(self.people[player])
        return somebody


@pytest.mark.parametrize("who", LOOKED_AT)
def test_axe_finds_nothing_and_everything_fits(
    demo: Demo, chromium: Browser, tmp_path: Path, who: str
) -> None:
    listed = names(person(chromium, demo, "names"))
    people = {player: listed[place] for player, place in PLAYERS.items()}
    screens = Screens(chromium, demo, people, tmp_path)
    places = MADE[who](screens) | {"topic": demo.topic, "name": people["alumna"]}
    somebody = screens.of(who)
    assert [wrong for path in LOOKED_AT[who] for wrong in wrong_with(somebody, path.format(**places))] == []


def _asker(screens: Screens) -> Places:
    """A role that is listed, and an import of one's own."""
    role = _role(screens)["role"]
    recruiter = screens.of("recruiter")
    recruiter.go("/home")
    recruiter.unfold("Roles that you work on")
    recruiter.page.locator(f"form:has(input[value='{role}']) button").click()
    asker = screens.of("asker")
    asker.go("/my-imports")
    places = _taken_in(asker, screens.folder / "Connections.csv", CONNECTIONS, "My LinkedIn export")
    return places | {"role": role, "expert": _id_of(asker, screens.people["expert"])}


def _alumna(screens: Screens) -> Places:
    return {"alumna": _id_of(screens.of("alumna"), screens.people["alumna"])}


def _recruiter(screens: Screens) -> Places:
    """A role, and a tour that is offered."""
    places = _role(screens)
    recruiter = screens.of("recruiter")
    recruiter.go("/tours/offer")
    recruiter.fill("What is it for?", "A map of everything")
    recruiter.fill("What does it need?", places["skill"])
    recruiter.fill("What does one learn?", screens.demo.topic)
    recruiter.click("Offer it")
    assert recruiter.sees("It is offered.")
    link = recruiter.page.locator("a[href^='/tours/offered/']").first
    return places | {"offer": _last(link.get_attribute("href"))}


def _officer(screens: Screens) -> Places:
    return {"expert": _id_of(screens.of("officer"), screens.people["expert"])}


def _admin(screens: Screens) -> Places:
    """An import with a row in quarantine, two records that look alike, and a skill."""
    admin = screens.of("admin")
    admin.go("/admin/topics?q=a")
    skill = _last(admin.page.locator("main section li a").first.get_attribute("href"))
    admin.go("/admin/imports")
    text = COLUMNS + ROWS.format("1440", "Wider")
    return _taken_in(admin, screens.folder / "people.csv", text, "People, from HR") | {"skill": skill}


MADE: Final[dict[str, Callable[[Screens], Places]]] = {
    "asker": _asker,
    "alumna": _alumna,
    "recruiter": _recruiter,
    "officer": _officer,
    "admin": _admin,
}
"""What has to be there before the pages are looked at, and where it is."""


def _role(screens: Screens) -> Places:
    recruiter = screens.of("recruiter")
    skill = known_for(recruiter, screens.people["alumna"])
    alumna = _last(recruiter.page.url)
    find(recruiter, skill)
    (role,) = parse_qs(urlsplit(recruiter.page.url).query)["role"]
    return {"skill": skill, "alumna": alumna, "role": role}


def _taken_in(somebody: Person, file: Path, text: str, kind: str) -> Places:
    send(somebody, file, text, kind)
    somebody.click("Take it in")
    wait(somebody)
    job = _last(somebody.page.url.partition("?")[0])
    somebody.click("Your imports" if kind.startswith("My ") else "Imports", within="main")
    send(somebody, file, text, kind)
    return {"preview": somebody.page.url.partition("?")[2], "job": job}


def _id_of(somebody: Person, name: str) -> str:
    somebody.go(f"/?q={name}")
    return _last(somebody.page.get_by_role("link", name=name, exact=True).first.get_attribute("href"))


def _last(address: str | None) -> str:
    return (address or "").rpartition("/")[2]
