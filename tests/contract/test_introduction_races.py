"""Requests that race for the last unit of a budget: exactly one wins, on every store."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from actions.act import Act
from actions.introductions.request import Asking, request_introduction
from graph.errors import Refused
from graph.model import Budget, Introduction, budget_key
from graph.ports import Store
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from policy.introductions import State
from policy.viewer import Viewer
from queries.network import Network
from tests.factories import records as make
from tests.factories.asking import key, staff
from tests.factories.network import KEYS, NOW, network_in

ASKERS = tuple(f"asker{number}" for number in range(6))
TARGETS = tuple(f"target{number}" for number in range(6))


def network_over(store: Store) -> Network:
    read_model = ReadModel(store, None, "test")
    ties = SnapshotTies(store, read_model)
    return Network(store, read_model, ties, KEYS, make.key("organization", "home"), lambda: NOW)


def race(
    networks: list[Network], connector: str | None, targets: tuple[str, ...], askers: tuple[str, ...] = ASKERS
) -> list[str]:
    """What comes of one request by each asker, all at once."""
    ready, outcomes = Barrier(len(ASKERS)), [""] * len(ASKERS)

    def ask(number: int) -> None:
        act = Act(networks[number], Viewer(key(askers[number])), f"request {number}")
        through = (key(connector),) if connector else ()
        ready.wait()
        try:
            request_introduction(act, Asking(through, key(targets[number]), "EXPERTISE", "billing", ""))
            outcomes[number] = "won"
        except Refused as refused:
            outcomes[number] = refused.code

    threads = [Thread(target=ask, args=(number,)) for number in range(len(ASKERS))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.parametrize("last", ["the connector's", "the target's"])
def test_of_requests_for_the_last_unit_exactly_one_wins(open_store: Callable[[], Store], last: str) -> None:
    people = staff(**dict.fromkeys((*ASKERS, *TARGETS, "bob"), "employee"))
    ties = [make.tie(name, "bob") for name in (*ASKERS, *TARGETS)]
    scarce = "bob" if last == "the connector's" else TARGETS[0]
    roomy = [make.preference(name, capacity=50) for name in ("bob", *TARGETS) if name != scarce]
    store = open_store()
    network_in(store, [*people, *ties, *roomy, make.preference(scarce, capacity=1)], lambda: NOW)
    targets = TARGETS if scarce == "bob" else (TARGETS[0],) * len(ASKERS)
    outcomes = race([network_over(open_store()) for _ in ASKERS], "bob", targets)
    assert outcomes == ["NO_PATH"] * (len(ASKERS) - 1) + ["won"]
    budget = store.fetch([budget_key(key(scarce))]).found[budget_key(key(scarce))].record
    assert isinstance(budget, Budget)
    assert len(budget.spent) == 1
    assert len(store.scan(Introduction).records) == 1


def test_of_requests_to_one_target_one_is_asked_and_the_others_queue(open_store: Callable[[], Store]) -> None:
    store = open_store()
    people = staff(**dict.fromkeys((*ASKERS, "cyd"), "employee"))
    network_in(store, [*people, make.preference("cyd", capacity=50)], lambda: NOW)
    network = network_over(store)
    assert race([network] * len(ASKERS), None, ("cyd",) * len(ASKERS)) == ["won"] * len(ASKERS)
    states = sorted(stored.record.state for stored in store.scan(Introduction).records)
    assert states == [State.ASKED] + [State.QUEUED] * (len(ASKERS) - 1)


def test_of_requests_by_one_asker_to_one_target_one_is_made(open_store: Callable[[], Store]) -> None:
    store = open_store()
    network_in(store, staff(cyd="employee"), lambda: NOW)
    networks = [network_over(open_store()) for _ in ASKERS]
    outcomes = race(networks, None, ("cyd",) * len(ASKERS), ("ada",) * len(ASKERS))
    assert outcomes == ["ALREADY_ASKED"] * (len(ASKERS) - 1) + ["won"]
