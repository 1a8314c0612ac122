"""The back button after something was done: what one comes back to is how it is by now."""

from playwright.sync_api import Browser

from tests.e2e.demo import Demo, names, person
from tests.e2e.journeys.recruiter import TITLE, find, known_for


def test_one_comes_back_to_what_holds_now_and_does_nothing_twice(demo: Demo, chromium: Browser) -> None:
    recruiter = person(chromium, demo, "back")
    _, _, _, alumna, her, *_ = names(recruiter)
    recruiter.click(her)
    find(recruiter, known_for(recruiter, alumna))
    recruiter.click(TITLE, within="main")
    recruiter.click("Tell me of new people")
    recruiter.page.go_back()
    assert recruiter.sees("Hear no more of new people")
    recruiter.click("Close the role")
    recruiter.page.go_back()
    assert recruiter.sees("Closed on")
    assert not recruiter.page.get_by_role("button", name="Close the role").is_visible()
    assert recruiter.complaints == []
