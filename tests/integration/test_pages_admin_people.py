"""Records made one and two again, and who is asked to stay in touch: in the browser."""

import pytest

from graph.model import Invitation, Merge
from queries.network import Network
from tests.factories import records as make
from tests.factories.alliance import invitation
from tests.factories.asking import key, staff
from tests.factories.browsing import Browser
from tests.factories.network import address_of, network_of
from tests.integration.test_duplicates import namesakes

DUPLICATES = "/admin/duplicates"
INVITATIONS = "/admin/invitations"


def admin_of(network: Network, page: str) -> Browser:
    browser = Browser(network, "ada=network_admin").sign_in()
    browser.get(page)
    return browser


@pytest.fixture
def network() -> Network:
    return namesakes()


def merges(network: Network) -> list[Merge]:
    return [stored.record for stored in network.store.scan(Merge).records]


def test_two_records_stand_side_by_side_with_what_speaks_for_it(network: Network) -> None:
    browser = admin_of(network, DUPLICATES)
    for words in ("First record", "Second record", "the same name", "at the same organization at the same"):
        assert words in browser.text
    assert "Möller" in browser.get("/admin")


@pytest.mark.parametrize(("choice", "kept"), [("0", "uma"), ("1", "ute")])
def test_either_record_may_stay_and_it_can_be_undone(network: Network, choice: str, kept: str) -> None:
    browser = admin_of(network, DUPLICATES)
    browser.send(DUPLICATES, choice=choice, reason="they share one desk")
    assert "They are one person now" in browser.text
    assert "one desk" in browser.text
    assert [merge.kept for merge in merges(network)] == [key(kept)]
    browser.send(f"{DUPLICATES}/undo")
    assert "They are two again" in browser.text
    assert ", undone " in browser.text
    assert "First record" in browser.text


def test_without_a_reason_nothing_happens_and_what_was_typed_stays(network: Network) -> None:
    browser = admin_of(network, DUPLICATES)
    browser.send(DUPLICATES, choice="0", reason="  ")
    assert (browser.status, "Say why they are one person" in browser.text) == (422, True)
    browser.send(DUPLICATES, reason="<b>one desk</b>")
    assert (browser.status, "Choose which record stays" in browser.text) == (422, True)
    assert "&lt;b&gt;one desk" in browser.text
    assert merges(network) == []


def test_a_form_sent_twice_merges_once(network: Network) -> None:
    browser = admin_of(network, DUPLICATES)
    form = browser.forms(DUPLICATES)[0].values | {"choice": "0", "reason": "they share one desk"}
    for _ in range(2):
        browser.client.post(DUPLICATES, data=form)
    assert len(merges(network)) == 1


def test_they_are_two_people(network: Network) -> None:
    browser = admin_of(network, DUPLICATES)
    browser.send(DUPLICATES, choice="two")
    assert "will not be proposed again" in browser.text
    assert "No two records look like one person." in browser.text


def test_hostile_names_are_shown_as_text() -> None:
    hostile = "<script>alert(1)</script> Möller"
    network = namesakes(ute=hostile, uma=hostile)
    browser = admin_of(network, DUPLICATES)
    assert "&lt;script&gt;" in browser.text
    assert "<script>alert" not in browser.text


def left() -> Network:
    people = staff(bob="employee", lou="alumnus")
    asked = [invitation("lou", state="claimed", asked="2024-05-01T10:00:00Z")]
    return network_of([*people, *map(address_of, ("ada", "bob", "lou")), *asked])


def test_invitations_by_state_and_counts_of_few_are_not_told() -> None:
    browser = admin_of(left(), INVITATIONS)
    assert "So far, fewer than five were asked" in browser.text
    assert "stays in touch" in browser.text
    assert "Lou" in browser.get(f"{INVITATIONS}?state=CLAIMED")
    assert "Lou" not in browser.get(f"{INVITATIONS}?state=BOUNCED")
    assert "Lou" in browser.get(f"{INVITATIONS}?state=nonsense")


def test_somebody_leaves_and_stays_after_all() -> None:
    network = left()
    browser = admin_of(network, f"{INVITATIONS}?who=bo")
    browser.send(INVITATIONS, day="2024-07-31")
    assert "They are asked" in browser.text
    invited = {one.record.person: one.record for one in network.store.scan(Invitation).records}
    assert invited[key("bob")].last_day == "2024-07-31"
    assert "31 July 2024" in browser.get(INVITATIONS)
    browser.send(f"{INVITATIONS}/cancel")
    assert "they stay" in browser.text
    assert key("bob") not in {one.record.person for one in network.store.scan(Invitation).records}


def test_what_is_lacking_is_said_and_what_was_chosen_stays() -> None:
    browser = admin_of(left(), f"{INVITATIONS}?who=bo")
    browser.send(INVITATIONS, day="soon")
    assert (browser.status, "Write the last day as" in browser.text) == (422, True)
    assert 'value="soon"' in browser.text
    browser.send(INVITATIONS, person="", day="2024-07-31")
    assert "Choose who leaves." in browser.text
    assert "Nobody of that name" in browser.get(f"{INVITATIONS}?who=zzz")
    assert "Nobody of that name" in browser.get(f"{INVITATIONS}?who=%3F")


def test_who_wants_to_hear_of_events_is_a_file() -> None:
    browser = admin_of(left(), INVITATIONS)
    browser.send(f"{INVITATIONS}/segment")
    assert browser.page.headers["content-type"].startswith("text/csv")
    assert make.key("person", "ada") not in browser.text
