"""What a network admin does in a real Chromium: a file with a bad row, put right in place; the reports."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.chromium import Person
from tests.e2e.demo import SIZES, Demo, names, person, violations

ROWS = """employee_id,name,email,title,department,start_date
90001,Ivo Newcomer,ivo.newcomer@brand-new.example,Engineer,Data,2026-01-05
90002,Una Atwood,una at brand-new,Engineer,Data,2026-01-05
"""


def admin(chromium: Browser, demo: Demo, name: str, width: int = 1440, scripts: bool = True) -> Person:
    somebody = person(chromium, demo, name, width, java_script_enabled=scripts)
    somebody.click(names(somebody)[5])
    return somebody


def send(somebody: Person, file: Path, text: str) -> None:
    """Choose a table of people and look at what would come of it."""
    file.write_text(text)
    somebody.page.get_by_label("People, from HR").check()
    somebody.page.get_by_label("File", exact=True).set_input_files(file)
    somebody.click("See what would come of it")


@pytest.mark.parametrize(("size", "scripts"), [("wide", True), ("narrow", False)])
def test_a_bad_row_is_put_right_where_it_is(
    demo: Demo, chromium: Browser, tmp_path: Path, size: str, scripts: bool
) -> None:
    somebody = admin(chromium, demo, f"import-{size}", SIZES[size], scripts)
    somebody.click("Admin")
    somebody.click("Bring a file in")
    text = ROWS if scripts else ROWS.replace("9000", "9100").replace("brand-new", "newest")
    send(somebody, tmp_path / "people.csv", text)
    assert somebody.sees("Nothing has been taken in yet")
    assert somebody.sees("What would wait in quarantine")
    somebody.click("Take it in")
    _wait(somebody)
    somebody.fill("email", "una still without")
    somebody.click("Take line 3 in")
    assert somebody.page.get_by_role("alert").is_visible()
    assert somebody.page.get_by_label("email", exact=True).input_value() == "una still without"
    somebody.fill("email", f"una.{size}@brand-new.example")
    somebody.click("Take line 3 in")
    assert somebody.sees("It is taken in. Thank you.")
    somebody.click("Find")
    somebody.fill("A person, a company, a skill or a question", "Una Atwood")
    somebody.click("Search")
    assert somebody.sees("People of that name")
    assert all("422" in one for one in somebody.complaints)


def _wait(somebody: Person) -> None:
    """Until the import is done: the page says so by itself, or when it is asked for again."""
    done = somebody.page.get_by_role("heading", name="In quarantine")
    for _ in range(30):
        if done.is_visible():
            return
        look = somebody.page.get_by_role("link", name="Look how far it is")
        if look.is_visible():
            look.click()
        somebody.page.wait_for_timeout(200)
    done.wait_for()


def test_a_figure_that_changes_is_seen_without_a_click(demo: Demo, chromium: Browser, tmp_path: Path) -> None:
    somebody = admin(chromium, demo, "progress")
    somebody.go("/admin/imports")
    rows = "".join(f"7{n:05},Person Number{n},p{n}@many.example,Engineer,Data,2026\n" for n in range(6_000))
    send(somebody, tmp_path / "many.csv", ROWS.splitlines(keepends=True)[0] + rows)
    somebody.click("Take it in")
    somebody.page.get_by_text("Everything was taken in").wait_for(timeout=60_000)
    somebody.click("Imports")
    assert somebody.sees("6,000 rows read")


PAGES = (
    "/admin",
    "/admin/imports",
    "/admin/imports?said=waiting",
    "/admin/duplicates",
    "/admin/invitations",
    "/admin/invitations?who=a",
    "/admin/reports",
    "/admin/reports/coverage",
    "/admin/reports/bridges",
    "/admin/reports/freshness",
    "/admin/reports/tours",
    "/admin/map",
    "/admin/topics",
    "/admin/topics?q=a",
)


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_everything_fits(
    demo: Demo, chromium: Browser, size: str, tmp_path: Path
) -> None:
    somebody = admin(chromium, demo, f"admin-{size}", SIZES[size])
    found = []
    for path in PAGES:
        somebody.go(path)
        found += _seen(somebody, path)
    somebody.go("/admin/topics?q=a")
    somebody.page.locator("main section li a").first.click()
    found += _seen(somebody, "a skill")
    somebody.go("/admin/imports")
    text = ROWS.replace("9000", f"{SIZES[size]}0").replace("brand-new", size)
    send(somebody, tmp_path / f"{size}.csv", text)
    somebody.page.get_by_text("How it is read").click()
    found += _seen(somebody, "preview")
    somebody.click("Take it in")
    _wait(somebody)
    found += _seen(somebody, "quarantine")
    mine = person(chromium, demo, f"mine-{size}", SIZES[size])
    mine.click(names(mine)[0])
    mine.go("/my-imports")
    found += _seen(mine, "my imports")
    assert found == []
    assert somebody.complaints == []


def _seen(somebody: Person, what: str) -> list[str]:
    somebody.look(what.strip("/").replace("/", "-").partition("?")[0])
    assert not somebody.overflows(), what
    return [f"{what}: {one}" for one in violations(somebody)]
