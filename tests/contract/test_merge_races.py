"""Merges on every store: two at once come to one, a writer beside it loses nothing, undo restores all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from actions.act import Act
from actions.merge import merge_people
from actions.unmerge import unmerge_people
from graph.errors import Conflict, MissingReference, Refused
from graph.keys import Key
from graph.model import KINDS, Evidence, Merge, Person, Record, referred
from graph.ports import Store
from policy.viewer import OPERATOR
from queries.network import Network
from tests.contract.conftest import Backend
from tests.factories import records as make
from tests.factories.asking import key, line, talk
from tests.factories.network import NOW, address_of, network_in
from tests.fakes.memory_store import MemoryStore
from tests.fakes.moving_store import MovingStore

WHY = "the same person under two addresses"


@pytest.fixture
def network(backend: Backend) -> Any:
    store = backend.open()
    try:
        yield _company(store)
    finally:
        store.close()


def _company(store: Store) -> Network:
    ties = [make.tie("bea", name) for name in ("ada", "cyd", "dan")]
    people = line(talk("bob"), talk("bea"), bea="employee", dan="employee")
    told = [make.preference("bea", capacity=1), make.preference("bob", capacity=5), make.use("bea", 3)]
    both = [make.use("bob", 4), make.budget("bea", "2024-05-20"), make.contact("bea", "cyd")]
    addresses = map(address_of, ("ada", "bob", "bea", "cyd"))
    return network_in(store, [*people, *ties, *told, *both, *addresses], lambda: NOW)


def records(network: Network) -> dict[Key, Record]:
    kinds = [kind for kind in KINDS.values() if kind is not Merge]
    return {one.record.key: one.record for kind in kinds for one in network.store.scan(kind).records}


def tries(act: Callable[[], Any]) -> str:
    try:
        act()
    except Refused as refused:
        return refused.code
    return "done"


def merges(network: Network, keep: str, gone: str, once: str) -> str:
    return tries(lambda: merge_people(Act(network, OPERATOR, once), key(keep), key(gone), WHY))


def test_what_was_made_one_is_two_again_as_it_was(network: Network) -> None:
    before = records(network)
    merge = merge_people(Act(network, OPERATOR, "1"), key("bob"), key("bea"), WHY)
    assert [one.key for one in records(network).values() if key("bea") in referred(one)] == []
    unmerge_people(Act(network, OPERATOR, "2"), merge.key)
    assert records(network) == before


def test_of_two_at_once_one_is_done_whichever_way_round(network: Network) -> None:
    with ThreadPoolExecutor(2) as pool:
        ways = [("bob", "bea", "1"), ("bea", "bob", "2")]
        came = list(pool.map(lambda way: merges(network, *way), ways))
    assert sorted(came) == ["NOT_FOUND", "done"]
    left = [one for one in records(network).values() if isinstance(one, Person)]
    assert len({one.key for one in left} & {key("bob"), key("bea")}) == 1


def test_the_same_twice_at_once_is_one_merge(network: Network) -> None:
    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(lambda _: merges(network, "bob", "bea", "same"), range(2)))
    assert came == ["done", "done"]
    assert len(list(network.store.scan(Merge).records)) == 1


@pytest.mark.parametrize(("once", "says"), [("same", "done"), ("other", "NOT_FOUND")])
def test_wherever_the_first_merge_comes_between_a_second_gets_the_same_answer(once: str, says: str) -> None:
    came = _overtaken(
        _company, lambda network, first: merges(network, "bob", "bea", "same" if first else once)
    )
    assert came == {says}


@pytest.mark.parametrize("once", ["same", "other"])
def test_wherever_the_first_undoing_comes_between_a_second_gets_the_same_answer(once: str) -> None:
    def merged(store: Store) -> Network:
        network = _company(store)
        assert merges(network, "bob", "bea", "1") == "done"
        return network

    def undoes(network: Network, first: bool) -> str:
        (merge,) = network.store.scan(Merge).records
        return tries(
            lambda: unmerge_people(Act(network, OPERATOR, "same" if first else once), merge.record.key)
        )

    assert _overtaken(merged, undoes) == {"done"}


def _overtaken(company: Callable[[Store], Network], does: Callable[[Network, bool], str]) -> set[str]:
    """What the second is told when the first is done before one of its reads, for each of them."""
    came = set()
    for read in count():
        network = company(MemoryStore())

        def moves(now: int, network: Network = network, read: int = read) -> tuple[()]:
            if now == read:
                assert does(network, True) == "done"
            return ()

        moving = MovingStore(network.store, moves)
        says = does(replace(network, store=moving), False)
        if moving.reads <= read:
            break
        came.add(says)
    return came


def test_who_writes_about_the_one_who_goes_loses_nothing_that_was_told_to_be_kept(network: Network) -> None:
    def writes(number: int) -> Key | None:
        record = make.evidence(f"late-{number}", "bea")
        try:
            network.store.apply([record], {record.key: 0})
        except (Conflict, MissingReference):
            return None
        return record.key

    with ThreadPoolExecutor(2) as pool:
        merged = pool.submit(merges, network, "bob", "bea", "1")
        kept = [done for done in pool.map(writes, range(12)) if done]
    assert merged.result() == "done"
    found = {one.key: one.people for one in records(network).values() if isinstance(one, Evidence)}
    assert all(found[name] == (key("bob"),) for name in kept)
