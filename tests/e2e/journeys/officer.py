"""The privacy officer answers a letter, decides a rule, and looks whether the record is whole."""

from tests.e2e.chromium import Person
from tests.e2e.demo import names

REASON = "The works council agreed to a year"
LETTER = "A letter of 30 October"
THE_LETTER = f".card:has-text('{LETTER}')"
"""Its place: whom the day's work is erasing just then stands above it for a moment."""


def keep_the_rules(officer: Person) -> None:
    """From a letter that came to the seal of the record."""
    _, _, expert, *_, her = names(officer)
    officer.click(her)
    officer.click("Privacy")
    _answers_a_letter(officer, expert)
    officer.click("Rules")
    officer.unfold("Change it: How long requests are kept")
    officer.fill("From now on", "12", within="details[open]")
    officer.fill("Why", REASON, within="details[open]")
    officer.click("Decide it", within="details[open]")
    assert officer.sees("It holds from now on.")
    officer.click("What was decided before: How long requests are kept")
    assert officer.sees(REASON)
    officer.click("The record")
    officer.click("Check all of it")
    officer.wait_for(officer.page.get_by_text("It is whole."), "Look again")
    assert officer.complaints == []


def _answers_a_letter(officer: Person, who: str) -> None:
    officer.fill("Name", who)
    officer.click("Look")
    officer.click(who, within="main")
    officer.unfold("Open a request in their name")
    officer.fill("Note", LETTER)
    officer.click("Open the request")
    assert officer.sees("The request is open.")
    officer.unfold("Close it", within=THE_LETTER)
    officer.fill("What was done", "Sent by post", within=THE_LETTER)
    officer.click("It has been answered", within=THE_LETTER)
    assert officer.sees("The request is closed")
