"""Insight, tours and what is on in a real Chromium: two colleagues, an alumna, and what axe finds."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.demo import SIZES, Demo, names, person, violations

MISSION = "Half of the invoices by themselves"
TOLD = "They buy before they build."


def test_colleagues_plan_a_tour_tell_what_they_saw_and_an_alumna_takes_part(
    demo: Demo, chromium: Browser
) -> None:
    ada = person(chromium, demo, "together", SIZES["narrow"], java_script_enabled=False)
    asker, _, _, alumna, partner, *_ = names(ada)  # the partner recruits, and speaks for the company
    ada.click(asker)
    ada.fill("A person, a company, a skill or a question", partner)
    ada.click("Search")
    ada.click(partner, within="main")
    ada.click("Plan a tour together")
    ada.fill("What is it for?", MISSION)
    ada.page.get_by_label("A rotation").check()
    ada.fill("Ends", "2027-12-31")
    ada.fill("What do you give?", "A day a week")
    ada.click("Propose it")
    assert ada.sees("It is proposed.")
    ada.click(partner, within="footer")
    ada.click("Tours")
    assert ada.sees("A day a week")
    ada.click("Yes, let us do it")
    assert ada.sees("The tour stands")
    ada.fill("A note about how it goes", "We have begun.")
    ada.click("Note it")
    assert ada.sees("We have begun.")
    ada.click("Insight")
    ada.click("Write down what you know")
    ada.fill("What did you learn?", TOLD)
    ada.fill("Companies that it is about", "Blue Heron Ltd")
    ada.page.get_by_label("Nothing in it is confidential").check()
    ada.click("Tell it")
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
    ada.click("What's on")
    assert ada.sees("Good to see you again")
    if not ada.page.get_by_role("heading", name="Autumn lunch").is_visible():
        ada.click("Yes, list events to me")
    ada.click("I take part in Autumn lunch")
    assert ada.sees("Who holds it hears of it")
    assert ada.complaints == []


EMPLOYEE = (
    "/home", "/home/offer?kind=MENTORING", "/insight", "/insight?kind=topic&q={topic}", "/insight/new",
    "/tours", "/tours/plan", "/tours/plan?q=a", "/tours/offered", "/tours/offer",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_everything_fits(demo: Demo, chromium: Browser, size: str) -> None:
    ada = person(chromium, demo, f"together-axe-{size}", SIZES[size])
    asker, _, _, alumna, recruiter, *_ = names(ada)
    found: list[str] = []
    for who, pages in (
        (asker, EMPLOYEE),
        (alumna, ("/home",)),
        (recruiter, ("/home", "/home/offer?kind=EVENT")),
    ):
        if who != asker:
            ada.go("/")
            ada.click(who, within="footer")
        else:
            ada.click(who)
        for path in pages:
            ada.go(path.format(topic=demo.topic))
            ada.look()
            found += [f"{path}: {one}" for one in violations(ada)]
            assert not ada.overflows(), path
    assert found == []
    assert ada.complaints == []
