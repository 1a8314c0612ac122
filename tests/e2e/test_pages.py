"""The first page in a real Chromium: where the keyboard begins, and what the box suggests."""

from playwright.sync_api import Browser

from tests.e2e.demo import Demo, names, person


def test_the_keyboard_begins_where_one_types_and_can_skip_the_menu(demo: Demo, chromium: Browser) -> None:
    ada = person(chromium, demo, "keys")
    ada.click(names(ada)[0])
    ada.page.get_by_label("A person, a company, a skill or a question").wait_for()
    ada.page.keyboard.type(demo.topic)  # the box has the focus
    ada.page.keyboard.press("Enter")
    ada.page.get_by_role("heading", name=f"People who know about {demo.topic}").wait_for()
    ada.page.keyboard.press("Tab")
    assert ada.page.locator(":focus").inner_text() == "Skip to the content"
    assert ada.complaints == []


def test_the_box_suggests_while_one_types(demo: Demo, chromium: Browser) -> None:
    ada = person(chromium, demo, "suggest")
    ada.click(names(ada)[0])
    ada.page.keyboard.type(demo.topic[:4])
    ada.page.locator(f'datalist option[value="{demo.topic}"]').wait_for(state="attached")
    assert ada.complaints == []
