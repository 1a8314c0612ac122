"""A recruiter's work in a real Chromium, from a skill to a shared list; and the alumna who reads the same."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.chromium import Person
from tests.e2e.demo import SIZES, Demo, names, person, violations

TITLE = "Head of everything that goes well"
NOTE = "You made it work before; would you again?"


def known_for(somebody: Person, name: str) -> str:
    """What the page of `name` says first that they know about; no part of a journey."""
    somebody.go(f"/?q={name}")
    somebody.page.get_by_role("link", name=name, exact=True).click()
    return somebody.page.locator("section[aria-labelledby=skills] a").first.inner_text()


def find(recruiter: Person, skill: str) -> None:
    """From the menu to the people who have shown a skill, kept as a role."""
    recruiter.click("Roles")
    recruiter.fill("At least one of these", skill)
    recruiter.click("Look")
    assert recruiter.sees(f"Has shown {skill}")
    recruiter.fill("What the role is called", TITLE)
    recruiter.click("Keep it as a role")
    assert recruiter.sees("It is kept as a role.")


def taken_along(recruiter: Person) -> list[dict[str, str]]:
    """The rows of the table."""
    with recruiter.page.expect_download() as download:
        recruiter.click("Take the list along as a table")
    with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_from_a_skill_to_a_shared_list_and_the_person_reads_the_same(demo: Demo, chromium: Browser) -> None:
    recruiter = person(chromium, demo, "recruiter", java_script_enabled=False)
    _, _, _, alumna, her, colleague = names(recruiter)
    recruiter.click(her)
    skill = known_for(recruiter, alumna)
    find(recruiter, skill)
    recruiter.click(f"Add {alumna} to the list")
    assert recruiter.sees(f"{alumna} can read all of it")
    recruiter.fill("Note", NOTE)
    recruiter.click("Add to the list")
    assert recruiter.sees(NOTE)
    recruiter.fill("Share with a colleague", colleague)
    recruiter.click("Share")
    assert recruiter.sees("It is shared.")
    recruiter.click("Tell me of new people")
    assert recruiter.sees("You hear of it when somebody new fits")
    (row,) = taken_along(recruiter)
    assert (row["Name"], row["Note"], row["Noted by"]) == (alumna, NOTE, her)
    assert recruiter.sees(", ".join(row))
    recruiter.click(alumna, within="footer")
    recruiter.click("About me")
    for words in ("What is said about me for a role", TITLE, NOTE, f"Noted by {her}"):
        assert recruiter.sees(words)
    assert recruiter.complaints == []


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_the_pages_of_a_recruiter(demo: Demo, chromium: Browser, size: str) -> None:
    recruiter = person(chromium, demo, f"recruiter-axe-{size}", SIZES[size])
    _, _, _, alumna, her, _ = names(recruiter)
    recruiter.click(her)
    skill = known_for(recruiter, alumna)
    somebody = recruiter.page.url.rpartition("/")[2]
    find(recruiter, skill)
    role = recruiter.page.url.partition("role=")[2].partition("&")[0]
    paths = [
        "/roles",
        f"/roles/search?anyOf={skill}",
        f"/roles/search?anyOf={skill}&noneOf={skill}",
        f"/roles/{role}",
        f"/roles/{role}/put-down?person={somebody}",
        f"/people/{somebody}/paths?purpose=RECRUITING&role={role}",
        "/rehire-statuses",
        f"/rehire-statuses?name={alumna}",
        f"/rehire-statuses/say?person={somebody}",
    ]
    found = []
    for path in paths:
        recruiter.go(path)
        recruiter.look()
        found += [f"{path}: {one}" for one in violations(recruiter)]
        assert not recruiter.overflows(), path
    assert found == []
    assert all("422" in one for one in recruiter.complaints)
