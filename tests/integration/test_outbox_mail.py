"""Mail leaves over SMTP to a real server: to whom, how often, and with nothing about anybody in it."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from graph.model import Introduction
from tests.factories import records as make
from tests.factories.asking import staff
from tests.factories.network import NOW, address_of, network_of
from tests.factories.outbox import PUBLIC, outbox, password_file, person, tell, ticking, waiting
from tests.servers.certificate import certificate
from tests.servers.smtp import MailServer, mail_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path / "mail") as running:
        yield running


def asked(name: str = "cyd", target: str = "bob", **fields: object) -> Introduction:
    given = {"purpose": "EXPERTISE", "state": "asked", "asked": "2024-05-30T10:00:00Z"}
    given |= {"deadline": "2024-06-09T10:00:00Z"} | fields
    return Introduction(
        key=make.key("introduction", name), asker=person(name), target=person(target), **given
    )


def test_a_message_leads_somewhere_and_is_gone_from_the_outbox(server: MailServer) -> None:
    network = network_of([*staff(bob="employee"), address_of("bob")])
    tell(network)
    assert outbox(network, server.port).work().sent == 1
    (mail,) = server.messages()
    assert (mail["From"], mail["To"]) == ("kith <kith@example.com>", "bob@example.com")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"\nList-Unsubscribe: <{PUBLIC}/links/".encode() in server.raw()[0]  # neither folded nor encoded
    body = mail.get_content()
    assert f"{PUBLIC}/about-me" in body
    assert f"{PUBLIC}/links/" in body
    assert waiting(network) == []


def test_what_is_not_due_waits(server: MailServer) -> None:
    network, clock = ticking(network_of([*staff(bob="employee"), address_of("bob")]))
    tell(network, due=NOW + timedelta(hours=1))
    out = outbox(network, server.port)
    assert out.work().sent == 0
    clock.later(timedelta(hours=1))
    assert out.work().sent == 1


@pytest.mark.parametrize("how", ["tls", "starttls"])
def test_over_an_encrypted_connection_with_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    network = network_of([*staff(bob="employee"), address_of("bob")])
    tell(network)
    files = certificate(tmp_path)
    login = {"user": "kith", "password_file": password_file(tmp_path, "open sesame")}
    options = (f"--{how}", *files, "--login", "kith", "open sesame")
    with mail_server(tmp_path / "mail", *options) as server:
        strange = outbox(network, server.port, security=how, **login).work()
        assert strange.again == 1  # nobody vouches for the certificate
        network, clock = ticking(network)
        clock.later(timedelta(minutes=2))
        monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
        assert outbox(network, server.port, security=how, **login).work().sent == 1
        assert len(server.messages()) == 1


def test_a_server_that_is_away_is_tried_for_under_three_days_and_then_no_more(
    caplog: pytest.LogCaptureFixture,
) -> None:
    network, clock = ticking(network_of([*staff(bob="employee"), address_of("bob")]))
    tell(network)
    out = outbox(network, 9)  # nobody listens there
    waits = []
    out.work()
    while held := waiting(network):
        assert held[0].failure == "ConnectionRefusedError"
        waits.append(held[0].due)
        clock.now = datetime.fromisoformat(held[0].due)
        out.work()
    assert len(waits) == 7
    assert timedelta(days=2) < clock.now - NOW < timedelta(days=3)
    assert "rights_done by mail was dropped after 8 attempts: ConnectionRefusedError" in caplog.text
    assert "bob" not in caplog.text


def test_the_same_message_id_however_often(server: MailServer) -> None:
    network = network_of([*staff(later="employee"), address_of("later")])
    first = tell(network, "later")
    assert outbox(network, server.port).work().again == 1
    (held,) = waiting(network)
    assert held.failure == "recipient refused: 451"
    assert held.key.rpartition(".")[2] == first.key.rpartition(".")[2]


def test_who_is_refused_for_good_is_not_tried_again_and_the_next_gets_theirs(server: MailServer) -> None:
    network = network_of(
        [*staff(refused="employee", bob="employee"), address_of("refused"), address_of("bob")]
    )
    tell(network, "refused")
    tell(network, "bob")
    worked = outbox(network, server.port).work()
    assert (worked.sent, worked.dropped, worked.again) == (1, 1, 0)
    assert [mail["To"] for mail in server.messages()] == ["bob@example.com"]


def test_without_an_address_that_the_company_knows_nobody_is_written_to(server: MailServer) -> None:
    private = replace(address_of("bob"), contributors=(person("ada"),))
    network = network_of([*staff(bob="employee"), private])
    tell(network, template="introduction_agreed")
    assert outbox(network, server.port).work().dropped == 1
    assert server.messages() == []


def test_an_alumna_is_not_written_to_in_the_mailbox_that_was_hers(server: MailServer) -> None:
    def at(name: str, domain: str) -> object:
        return make.identifier(name, f"{name}@{domain}")

    network = network_of(
        [
            *staff(bob="alumnus", cyd="employee"),
            *(at("ada", "acme.example"), at("cyd", "acme.example"), at("cyd", "mail.example")),
            *(at("bob", "acme.example"), at("bob", "mail.example")),
        ]  # type: ignore[list-item]
    )
    for name in ("bob", "cyd"):
        tell(network, name)
    outbox(network, server.port).work()
    assert sorted(mail["To"] for mail in server.messages()) == ["bob@mail.example", "cyd@acme.example"]


@pytest.mark.parametrize(
    ("template", "wish", "sent"),
    [
        ("introduction_asked", {}, 1),
        ("introduction_asked", {"do_not_contact": True}, 0),
        ("introduction_reminder", {"quiet_until": "2024-06-01"}, 0),
        ("introduction_reminder", {"quiet_until": "2024-05-31"}, 1),
        ("introduction_asked", {"restricted": True}, 0),
        ("introduction_closed", {"do_not_contact": True}, 0),
        ("introduction_not_this_time", {"do_not_contact": True, "quiet_until": "2025-01-01"}, 1),
        ("introduction_agreed", {"restricted": True}, 0),
        ("rights_done", {"restricted": True, "do_not_contact": True}, 1),
    ],
)
def test_who_wants_quiet_is_asked_nothing_and_told_what_became_of_their_own(
    server: MailServer, template: str, wish: dict[str, object], sent: int
) -> None:
    records = [*staff(bob="employee", cyd="employee"), address_of("bob"), make.preference("bob", **wish)]
    network = network_of([*records, asked()])
    tell(network, template=template, subject=asked().key)
    assert outbox(network, server.port).work().sent == sent
    assert len(server.messages()) == sent
    assert waiting(network) == []


@pytest.mark.parametrize(
    "now", [{"state": "declined"}, {"state": "queued", "step": -1}, {"target": person("ada")}]
)
def test_nobody_is_reminded_of_what_does_not_wait_for_them(
    server: MailServer, now: dict[str, object]
) -> None:
    network = network_of([*staff(bob="employee", cyd="employee"), address_of("bob"), replace(asked(), **now)])
    tell(network, template="introduction_reminder", subject=asked().key)
    assert outbox(network, server.port).work().dropped == 1


def test_two_workers_of_one_outbox_lose_nothing_and_send_nothing_twice(server: MailServer) -> None:
    names = [f"p{number}" for number in range(60)]
    network = network_of([*staff(**dict.fromkeys(names, "employee")), *map(address_of, names)])
    for name in names:
        tell(network, name)
    workers = [threading.Thread(target=outbox(network, server.port).work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Counter(mail["To"] for mail in server.messages()) == {f"{name}@example.com": 1 for name in names}
    assert waiting(network) == []


def test_a_message_at_which_worker_after_worker_dies_is_given_up(server: MailServer) -> None:
    network = network_of([*staff(bob="employee"), address_of("bob")])
    network.store.apply([replace(tell(network), attempts=8)])  # each claim counts, whatever came of it
    assert outbox(network, server.port).work().dropped == 1
    assert server.messages() == []


def test_without_mail_what_waits_is_dropped_within_three_days() -> None:
    network, clock = ticking(network_of([*staff(bob="employee"), address_of("bob")]))
    tell(network)
    out = outbox(network)
    for _ in range(8):
        out.work()
        clock.later(timedelta(days=1))
    assert waiting(network) == []
