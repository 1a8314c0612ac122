"""One link, several processes: it signs in once; one address gets no more letters than there are places."""

from collections.abc import Callable

from actions.act import Act
from actions.signing_in import ask_for_letter, sign_out_everywhere, use_letter
from graph.keys import Key
from graph.model import Delivery
from graph.ports import Store
from policy.signing_in import PLACES
from policy.viewer import Viewer
from queries.signing_in import sign_outs
from tests.contract.test_introduction_races import ASKERS, network_over
from tests.contract.test_referral_races import at_once
from tests.factories.asking import key, staff
from tests.factories.network import NOW, address_of, network_in


def test_of_many_who_use_one_link_one_is_signed_in(open_store: Callable[[], Store]) -> None:
    store = open_store()
    network = network_in(store, [*staff(), address_of("ada")], lambda: NOW)
    ask_for_letter(network, "ada@example.com")
    [delivery] = [stored.record for stored in store.scan(Delivery).records]
    networks = [network_over(open_store()) for _ in ASKERS]
    signed_in: list[Key] = []

    def one(number: int) -> None:
        signed_in.append(use_letter(networks[number], key("ada"), Key(delivery.subject)))

    at_once(one)
    assert sorted(signed_in) == [""] * (len(ASKERS) - 1) + [key("ada")]


def test_asked_for_at_once_there_are_as_many_letters_as_places(open_store: Callable[[], Store]) -> None:
    store = open_store()
    network_in(store, [*staff(), address_of("ada")], lambda: NOW)
    networks = [network_over(open_store()) for _ in ASKERS]

    def one(number: int) -> None:
        ask_for_letter(networks[number], "ada@example.com")

    at_once(one)
    at_once(one)
    assert len(store.scan(Delivery).records) == min(PLACES, 2 * len(ASKERS))


def test_every_process_knows_at_once_who_signed_out_everywhere(open_store: Callable[[], Store]) -> None:
    network = network_in(open_store(), staff(), lambda: NOW)
    other = network_over(open_store())
    sign_out_everywhere(Act(network, Viewer(key("ada")), "now"))
    assert sign_outs(other, key("ada")) == 1
