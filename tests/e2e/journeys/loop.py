"""Somebody asks, is introduced, and says what came of it: the first job of the pages."""

from tests.e2e.chromium import Person
from tests.e2e.demo import names


def close_the_loop(ada: Person, topic: str) -> None:
    """In at most 15 actions."""
    asker, connector, expert, *_ = names(ada)
    ada.look("sign-in")
    ada.click(asker)
    ada.fill("A person, a company, a skill or a question", f"Who knows about {topic}?")
    ada.click("Search")
    ada.click(f"Ask for an introduction to {expert}")
    assert ada.sees("Who could introduce you")
    ada.fill("Message", "I would love to hear how you did it.")
    ada.click("Ask")
    assert ada.sees("You asked")
    ada.click(connector)
    ada.click("Yes, I will introduce them")
    ada.click(expert)
    ada.click("Yes, I would like to talk")
    ada.click(asker)
    assert ada.sees("Agreed.")
    ada.fill("Thanks, if you like", "Thank you both!")
    ada.click("It helped")
    ada.click(connector)
    assert ada.sees("Thank you both!")
    assert ada.actions <= 15
    assert ada.complaints == []
