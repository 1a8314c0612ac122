"""While a source is off for a country, imports pass over what it says of people there."""

from pathlib import Path

import pytest

from graph.keys import NO_KEY, Key
from graph.model import Contact, Employment, Evidence, Person, Tie
from ingest.sources.contacts import ContactsSource
from ingest.sources.git import git_source
from tests.factories import records as make
from tests.factories.git_history import make_repository
from tests.factories.ingest_network import Network
from tests.factories.tables import counts, known_people, table
from tests.integration.test_ingest_contacts import row
from tests.integration.test_ingest_git import ANN, BOB, CY, change

NOTE = "is switched off for a country: what it says of people there was not read"


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


def in_germany(network: Network, person: Key, name: str) -> None:
    network.store.apply([Person(key=person, name=name, location="Bonn, Germany")])


def test_contacts_with_people_in_the_country_are_passed_over(network: Network, tmp_path: Path) -> None:
    ann, bob, carl = known_people(network, "Ann", "Bob", "Carl")
    in_germany(network, bob, "Bob")
    network.store.apply([make.decision("source/mail/DE", "off")])
    written = table(
        tmp_path / "contacts.csv",
        row("Bob; Carl"),
        row("ann@home.example; new@else.example", sender="bob@home.example", at="2024-05-02"),
        row("Bob", at="2024-05-03", kind="meeting"),
    )
    result = network.ingest(ContactsSource(written))
    assert counts(result) == (2, 0, 1, 0)
    assert result.notes == (f"mail {NOTE}",)
    found = {(c.sender, c.recipient, c.contact_kind, c.weight) for c in network.all(Contact)}
    assert found == {(ann, carl, "mail", 0.5), (ann, bob, "meeting", 1.0)}
    assert network.person("email", "new@else.example") == NO_KEY


def test_an_approval_lets_the_next_run_read_them(network: Network, tmp_path: Path) -> None:
    _, bob, _ = known_people(network, "Ann", "Bob", "Carl")
    in_germany(network, bob, "Bob")
    network.store.apply([make.decision("source/mail/DE", "off")])
    written = table(tmp_path / "contacts.csv", row("Bob"))
    assert counts(network.ingest(ContactsSource(written))) == (0, 0, 1, 0)
    network.store.apply([make.decision("source/mail/DE", "approved", 1)])
    result = network.ingest(ContactsSource(written))
    assert counts(result) == (1, 0, 0, 0)
    assert result.notes == ()


def test_commits_of_people_in_the_country_are_passed_over(network: Network, tmp_path: Path) -> None:
    bob = network.employee("bob@x.org", "Bob Ray")
    in_germany(network, bob, "Bob Ray")
    network.store.apply([make.decision("source/git/DE", "off")])
    together = "Mend\n\nCo-authored-by: Bob Ray <bob@x.org>"
    made = [change(ANN, 0, message=together), change(BOB, 1), change(CY, 2)]
    result = network.ingest(git_source(make_repository(tmp_path / "a", made), organization="Acme"))
    assert (result.read, result.new, result.unchanged) == (3, 2, 1)
    assert f"git {NOTE}" in result.notes
    ann, cy = network.person("email", "ann@x.org"), network.person("email", "cy@x.org")
    shown = {(evidence.people, evidence.shares) for evidence in network.all(Evidence)}
    assert shown == {((ann,), (0.5,)), ((cy,), (1.0,))}
    assert {employment.person for employment in network.all(Employment)} == {ann, cy}
    assert [{tie.a, tie.b} for tie in network.all(Tie)] == [{ann, cy}]
