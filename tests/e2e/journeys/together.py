"""Colleagues plan a tour, tell what they saw and hold an event; somebody who left takes part."""

from tests.e2e.chromium import Person
from tests.e2e.demo import names

MISSION = "Half of the invoices by themselves"
TOLD = "They buy before they build."


def plan_tell_and_meet(ada: Person) -> None:
    """A tour that stands, an insight that is found, an event that somebody comes to."""
    asker, _, _, alumna, partner, *_ = names(ada)  # the partner recruits, and speaks for the company
    ada.click(asker)
    _plan(ada, partner)
    ada.click(partner, within="footer")
    ada.click("Tours")
    assert ada.sees("A day a week")
    ada.click("Yes, let us do it")
    assert ada.sees("The tour stands")
    ada.fill("A note about how it goes", "We have begun.")
    ada.click("Note it")
    assert ada.sees("We have begun.")
    _tell(ada)
    ada.click(asker, within="footer")
    ada.click("Insight")
    ada.fill("A company, a market, a technique", "blue heron")
    ada.click("Ask")
    assert ada.sees(TOLD)
    ada.click(partner, within="footer")
    ada.click("What's on")
    ada.click("Announce an event")
    ada.fill("What is it called?", "Autumn lunch")
    ada.fill("Day", "2027-01-31")
    ada.click("Announce it")
    ada.click(alumna, within="footer")
    _take_part(ada)
    assert ada.complaints == []


def _plan(ada: Person, partner: str) -> None:
    ada.fill("A person, a company, a skill or a question", partner)
    ada.click("Search")
    ada.click(partner, within="main")
    ada.click("Plan a tour together")
    ada.fill("What is it for?", MISSION)
    ada.tick("A rotation")
    ada.fill("Ends", "2027-12-31")
    ada.fill("What do you give?", "A day a week")
    ada.click("Propose it")
    assert ada.sees("It is proposed.")


def _tell(ada: Person) -> None:
    ada.click("Insight")
    ada.click("Write down what you know")
    ada.fill("What did you learn?", TOLD)
    ada.fill("Companies that it is about", "Blue Heron Ltd")
    ada.tick("Nothing in it is confidential")
    ada.click("Tell it")


def _take_part(ada: Person) -> None:
    ada.click("What's on")
    assert ada.sees("Good to see you again")
    if not ada.page.get_by_role("heading", name="Autumn lunch").is_visible():
        ada.click("Yes, list events to me")
    ada.click("I take part in Autumn lunch")
    assert ada.sees("Who holds it hears of it")
    ada.click("Tours")
    assert ada.sees("Over")
