"""Who came in through somebody else's contacts is told so, once, wherever they can be reached."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from actions.first_notice import GRACE, first_notices
from graph.keys import Key
from graph.model import Decision, Delivery, Told
from graph.ports import Change, Deletion
from graph.scans import every
from queries.network import Network
from tests.factories import records as make
from tests.factories.asking import staff
from tests.factories.network import NOW, address_of, network_of
from tests.factories.outbox import outbox, person, ticking, waiting
from tests.servers.smtp import mail_server


def from_a_private_source(name: str = "xan", by: str = "ada") -> list[Change]:
    """Somebody whom only the contacts of `by` know."""
    return [
        make.person(name, name=""),
        make.profile(name, by),
        replace(address_of(name), contributors=(person(by),)),
    ]


def told(network: Network) -> list[str]:
    while first_notices(network).more:
        pass
    return [each.person.removeprefix("person:") for each in waiting(network)]


def test_they_are_told_once_after_a_day_of_grace(tmp_path: Path) -> None:
    network, clock = ticking(network_of([*staff(), address_of("ada"), *from_a_private_source()]))
    assert told(network) == ["xan"]
    assert told(network) == ["xan"]
    with mail_server(tmp_path / "mail") as server:
        assert outbox(network, server.port).work().sent == 0
        clock.later(GRACE)
        assert outbox(network, server.port).work().sent == 1
        (mail,) = server.messages()
    assert mail["To"] == "xan@example.com"
    text = mail.get_content()
    assert "article 14" in text
    assert "LinkedIn export" in text
    assert "/links/" in text
    assert told(network) == []


@pytest.mark.parametrize(
    "records",
    [
        [make.person("xan", name=""), make.profile("xan", "ada")],  # nowhere to write to
        [make.person("xan"), address_of("xan")],  # the company's own source
        [*from_a_private_source("xan"), make.employment("xan", until="2020")],  # worked here
        [make.person("xan", name=""), make.profile("xan", "xan"), address_of("xan")],  # their own export
        [
            make.person("xan", name=""),
            make.profile("xan", "ada"),
            make.identifier("xan", "xan@laptop.local", contributors=(person("ada"),)),
        ],
    ],
)
def test_others_are_not(records: list[Change]) -> None:
    assert told(network_of([*staff(), *records])) == []


def test_who_came_with_an_export_that_was_shared_at_once_is_told_too() -> None:
    shared = [make.person("xan"), address_of("xan"), make.employment("xan", "home", source="linkedin")]
    assert told(network_of([*staff(), *shared])) == ["xan"]


def test_who_can_be_reached_only_later_is_told_then() -> None:
    network = network_of([*staff(), *from_a_private_source()[:2]])
    assert told(network) == []
    network.store.apply(from_a_private_source()[2:])
    assert told(network) == ["xan"]


def test_a_recorded_decision_switches_it_off_and_on_again() -> None:
    network = network_of([*staff(), *from_a_private_source()])

    def decide(value: str, at: str) -> None:
        key = Key(f"decision:first_record_notice.{at}.x")
        given = {"name": "first_record_notice", "reason": "told by letter", "by": "operator"}
        network.store.apply([Decision(key=key, value=value, at=at, **given)])

    decide("off", "2024-05-01T00:00:00Z")
    assert told(network) == []
    decide("on", "2024-05-02T00:00:00Z")
    assert told(network) == ["xan"]


def test_a_decision_in_the_day_of_grace_stops_what_waits() -> None:
    network, clock = ticking(network_of([*staff(), *from_a_private_source()]))
    assert told(network) == ["xan"]
    key = Key("decision:first_record_notice.2024-06-01T11:00:00Z.x")
    given = {"name": "first_record_notice", "value": "off", "reason": "told by letter", "by": "operator"}
    network.store.apply([Decision(key=key, at="2024-06-01T11:00:00Z", **given)])
    clock.later(GRACE)
    assert outbox(network).work().dropped == 1
    assert list(every(network.store, Told)) == []


def test_many_are_told_page_by_page_and_again_when_they_come_anew() -> None:
    names = [f"x{number}" for number in range(900)]
    records = [record for name in names for record in from_a_private_source(name)]
    network = network_of([*staff(), *records])
    assert sorted(told(network)) == sorted(names)
    assert len(list(every(network.store, Told))) == 900
    network.store.apply([*(Deletion(each.key) for each in waiting(network)), make.person("x1", headline="x")])
    assert told(network) == []


def test_two_processes_at_it_write_one_notice_each() -> None:
    network = network_of([*staff(), *from_a_private_source()])
    between = replace(
        network, clock=lambda: network.clock() + timedelta(seconds=first_notices(network).notices)
    )
    first_notices(between)  # while it works, another writes what it is about to write
    assert [each.due for each in every(network.store, Delivery)] == [
        (NOW + GRACE).strftime("%Y-%m-%dT%H:%M:%SZ")
    ]
