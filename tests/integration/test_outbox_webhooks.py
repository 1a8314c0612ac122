"""Webhooks: signed, without data, tried again, and never a way into the company's own network."""

import base64
import hashlib
import hmac
import json
import socket
from datetime import timedelta

import pytest

from actions.act import Act
from actions.notices import notices
from actions.webhooks import add_webhook, remove_webhook
from graph.errors import Refused
from graph.model import Delivery, Webhook
from policy.viewer import Viewer
from policy.webhooks import check_url, shown_secret
from queries.network import Network
from service.outbox.hooks import Hooks
from tests.factories import records as make
from tests.factories.asking import staff
from tests.factories.everything import request
from tests.factories.network import NOW, network_of
from tests.factories.outbox import outbox, person, tell, ticking, waiting
from tests.servers.hook_receiver import Receiver, hook_receiver


def acting(network: Network, name: str = "bob", once: str = "1") -> Act:
    return Act(network, Viewer(person(name)), once)


def hooked(network: Network, receiver: Receiver) -> Webhook:
    hook = add_webhook(acting(network), receiver.url)
    network.store.apply([request("x", "bob", "ada")])
    tell(network, channel=hook.key, subject="introduction:x")
    return hook


def test_a_hook_is_told_what_happened_with_a_signature_and_nothing_about_anybody() -> None:
    network = network_of(staff(bob="employee"))
    with hook_receiver() as receiver:
        hook = hooked(network, receiver)
        assert outbox(network).work().sent == 1
    ((path, headers, body),) = receiver.came
    assert path == "/hook?of=bob"
    assert json.loads(body) == {
        "id": headers["webhook-id"],
        "event": "rights_done",
        "subject": "introduction:x",
        "at": "2024-06-01T10:30:00Z",
    }
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    # as the convention says it, from the secret as it is shown
    key = base64.b64decode(shown_secret(hook.secret).removeprefix("whsec_"))
    content = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    signature = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{signature}"


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (500, "answered 500"),
        (302, "answered 302"),
        (404, "answered 404"),
        ("slow", "TimeoutError"),
        ("dripping", "RemoteDisconnected"),
    ],
)
def test_what_is_not_taken_is_sent_again_under_the_same_id(answer: int | str, failure: str) -> None:
    network, clock = ticking(network_of(staff(bob="employee")))
    with hook_receiver(answer) as receiver:
        hooked(network, receiver)
        assert outbox(network).work().again == 1
        (held,) = waiting(network)
        assert held.failure in (failure, "BadStatusLine", "LineTooLong")
        clock.later(timedelta(minutes=1))
        assert outbox(network).work().sent == 1
    first, second = receiver.came
    assert [path for path, _, _ in receiver.came] == ["/hook?of=bob"] * 2  # no redirect was followed
    assert first[1]["webhook-id"] == second[1]["webhook-id"]
    assert int(second[1]["webhook-timestamp"]) - int(first[1]["webhook-timestamp"]) == 60


def test_nothing_inside_the_own_network_is_reached_unless_the_operator_says_so() -> None:
    network = network_of(staff(bob="employee"))
    with hook_receiver() as receiver:
        hooked(network, receiver)
        assert outbox(network, private=False).work().again == 1
    assert receiver.came == []
    assert waiting(network)[0].failure == "a private address, see KITH_WEBHOOK_PRIVATE"


@pytest.mark.parametrize(
    "address",
    (
        "10.0.0.1 169.254.169.254 192.168.1.1 127.0.0.2 0.0.0.0 100.64.0.1 224.0.0.1 ::1 fe80::1%eth0 fc00::1"
        " ::ffff:10.0.0.1 2002:0a00:0001:: ::"
    ).split(),
)
def test_a_name_that_means_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def both(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", (address, 443))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    monkeypatch.setattr(socket, "create_connection", pytest.fail)
    network = network_of(staff(bob="employee"))
    hook = add_webhook(acting(network), "https://hooks.example.com/")
    tell(network, channel=hook.key)
    out = outbox(network)
    out._hooks = Hooks(network)
    assert out.work().again == 1
    assert waiting(network)[0].failure == "a private address, see KITH_WEBHOOK_PRIVATE"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.com/",
            "ftp://example.com/",
            "https:///x",
            "https://u:p@example.com/",
            "example.com",
        ),
        *("https://example.com/#x", "https://example.com:99999/", "https://exa mple.com/", "https://[::1"),
        *("https://example.com/" + "x" * 500, "https://example.com:0/", "https://example.com/\r\nX: y"),
    ],
)
def test_an_address_that_no_hook_may_have_is_refused(url: str) -> None:
    with pytest.raises(Refused) as refused:
        check_url(url)
    assert refused.value.field == "url"


def test_one_address_is_one_hook_and_the_sixth_is_refused() -> None:
    network = network_of(staff(bob="employee"))
    first = add_webhook(acting(network), "https://example.com/0")
    assert add_webhook(acting(network, once="again"), "https://example.com/0") == first
    for number in range(1, 5):
        add_webhook(acting(network, once=f"add {number}"), f"https://example.com/{number}")
    with pytest.raises(Refused):
        add_webhook(acting(network, once="6"), "https://example.com/6")


def test_what_people_are_told_goes_over_every_channel_and_a_hook_that_goes_takes_its_own_along() -> None:
    network = network_of([*staff(bob="employee", cyd="employee")])
    hook = add_webhook(acting(network), "https://example.com/")
    told = notices(network, person("bob"), "introduction_agreed", "", NOW)
    network.store.apply(told)
    assert {each.channel for each in told} == {"mail", hook.key}
    with pytest.raises(Refused) as refused:
        remove_webhook(acting(network, "cyd"), hook.key)
    assert refused.value.code == "NOT_FOUND"
    remove_webhook(acting(network, once="2"), hook.key)
    assert [each.channel for each in waiting(network)] == ["mail"]


def test_a_delivery_for_a_hook_that_is_gone_is_dropped() -> None:
    network = network_of(staff(bob="employee"))
    lost = Delivery(
        key=make.key("delivery", "2024-06-01T10:00:00Z.x"),
        person=person("bob"),
        channel="webhook:gone",
        template="rights_done",
        due="2024-06-01T10:00:00Z",
    )
    network.store.apply([lost])
    assert outbox(network).work().dropped == 1
