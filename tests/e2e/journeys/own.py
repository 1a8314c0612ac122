"""Somebody who left has her say about what is held of her, and goes for good."""

import zipfile

from tests.e2e.chromium import Person
from tests.e2e.demo import names

CAPACITY = "Requests in 30 days, at most"


def have_her_say(lia: Person) -> None:
    """Her own page, preferences and whom not to meet; what the graph says, put right and stopped; a copy."""
    alumna = names(lia)[3]
    lia.click(alumna)
    lia.click(alumna)  # her name leads to her page
    lia.click("Edit my page")
    lia.fill("Goals", "To teach what I know")
    lia.tick("I am open to come back")
    lia.click("Keep it so", within="section[aria-labelledby=hopes]")
    assert lia.sees("That is where you would like to go")
    lia.click("Preferences")
    lia.fill(CAPACITY, "3")
    lia.click("Keep it so")
    assert lia.sees("from now on")
    assert lia.page.get_by_label(CAPACITY).input_value() == "3"
    lia.click("whom you do not want to be connected with")
    lia.fill("Name", "a")
    lia.click("Look")
    lia.click_first("Do not connect me")
    assert lia.sees("From now on you do not exist for them")
    lia.click("About me")
    ties = "section[aria-labelledby=ties]"
    lia.unfold("Put this right", within=ties)
    lia.choose(f"{ties} details[open] select", "know each other a little")
    lia.click("Keep it so", within=f"{ties} details[open]")
    assert lia.sees("That is how it is from now on, for everybody")
    assert zipfile.is_zipfile(lia.saved("Take a copy of all of it"))
    lia.click("Use none of it")
    assert lia.sees("What is held about you is used for nothing now")
    lia.click("Use it again")
    assert not lia.sees("What is held about you is used for nothing now")
    assert lia.complaints == []


def leave_for_good(lia: Person) -> None:
    """From her page to the day on which nobody finds her."""
    asker, _, _, alumna, *_ = names(lia)
    lia.click(alumna)
    lia.click("About me")
    lia.click("What happens then, and how to do it")
    lia.tick(f"I, {alumna}, want to be erased. I know that there is no way back.")
    lia.click("Erase me for good")
    assert lia.sees("It is done")
    assert alumna not in names(lia)
    lia.click(asker)
    lia.fill("A person, a company, a skill or a question", alumna)
    lia.click("Search")
    assert lia.sees("Nothing speaks of")
    assert lia.complaints == []
