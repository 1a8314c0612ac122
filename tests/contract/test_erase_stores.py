"""An erasure comes to the same on every store, beside others who write, and says nothing to who looks."""

import threading
from collections.abc import Callable
from dataclasses import replace

from actions.act import Act
from actions.erase import erase
from actions.rectify import NO_TIE, correct_tie
from graph.algorithms.store_ties import StoreTies
from graph.keys import Key
from graph.model import KINDS, Person, Record, Suppression, referred
from graph.ports import Store
from graph.snapshot.read_model import ReadModel
from policy.viewer import Viewer
from queries.network import Network
from tests.factories import records as make
from tests.factories.asking import ADA, experts, key, routes
from tests.factories.erasable import SPELLINGS, about_bob
from tests.factories.network import KEYS, network_of


def network_over(store: Store) -> Network:
    store.apply([make.organization(), make.installation(), *about_bob()])
    plain = network_of([])
    read_model = ReadModel(store, None, "test")
    return replace(plain, store=store, read_model=read_model, ties=StoreTies(store), keys=KEYS)


def everything(store: Store) -> list[Record]:
    return [s.record for kind in KINDS.values() for s in store.scan(kind, limit=20_000).records]


def test_an_erased_person_is_gone_from_every_store(store: Store) -> None:
    network = network_over(store)
    assert experts(network) != []
    erase(network, key("bob"))
    left = everything(store)
    assert not [r for r in left if key("bob") in referred(r)]
    assert not [r for r in left for spelling in SPELLINGS if spelling in str(r).casefold()]
    assert {r.key for r in left if isinstance(r, Person)} == {key("ada"), key("cyd"), key("dan")}
    assert len([r for r in left if isinstance(r, Suppression)]) == 3
    erase(network, key("bob"))  # nobody is there any more: nothing happens
    assert len(everything(store)) == len(left)


def test_two_erase_at_once_while_another_writes(open_store: Callable[[], Store]) -> None:
    network = network_over(open_store())
    stop = threading.Event()
    failed: list[Exception] = []

    def write() -> None:
        store, number = open_store(), 0
        while not stop.is_set():
            number += 1
            try:
                store.apply([make.evidence(f"more-{number}", "ada", text="words")])
            except Exception as error:  # noqa: BLE001
                failed.append(error)
                return

    def leave() -> None:
        try:
            erase(replace(network, store=open_store()), key("bob"))
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    writer = threading.Thread(target=write)
    leaving = [threading.Thread(target=leave) for _ in range(2)]
    writer.start()
    for thread in leaving:
        thread.start()
    for thread in leaving:
        thread.join()
    stop.set()
    writer.join()
    assert failed == []
    assert key("bob") not in network.store.fetch([key("bob")]).found


def test_a_correction_wins_in_every_store(store: Store) -> None:
    store.apply([make.organization(), make.installation(), *about_bob()])
    plain = network_of([])
    network = replace(plain, store=store, read_model=ReadModel(store, None, "test"), ties=StoreTies(store))
    assert routes(network, "bob") != []
    correct_tie(Act(network, ADA, "1"), key("bob"), NO_TIE)
    assert routes(network, "bob") == []
    correct_tie(Act(network, Viewer(Key("person:ada")), "2"), key("bob"), 0.7)
    assert routes(network, "bob") == ["Ada Robert O'Bobbin"]
