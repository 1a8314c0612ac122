from pathlib import Path

import pytest

from graph.keys import NO_KEY, Key
from graph.model import Contact, Person, PrivateProfile
from ingest.sources.contacts import ContactsSource
from tests.factories.ingest_network import Network
from tests.factories.tables import counts, known_people, problems, table


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


@pytest.fixture
def people(network: Network) -> list[Key]:
    return known_people(network, "Ann", "Bob", "Carl")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "contacts.csv"


def row(
    to: str, sender: str = "ann@home.example", at: str = "2024-05-01T10:00:00Z", kind: str = "mail"
) -> dict[str, str]:
    return {"at": at, "from": sender, "to": to, "kind": kind}


def test_a_mail_to_two_people_counts_half_for_each(network: Network, people: list[Key], file: Path) -> None:
    written = table(
        file, row("bob@home.example; Carl"), row("Bob", at="2024-05-02T12:00:00+02:00", kind="Call")
    )
    assert counts(network.ingest(ContactsSource(written))) == (2, 0, 0, 0)
    found = sorted(network.all(Contact), key=lambda contact: (contact.at, contact.recipient))
    ann, bob, carl = people
    assert {(c.sender, c.recipient, c.weight) for c in found[:2]} == {(ann, bob, 0.5), (ann, carl, 0.5)}
    assert (found[2].at, found[2].contact_kind, found[2].weight) == ("2024-05-02T10:00:00Z", "call", 1.0)


def test_fifteen_recipients_count_and_sixteen_do_not(network: Network, people: list[Key], file: Path) -> None:
    some = "; ".join(f"p{n}@else.example" for n in range(15))
    written = table(file, row(some), row(f"{some}; one.more@else.example", at="2024-05-02"))
    result = network.ingest(ContactsSource(written))
    assert counts(result) == (1, 0, 1, 0)
    assert {round(contact.weight * 15, 9) for contact in network.all(Contact)} == {1.0}
    assert result.notes == ("no evidence: 1 contacts with more than 15 recipients",)
    assert network.person("email", "one.more@else.example") == NO_KEY


def test_machines_and_team_mailboxes_are_nobody(network: Network, people: list[Key], file: Path) -> None:
    written = table(
        file,
        row("bob@home.example; sales@home.example; noreply@else.example"),
        row("bob@home.example", sender="No Reply <no-reply@else.example>"),
        row("support@else.example"),
    )
    result = network.ingest(ContactsSource(written))
    assert counts(result) == (1, 0, 2, 0)
    assert [contact.weight for contact in network.all(Contact)] == [1.0]
    assert network.person("email", "support@else.example") == NO_KEY


def test_two_addresses_of_one_person_are_one_recipient(
    network: Network, people: list[Key], file: Path
) -> None:
    written = table(file, row("bob@home.example; BOB@Home.example; Bob; ann@home.example"))
    network.ingest(ContactsSource(written))
    assert [(c.recipient, c.weight) for c in network.all(Contact)] == [(people[1], 1.0)]


def test_a_mail_to_oneself_says_nothing(network: Network, people: list[Key], file: Path) -> None:
    assert counts(network.ingest(ContactsSource(table(file, row("Ann"))))) == (0, 0, 1, 0)
    assert not network.all(Contact)


def test_an_unknown_address_makes_an_outsider_with_the_name_beside_it(
    network: Network, people: list[Key], file: Path
) -> None:
    written = table(
        file,
        row('"Lee; Dora" <dora@else.example>; eve@else.example'),
        row("Eve Li <eve@else.example>", at="2024-05-02"),
        row("eve@else.example", at="2024-05-03"),
    )
    assert counts(network.ingest(ContactsSource(written))) == (3, 0, 0, 0)
    names = {person.name for person in network.all(Person)}
    assert names == {"Ann", "Bob", "Carl", "Lee; Dora", "Eve Li"}
    assert counts(network.ingest(ContactsSource(written))) == (0, 0, 3, 0)


def test_an_outsider_from_a_private_source_has_no_name_for_the_company(
    network: Network, people: list[Key], file: Path
) -> None:
    written = table(file, row("eve@else.example"), row("Eve Li <eve@else.example>", at="2024-05-02"))
    network.ingest(ContactsSource(written, people[0]))
    eve = network.person("email", "eve@else.example")
    assert [person.name for person in network.all(Person) if person.key == eve] == [""]
    assert [(p.name, p.contributor) for p in network.all(PrivateProfile)] == [("Eve Li", people[0])]
    assert {contact.contributor for contact in network.all(Contact)} == {people[0]}
    assert counts(network.ingest(ContactsSource(written))) == (2, 0, 0, 0), (
        "shared facts are facts of their own"
    )
    assert [person.name for person in network.all(Person) if person.key == eve] == ["Eve Li"]


def test_the_same_contact_in_two_files_is_one_fact(
    network: Network, people: list[Key], file: Path, tmp_path: Path
) -> None:
    network.ingest(ContactsSource(table(file, row("Bob"))))
    before = network.facts()
    other = table(tmp_path / "other.csv", row("bob@home.example", at="2024-05-01 10:00:00"), row("Bob"))
    assert counts(network.ingest(ContactsSource(other))) == (0, 0, 2, 0)
    assert network.facts() == before


def test_of_two_mails_in_one_moment_the_more_personal_one_counts_whatever_the_order(
    network: Network, people: list[Key], file: Path, tmp_path: Path
) -> None:
    wide, narrow = row("Bob; Carl"), row("Bob")
    network.ingest(ContactsSource(table(file, wide, narrow)))
    turned = Network(tmp_path / "turned")
    known_people(turned, "Ann", "Bob", "Carl")
    turned.ingest(ContactsSource(table(file, narrow, wide)))
    assert network.all(Contact) == turned.all(Contact)


def test_what_cannot_be_true_goes_to_quarantine(network: Network, people: list[Key], file: Path) -> None:
    bad = [
        row("Bob", at="1979-12-31 21:00:00"),
        row("Bob", at="2024-06-03"),
        row("Bob", at="2024-02-30"),
        row("Bob", at=""),
        row("Bob", kind="fax"),
        row("Bob; Nobody"),
        row("bob@@home"),
        row(" ; "),
        row("Bob", sender=""),
    ]
    result = network.ingest(ContactsSource(table(file, *bad, row("Bob", at="2024-06-02"))))
    assert counts(result) == (1, 0, 0, len(bad))
    columns = ["at", "at", "at", "at", "kind", "to", "to", "to", "from"]
    assert problems(result) == list(enumerate(columns, 2))


def test_a_refused_row_leaves_no_outsider_behind(network: Network, people: list[Key], file: Path) -> None:
    network.ingest(ContactsSource(table(file, row("eve@else.example; Nobody"))))
    assert network.person("email", "eve@else.example") == NO_KEY
