"""The privacy officer answers a letter, decides a rule, and looks whether the record is whole."""

from tests.e2e.chromium import Person
from tests.e2e.demo import names

REASON = "The works council agreed to a year"
LETTER = "A letter of 30 October"
MOST_LOOKS = 60
"""A check goes on beside the page, which waits for it a moment each time."""
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
    _checks_all_of_it(officer)
    assert officer.complaints == []


def _checks_all_of_it(officer: Person) -> None:
    officer.click("Check all of it")
    for _ in range(MOST_LOOKS):
        if officer.sees("Somebody has it checked just now"):
            officer.click("Check all of it")
        elif officer.sees("All of it is being read."):
            officer.click("Look again")
        else:
            break
    assert officer.sees("It is whole."), officer.page.locator("main").inner_text()


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
