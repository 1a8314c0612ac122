"""Letters that sign in: to whom they go, how many, how long each works, and once; signing out everywhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from actions.act import Act
from actions.signing_in import ask_for_letter, sign_out_everywhere, use_letter
from graph.keys import Key
from graph.model import Delivery, Invitation, Told, invitation_key
from graph.ports import Change, Deletion
from graph.scans import every
from policy.viewer import Viewer
from queries.network import Network
from queries.signing_in import letter_address, sign_outs
from tests.factories import records as make
from tests.factories.asking import key, staff
from tests.factories.network import address_at, address_of, network_of
from tests.factories.outbox import PUBLIC, TOKENS, Clock, outbox, ticking, waiting
from tests.servers.smtp import MailServer, mail_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path / "mail") as running:
        yield running


def company(*more: Change) -> tuple[Network, Clock]:
    """Bob works here; Lou left, and has an address of her own; Out never worked here."""
    people = staff(bob="employee", lou="alumnus", out="external")
    addresses = [
        address_of("ada"),
        address_of("bob"),
        address_of("lou"),
        address_at("lou", "lou@home.example"),
    ]
    return ticking(network_of([*people, *addresses, address_at("out", "out@else.example"), *more]))


def deliveries(network: Network) -> Sequence[Delivery]:
    return [one for one in waiting(network) if one.template == "sign_in"]


def links(network: Network) -> list[Key]:
    return [Key(one.subject) for one in deliveries(network)]


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("bob@example.com", "bob"),
        (" BOB@Example.com ", "bob"),
        ("lou@home.example", "lou"),
        ("out@else.example", "out"),
        ("lou@example.com", ""),  # who reads her mailbox here by now?
        ("nobody@example.com", ""),
        ("", ""),
        ("no address", ""),
        ("bob@example.com\nBcc: x@y.example", ""),
        ("b" * 9_000, ""),
    ],
)
def test_a_letter_goes_to_who_has_the_address_and_reads_it(address: str, reached: str) -> None:
    network, _ = company()
    ask_for_letter(network, address)
    assert [one.person for one in deliveries(network)] == ([key(reached)] if reached else [])


def test_no_letter_goes_to_an_address_that_is_not_known_to_be_theirs() -> None:
    private = address_at("bob", "bob@private.example", contributors=(key("ada"),))
    given = address_at("out", "given@stranger.example")
    asked = Invitation(
        key=invitation_key(key("out")),
        person=key("out"),
        asked="2024-05-01T00:00:00Z",
        last_day="2024-07-01",
        address="given@stranger.example",
        added=True,
        state="invited",
        at="2024-06-01T00:00:00Z",
    )
    network, _ = company(private, given, asked)
    ask_for_letter(network, "bob@private.example")
    ask_for_letter(network, "given@stranger.example")
    assert links(network) == []
    network.store.apply([replace(asked, state="claimed")])
    ask_for_letter(network, "given@stranger.example")
    assert len(links(network)) == 1


def test_a_link_works_once_and_not_for_long() -> None:
    network, clock = company()
    ask_for_letter(network, "lou@home.example")
    (link,) = links(network)
    assert use_letter(network, key("bob"), link) == ""
    assert use_letter(network, key("lou"), link) == key("lou")
    assert use_letter(network, key("lou"), link) == ""
    ask_for_letter(network, "lou@home.example")
    late = links(network)[-1]
    clock.later(timedelta(minutes=15))
    assert use_letter(network, key("lou"), late) == ""
    assert use_letter(network, key("lou"), Key("told:lou.first_record")) == ""


def test_a_link_is_void_once_the_address_is_somebody_elses_or_nobodys() -> None:
    network, _ = company()
    ask_for_letter(network, "out@else.example")
    (link,) = links(network)
    address = address_at("out", "out@else.example")
    for change in (replace(address, person=key("bob")), Deletion(address.key)):
        network.store.apply([change])
        assert use_letter(network, key("out"), link) == ""
        assert letter_address(network, key("out"), link) == ""
        network.store.apply([address])


def test_few_letters_an_hour_go_to_one_address() -> None:
    network, clock = company()
    for _ in range(9):
        ask_for_letter(network, "bob@example.com")
        clock.later(timedelta(minutes=1))
    assert len(links(network)) == len(set(links(network))) == 4
    ask_for_letter(network, "lou@home.example")
    assert len(links(network)) == 5
    clock.later(timedelta(hours=1))
    ask_for_letter(network, "bob@example.com")
    assert len(links(network)) == 6
    assert len(list(every(network.store, Told))) == 5  # the places are taken again


def test_the_letter_arrives_at_the_address_that_was_given_with_a_link_and_no_data(server: MailServer) -> None:
    network, _ = company()
    ask_for_letter(network, "lou@home.example")
    assert outbox(network, server.port).work().sent == 1
    (mail,) = server.messages()
    assert mail["To"] == "lou@home.example"
    (token,) = re.findall(rf"{PUBLIC}/sign-in/link/(\S+)", mail.get_content())
    link = TOKENS.read(token)
    assert (link.action, link.person) == ("sign_in", key("lou"))
    assert "lou" not in re.sub(r"https://\S+", "", mail.get_content()).lower()
    assert use_letter(network, link.person, Key(link.about)) == key("lou")


def test_a_letter_that_comes_too_late_or_was_used_is_not_sent(server: MailServer) -> None:
    network, clock = company()
    ask_for_letter(network, "bob@example.com")
    ask_for_letter(network, "lou@home.example")
    use_letter(network, key("lou"), links(network)[-1])
    use_letter(network, key("lou"), links(network)[0])
    clock.later(timedelta(minutes=15))
    assert outbox(network, server.port).work().dropped == 2
    assert server.messages() == []


def test_who_rests_or_is_restricted_can_still_sign_in(server: MailServer) -> None:
    network, _ = company(make.preference("bob", restricted=True, do_not_contact=True))
    ask_for_letter(network, "bob@example.com")
    assert outbox(network, server.port).work().sent == 1


def test_signing_out_everywhere_counts_once_for_each_time() -> None:
    network = network_of([*staff(), make.preference("ada", capacity=7)])
    assert sign_outs(network, key("ada")) == 0
    for once in ("a", "a", "b"):
        sign_out_everywhere(Act(network, Viewer(key("ada")), once))
    assert sign_outs(network, key("ada")) == 2
    assert sign_outs(network, key("nobody")) is None
    assert sign_outs(network, Key("person:a\0b")) is None
