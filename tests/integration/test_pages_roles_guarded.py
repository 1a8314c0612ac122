"""The pages of roles: for whom they are not there, what they never show, and what they keep."""

import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from tests.factories import records as make
from tests.factories.alliance import candidacy, rehire_status, role
from tests.factories.browsing import Browser
from tests.factories.recruiting import ADA, BOB, CYD, PAGES, at, play

HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


def test_a_role_that_is_not_mine_cannot_be_asked_along() -> None:
    on = play(role("secret", by="eve"))
    ada = at(on, ADA)
    ada.get("/people/person:cyd/paths?purpose=RECRUITING&role=role:secret")
    assert "secret" not in ada.text.split("<footer")[0]
    ada.send("/people/person:cyd/paths", role="role:secret", message="Kept text")
    assert (ada.status, "Kept text</textarea>" in ada.text) == (422, True)


def test_who_blocks_the_viewer_stands_in_no_list_and_in_no_table() -> None:
    on = play(role(), candidacy(of="cyd"))
    browser = at(on, ADA)
    assert "Cyd" in browser.get("/roles/role:engineer").split("<footer")[0]
    on.block("cyd", "ada")
    for path in PAGES:
        assert "Cyd" not in browser.get(path).split("<footer")[0], path


@pytest.mark.parametrize("who", [CYD, BOB])
def test_for_all_others_the_pages_are_not_there(who: int) -> None:
    browser = at(play(role()), who)
    assert 'href="/roles"' not in browser.get("/")
    told = set()
    for path in (*PAGES, "/rehire-statuses", "/rehire-statuses/say?person=person:cyd"):
        browser.get(path)
        assert browser.status == 404
        told.add(re.sub(r'action="/sign-in".*', "", browser.plain, flags=re.DOTALL))
    assert len(told) == 1


def test_a_role_that_is_there_for_others_and_one_that_is_nowhere_look_alike() -> None:
    browser = at(play(role("secret", by="eve")), ADA)
    for page in ("/roles/{}", "/roles/{}/candidates.csv", "/roles/{}/put-down?person=person:cyd"):
        told = {
            browser.get(page.format(name)) and browser.plain.replace(name, "ID")
            for name in ("role:secret", "role:nowhere", "person:cyd", "%3Cscript%3E")
        }
        assert (len(told), browser.status) == (1, 404)


def test_hostile_texts_are_shown_as_text() -> None:
    on = play(
        role(title=HOSTILE, text=HOSTILE, location=HOSTILE, level=HOSTILE, any_of=(HOSTILE,)),
        replace(role(), text=HOSTILE, title=HOSTILE, level=HOSTILE),
        candidacy(of="cyd", note=HOSTILE),
        rehire_status("bob", by="hal", reason=HOSTILE, appeal=HOSTILE, appealed="2024-05-20T10:00:00Z"),
    )
    on.network.store.apply(
        [
            replace(make.person("cyd"), name=HOSTILE, headline=HOSTILE),
            make.evidence("t", "cyd", text=f"billing {HOSTILE}"),
        ]
    )
    both = Browser(on.network, "ada=recruiter+hr_partner", "cyd").sign_in()
    for path in (*PAGES[:-1], "/rehire-statuses", f"/roles/search?title={quote(HOSTILE)}"):
        text = both.get(path)
        assert both.status in (200, 422), path
        assert "<script>alert" not in text
        assert "<img" not in text
    assert "<script>alert" not in both.sign_in(1).get("/about-me")


def test_what_was_typed_of_a_candidate_outlives_the_session() -> None:
    browser = at(play(role()), ADA)
    browser.get("/roles/role:engineer/put-down?person=person:cyd")
    form = browser.forms("/roles/role:engineer/put-down")[0].values | {"note": "Typed for an <hour>"}
    browser.client.cookies.clear()
    browser.page = browser.client.post(
        "/roles/role:engineer/put-down", data=form, headers={"sec-fetch-site": "same-origin"}
    )
    assert (browser.status, "nothing is lost" in browser.text) == (401, True)
    browser.send("/sign-in", person=str(ADA))
    assert "<blockquote>Typed for an &lt;hour&gt;</blockquote>" in browser.text
    browser.send("/roles/role:engineer/put-down")
    assert "Typed for an &lt;hour&gt;" in browser.text


def test_a_form_that_is_sent_twice_does_its_work_once() -> None:
    on = play(role())
    browser = at(on, ADA)
    browser.get("/roles/role:engineer/put-down?person=person:cyd")
    form = browser.forms("/roles/role:engineer/put-down")[0].values | {"note": "Once"}
    for _ in range(2):
        answer = browser.client.post("/roles/role:engineer/put-down", data=form)
        assert answer.url.path == "/roles/role:engineer"
    assert browser.get("/roles/role:engineer").count("Once") == 1


@pytest.mark.parametrize("path", [*PAGES[:-1], "/rehire-statuses", "/rehire-statuses/say?person=person:cyd"])
def test_the_pages_load_nothing_from_elsewhere_and_run_nothing_inline(path: str) -> None:
    on = play(role(), candidacy(of="cyd"), rehire_status("bob", by="hal"))
    browser = Browser(on.network, "ada=recruiter+hr_partner").sign_in()
    text = browser.get(path)
    assert (browser.status, "unsafe" in browser.page.headers["content-security-policy"]) == (200, False)
    assert browser.page.headers["cache-control"] == "no-store"
    assert not re.search(r"<style|<script| style=| on\w+=", text)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", text)
    assert text.count("<h1") == 1
