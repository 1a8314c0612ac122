"""What an import could not take in is put right in place; what is refused stays as it was typed."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.keys import Key
from graph.model import Person, Quarantined
from queries.network import Network
from tests.factories import records as make
from tests.factories.asking import key, staff
from tests.factories.browsing import Browser
from tests.factories.network import address_of, network_of
from tests.factories.uploads import PEOPLE, uploads
from tests.integration.test_uploads import ended

BASE = "/admin/imports"


@pytest.fixture
def network(tmp_path: Path) -> Network:
    made = network_of([*staff(bob="employee"), *map(address_of, ("ada", "bob"))])
    return replace(made, uploads=uploads(tmp_path))


@pytest.fixture
def admin(network: Network) -> Browser:
    """At the page of an import that has one row in quarantine."""
    browser = Browser(network, "ada=network_admin", "bob").sign_in()
    browser.get(BASE)
    browser.upload(BASE, "people.csv", PEOPLE, kind="people")
    browser.send(f"{BASE}/start")
    ended(network)
    browser.get(browser.page.url.path)
    return browser


def here(browser: Browser) -> str:
    return str(browser.page.url.path)


def test_a_row_is_put_right_in_place(network: Network, admin: Browser) -> None:
    for words in ("Line 3", "no address", 'value="Hal Hell"', "Take line 3 in"):
        assert words in admin.text
    admin.send(f"{here(admin)}/mend", **{"value-email": "hal@home.example"})
    assert "It is taken in" in admin.text
    assert "Everything was taken in" in admin.text
    assert "Hal Hell" in {stored.record.name for stored in network.store.scan(Person).records}


def test_what_is_still_wrong_says_why_and_stays_as_it_was_typed(network: Network, admin: Browser) -> None:
    page = here(admin)
    typed = {"value-email": "hal at <home>", "value-name": "Hal Hill"}
    admin.send(f"{page}/mend", **typed)
    assert admin.status == 422
    assert 'role="alert"' in admin.text
    assert 'value="hal at &lt;home&gt;"' in admin.text
    assert 'value="Hal Hill"' in admin.text
    assert len(list(network.store.scan(Quarantined).records)) == 1
    admin.send(f"{page}/mend", **{"value-email": "hal@home.example"})
    assert "Hal Hill" in {stored.record.name for stored in network.store.scan(Person).records}


def test_sent_twice_it_is_taken_in_once_and_the_second_is_told(network: Network, admin: Browser) -> None:
    page = here(admin)
    form = admin.forms(f"{page}/mend")[0].values | {"value-email": "hal@home.example"}
    for status in (200, 422):
        answer = admin.client.post(f"{page}/mend", data=form)
        assert answer.status_code == status
    assert "not here any more" in answer.text
    names = [stored.record.name for stored in network.store.scan(Person).records]
    assert names.count("Hal Hell") == 1


def test_all_are_tried_again_as_they_are(network: Network, admin: Browser) -> None:
    page = here(admin)
    admin.send(f"{page}/retry")
    assert "What is left is below" in admin.text
    assert "Line 3" in admin.text


def test_a_row_of_a_format_that_is_not_mended_here_is_shown(network: Network) -> None:
    network.store.apply(
        [
            make.job("own", format="linkedin", state="done", contributor=key("bob"), quarantined=2),
            make.quarantined(2, "own", columns='{"First Name": "<b>Flo</b>"}'),
            make.quarantined(3, "own", columns="{}"),
        ]
    )
    bob = Browser(network, "bob").sign_in()
    text = bob.get("/my-imports/job:own")
    assert "&lt;b&gt;Flo" in text
    assert "Put them right in the file" in text
    assert bob.forms("/my-imports/job:own/mend") == []
    bob.page = bob.client.post(
        "/my-imports/job:own/mend",
        data=bob.forms("/sign-out")[0].values | {"record": "quarantined:own.000000002", "once": "o"},
    )
    assert bob.status == 422
    ada = Browser(network, "ada=network_admin").sign_in()
    ada.get(f"{BASE}/job:own")
    assert ada.status == 404


def test_many_rows_come_page_by_page_and_a_refusal_stays_on_its_page(network: Network) -> None:
    rows = [make.quarantined(line, columns='{"email": "?", "name": "N"}') for line in range(2, 27)]
    network.store.apply([make.job(state="done", quarantined=25, options="{}"), *rows])
    admin = Browser(network, "ada=network_admin").sign_in()
    address = f"{BASE}/job:first"
    assert admin.get(address).count("Take line") == 10
    (more,) = [line for line in admin.text.split('"') if "?after=" in line]
    assert "Line 12" in admin.get(more)
    admin.send(f"{address}/mend", **{"value-email": "still"})
    assert 'value="still"' in admin.text
    assert "Line 12" in admin.text


def test_a_session_that_ended_keeps_the_values(network: Network, admin: Browser) -> None:
    page = here(admin)
    form = admin.forms(f"{page}/mend")[0].values | {"value-email": "hal@home.example"}
    admin.client.cookies.clear()
    admin.page = admin.client.post(f"{page}/mend", data=form, headers={"sec-fetch-site": "same-origin"})
    admin.send("/sign-in", person="0")
    assert "hal@home.example</blockquote>" in admin.text
    admin.send(f"{page}/mend")
    assert "It is taken in" in admin.text
    assert network.store.fetch([Key("person:bob")]).found
