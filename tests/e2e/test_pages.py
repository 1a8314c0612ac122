"""The first page in a real Chromium: where the keyboard begins, and what the box suggests."""

from playwright.sync_api import Browser

from tests.e2e.demo import Demo, names, person

HOSTILE = """<img src=/x onerror="document.title = 'no'"><script>document.title = 'no'</script>"""


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


def test_what_was_typed_is_shown_as_text(demo: Demo, chromium: Browser) -> None:
    ada = person(chromium, demo, "hostile")
    ada.click(names(ada)[0])
    ada.page.keyboard.type(HOSTILE)
    ada.page.keyboard.press("Enter")
    ada.page.get_by_text(HOSTILE).first.wait_for()
    assert ada.page.title() != "no"
    assert ada.page.locator("main img").count() == 0
    assert ada.complaints == []
