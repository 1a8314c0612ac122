"""How close somebody is costs what the best path to them costs, around the blocks between others too."""

from itertools import pairwise

import pytest

from graph.algorithms.best_paths import UNREACHED
from graph.ports import Change
from queries.closeness import closeness
from queries.sight import viewer_status
from tests.factories import records as make
from tests.factories.asking import ADA, key, staff
from tests.factories.network import network_of

CHAINS = (("bob", "cyd", "dan", "eve"), ("lia", "lou", "len", "eve"))
"""Two ways from Ada to Eve and those on them, the warmer one first."""


def costs(*blocks: tuple[str, str], hops: int) -> tuple[list[int], list[int]]:
    """What the people of both ways cost, from one search for all, and from one for each."""
    there: list[Change] = [
        make.tie(one, other, trust=9.0 - number)
        for number, chain in enumerate(CHAINS)
        for one, other in pairwise(("ada", *chain))
    ]
    there += [make.preference(who, blocked=(key(whom),)) for who, whom in blocks]
    names = sorted({name for chain in CHAINS for name in chain})
    network = network_of([*staff(**dict.fromkeys(names, "employee")), *there])
    people = network.read_model.current().people.ids
    numbers = people.numbers(map(key, names))
    close = closeness(network, ADA, viewer_status(network, ADA), people, numbers, "EXPERTISE", hops)
    ways = [close.way(key(name)) for name in names]
    return close.costs.tolist(), [UNREACHED if way is None else way[0] for way in ways]


@pytest.mark.parametrize("hops", [1, 2, 3, 4])
@pytest.mark.parametrize(
    "blocks",
    [(), (("bob", "cyd"),), (("cyd", "bob"),), (("cyd", "dan"),), (("dan", "eve"),), (("eve", "ada"),)],
)
def test_one_search_for_all_costs_what_one_for_each_costs(
    blocks: tuple[tuple[str, str], ...], hops: int
) -> None:
    for_all, for_each = costs(*blocks, hops=hops)
    assert for_all == for_each


def test_a_block_between_two_others_makes_the_way_longer() -> None:
    free, parted = costs(hops=4)[0], costs(("bob", "cyd"), hops=4)[0]
    assert free != parted
