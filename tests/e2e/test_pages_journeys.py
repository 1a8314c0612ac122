"""What each user comes to do, in a real Chromium: by keyboard, without scripts, on the narrowest screen."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.chromium import SIZES, Person
from tests.e2e.demo import Demo, names, person, playing_in
from tests.e2e.journeys.admin import COLUMNS, run_the_network, send
from tests.e2e.journeys.loop import close_the_loop
from tests.e2e.journeys.officer import keep_the_rules
from tests.e2e.journeys.own import have_her_say, leave_for_good
from tests.e2e.journeys.recruiter import bring_somebody_back
from tests.e2e.journeys.together import plan_tell_and_meet


def hindered(chromium: Browser, demo: Demo, name: str) -> Person:
    """Somebody without a mouse, without scripts and with a small screen."""
    return person(chromium, demo, name, SIZES["narrow"], java_script_enabled=False, keyboard=True)


def test_the_loop_closes_in_fifteen_actions(demo: Demo, chromium: Browser) -> None:
    close_the_loop(hindered(chromium, demo, "loop"), demo.topic)


def test_a_recruiter_brings_somebody_back(demo: Demo, chromium: Browser) -> None:
    bring_somebody_back(hindered(chromium, demo, "recruiter"))


def test_colleagues_plan_tell_and_meet(demo: Demo, chromium: Browser) -> None:
    plan_tell_and_meet(hindered(chromium, demo, "together"))


def test_who_runs_the_network_does(demo: Demo, chromium: Browser, tmp_path: Path) -> None:
    run_the_network(hindered(chromium, demo, "admin"), tmp_path / "people.csv")


def test_the_officer_keeps_the_rules(demo: Demo, chromium: Browser) -> None:
    keep_the_rules(hindered(chromium, demo, "officer"))


def test_an_alumna_has_her_say_and_leaves_for_good(chromium: Browser, tmp_path: Path) -> None:
    with playing_in(tmp_path) as own:
        have_her_say(hindered(chromium, own, "own"))
        leave_for_good(hindered(chromium, own, "leave"))


def test_with_scripts_and_a_mouse_it_is_the_same(demo: Demo, chromium: Browser, tmp_path: Path) -> None:
    run_the_network(person(chromium, demo, "admin-scripts"), tmp_path / "people.csv", "910")


def test_a_figure_that_changes_is_seen_without_a_click(demo: Demo, chromium: Browser, tmp_path: Path) -> None:
    somebody = person(chromium, demo, "progress")
    somebody.click(names(somebody)[5])
    somebody.go("/admin/imports")
    rows = "".join(f"7{n:05},Person Number{n},p{n}@many.example,Engineer,Data,2026\n" for n in range(6_000))
    send(somebody, tmp_path / "many.csv", COLUMNS + rows)
    somebody.click("Take it in")
    somebody.page.get_by_text("Everything was taken in").wait_for(timeout=60_000)
    somebody.click("Imports")
    assert somebody.sees("6,000 rows read")
