"""The whole record is checked while who asked goes on, and what was found waits for them alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.ports import Stored
from policy.viewer import Viewer
from queries import audit_check, meanwhile
from queries.network import Network
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key, staff
from tests.factories.browsing import Browser
from tests.factories.network import NOW, address_of, network_in
from tests.fakes.held_store import HeldStore

CHECK = "/privacy/audit?check=yes&expect=%22ab"
OFFICER = Viewer(key("ada"), frozenset({"privacy_officer"}))
QUESTION = "{ auditVerification(wait: false) { whole reason } }"


@pytest.fixture
def store() -> Iterator[HeldStore]:
    held = HeldStore(lambda: NOW)
    yield held
    held.go.set()


@pytest.fixture
def network(store: HeldStore) -> Network:
    people = [*staff(bob="employee"), address_of("ada"), address_of("bob")]
    return network_in(store, people, lambda: NOW)


def finished(network: Network, store: HeldStore) -> object:
    """What is found, once the record may be read."""
    store.go.set()
    while (found := audit_check.verified_or_begun(network, OFFICER)) is None:
        pass
    store.go.clear()
    return found


def test_the_page_does_not_wait_and_leads_to_what_was_found(store: HeldStore, network: Network) -> None:
    officer = Browser(network, "ada=privacy_officer", "bob=privacy_officer").sign_in()
    for _ in range(2):
        officer.page = officer.client.get(CHECK)
        assert "All of it is being read" in officer.text
        assert '<a href="/privacy/audit?check=yes&amp;expect=%22ab">Look again</a>' in officer.text
        assert "Revision 1" in officer.text
    other = Browser(network, "bob=privacy_officer").sign_in()
    assert "Somebody has it checked just now" in other.get("/privacy/audit?check=yes")
    store.go.set()
    assert "the seal that was kept elsewhere is not in the chain" in officer.get(CHECK)
    assert "It is whole" in other.get("/privacy/audit?check=yes")


def test_it_is_told_once_and_then_checked_anew(store: HeldStore, network: Network) -> None:
    assert audit_check.verified_or_begun(network, OFFICER) is None
    assert getattr(finished(network, store), "whole", False)
    name = key("bob")
    held = store._held[name]
    store._held[name] = Stored(replace(held.record, name="Somebody else"), held.revision)  # type: ignore[call-arg]
    assert audit_check.verified_or_begun(network, OFFICER) is None
    assert not getattr(finished(network, store), "whole", True)


def test_what_nobody_came_back_for_is_not_told_much_later(
    store: HeldStore, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.go.set()
    assert audit_check.verified_or_begun(network, OFFICER, "ab") is not None
    store.go.clear()
    assert audit_check.verified_or_begun(network, OFFICER) is None
    monkeypatch.setattr(meanwhile, "STANDS_S", -1.0)
    store.go.set()
    for _ in range(3):
        assert audit_check.verified_or_begun(network, OFFICER) is None


def test_over_the_api_it_is_null_until_it_is_found_and_for_officers_alone(
    store: HeldStore, network: Network
) -> None:
    asking = Asking(network)
    assert asking.code(QUESTION) == "REFUSED"
    assert asking.ask(QUESTION, roles=("privacy_officer",)) == {"auditVerification": None}
    store.go.set()
    found = None
    while found is None:
        found = asking.ask(QUESTION, roles=("privacy_officer",))["auditVerification"]
    assert found == {"whole": True, "reason": None}
    network.store.apply([make.person("eve")])
    assert asking.ask("{ auditVerification { whole } }", roles=("privacy_officer",)) == {
        "auditVerification": {"whole": True}
    }
