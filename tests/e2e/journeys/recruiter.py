"""A recruiter comes from a skill to a shared list, and asks; the alumna reads the same."""

import csv

from tests.e2e.chromium import Person
from tests.e2e.demo import names

TITLE = "Head of everything that goes well"
NOTE = "You made it <b>work</b> before; would you again?<script>document.title = 'no'</script>"
HOPE = """Would you talk for half an hour? <img src=/x onerror="document.title = 'no'">"""
"""What people write is shown as they wrote it, and does nothing."""


def bring_somebody_back(recruiter: Person) -> None:
    """From a skill to a list that is shared and taken along, and a request to somebody on it."""
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
    (row,) = csv.DictReader(recruiter.saved("Take the list along as a table").read_text().splitlines())
    assert (row["Name"], row["Note"], row["Noted by"]) == (alumna, NOTE, her)
    assert recruiter.sees(", ".join(row))
    recruiter.click(f"Ask for an introduction to {alumna}")
    recruiter.fill("Message", HOPE)
    recruiter.click("Ask")
    assert recruiter.sees(f"You asked for {alumna}")
    recruiter.click(alumna, within="footer")
    recruiter.click("About me")
    for words in ("What is said about me for a role", TITLE, NOTE, f"Noted by {her}"):
        assert recruiter.sees(words)
    assert recruiter.page.title() != "no"
    assert recruiter.complaints == []


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
