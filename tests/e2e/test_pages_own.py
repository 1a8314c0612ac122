"""One's own pages and the privacy officer's in a real Chromium: an alumna's last day, and what axe finds."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.chromium import Person
from tests.e2e.demo import SIZES, Demo, names, person, playing_in, violations

OWN = ("/me", "/about-me/erase", "/preferences", "/preferences/blocked?q=a", "/about-me", "{somebody}")
DESK = (
    "/privacy?all=yes&q=a",
    "{officers}",
    "/privacy/rules",
    "/privacy/rules/history?name=source/git/DE",
    "/privacy/defaults",
    "/privacy/audit?check=yes",
)


def test_an_alumna_has_her_say_and_leaves_for_good_and_the_officer_answers_a_letter(
    tmp_path: Path, chromium: Browser
) -> None:
    with playing_in(tmp_path) as own:
        lia = person(chromium, own, "own", SIZES["narrow"], java_script_enabled=False)
        _, _, expert, alumna, _, officer = (said.split("\n")[0] for said in names(lia))
        lia.click(alumna)
        lia.click(alumna)  # her name leads to her page
        lia.click("Edit my page")
        lia.fill("Goals", "To teach what I know")
        lia.page.get_by_label("I am open to come back").check()
        lia.click("Keep it so", within="section[aria-labelledby=hopes]")
        assert lia.sees("That is where you would like to go")
        lia.go("/preferences/blocked")
        lia.fill("Name", "a")
        lia.click("Look")
        lia.page.get_by_role("button", name="Do not connect me").first.click()
        assert lia.sees("From now on you do not exist for them")
        lia.go("/about-me")
        ties = lia.page.locator("section[aria-labelledby=ties]")
        ties.get_by_text("Put this right").first.click()
        ties.get_by_role("combobox").first.select_option("LITTLE")
        lia.click("Keep it so", within="section[aria-labelledby=ties] details[open]")
        assert lia.sees("That is how it is from now on, for everybody")
        with lia.page.expect_download() as copy:
            lia.page.get_by_role("button", name="Take a copy of all of it").click()
        assert copy.value.suggested_filename.endswith(".zip")
        lia.click("What happens then, and how to do it")
        lia.page.get_by_label(f"I, {alumna}, want to be erased. I know that there is no way back.").check()
        lia.click("Erase me for good")
        assert lia.sees("It is done")
        assert alumna not in "".join(names(lia))
        lia.click(officer)
        _answers_a_letter(lia, expert)
        lia.go(f"/?q={alumna}")
        assert lia.sees("Nothing speaks of")
        assert lia.complaints == []


def _answers_a_letter(officer: Person, who: str) -> None:
    officer.click("Privacy")
    officer.fill("Name", who)
    officer.click("Look")
    officer.click(who, within="main")
    officer.page.get_by_text("Open a request in their name").click()
    officer.fill("Note", "A letter of 30 October")
    officer.click("Open the request")
    assert officer.sees("The request is open.")
    officer.page.get_by_text("Close it").first.click()
    officer.fill("What was done", "Sent by post")
    officer.click("It has been answered")
    assert officer.sees("The request is closed")


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_everything_fits(demo: Demo, chromium: Browser, size: str) -> None:
    somebody = person(chromium, demo, f"own-{size}", SIZES[size], color_scheme="light")
    asker, _, expert, *_, officer = names(somebody)
    found: list[str] = []
    for player, pages in ((asker, OWN), (officer, DESK)):
        somebody.go("/")
        somebody.click(player)
        somebody.go(f"/?q={demo.topic}")
        link = somebody.page.get_by_role("link", name=expert, exact=True).get_attribute("href") or ""
        for path in pages:
            somebody.go(path.format(somebody=link, officers=f"/privacy{link}"))
            somebody.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            somebody.look()
            found += [f"{path}: {one}" for one in violations(somebody)]
            assert not somebody.overflows(), path
    assert found == []
    assert somebody.complaints == []
