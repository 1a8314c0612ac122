"""One budget across all askers: who is asked often comes later, who has nothing left is not there."""

from datetime import UTC, datetime, timedelta

import pytest

from graph.dates import day_number
from graph.model import Budget
from graph.ports import Change
from policy.budgets import remaining, spend, spent
from policy.viewer import OPERATOR, Viewer
from queries.network import Network
from queries.people_filter import PeopleFilter
from queries.sight import look
from queries.warm_paths import WarmPathsTo, warm_paths
from queries.who_knows import WhoKnows, who_knows
from tests.factories import records as make
from tests.factories.asking import ADA, experts, key, line, routes, staff, talk
from tests.factories.network import NOW, network_of

_DAY = day_number(NOW.date())
_JUNE_2 = datetime(2024, 6, 2, 0, 0, 1, tzinfo=UTC)
_WITH_ME = PeopleFilter(exclude_self=False)
LATELY = ("2024-05-20", "2024-05-21", "2024-05-22")


def two_ways(*more: Change) -> list[Change]:
    """Ada knows Bob and Eve equally well, and both know Cyd."""
    people = staff(bob="employee", cyd="employee", eve="employee")
    pairs = [("ada", "bob"), ("bob", "cyd"), ("ada", "eve"), ("eve", "cyd")]
    return [*people, *(make.tie(a, b, strength=0.5) for a, b in pairs), *more]


def test_who_was_asked_lately_is_the_second_choice() -> None:
    assert routes(network_of(two_ways()), "cyd") == ["Ada Bob Cyd", "Ada Eve Cyd"]
    asked = network_of(two_ways(make.budget("bob", *LATELY[:1])))
    assert routes(asked, "cyd") == ["Ada Eve Cyd", "Ada Bob Cyd"]


def test_what_is_shown_of_a_path_is_the_strength_of_its_ties_alone() -> None:
    network = network_of(two_ways(make.budget("bob", *LATELY[:2])))
    found = warm_paths(network, ADA, WarmPathsTo(key("ada"), (key("cyd"),), "EXPERTISE"))
    assert [path.strength for path in found.paths] == [0.25, 0.25]


def test_much_weaker_ties_of_somebody_free_do_not_come_before_strong_ones() -> None:
    people = staff(bob="employee", cyd="employee", eve="employee")
    ties = [
        make.tie("ada", "bob", strength=0.9),
        make.tie("bob", "cyd", strength=0.9),
        make.tie("ada", "eve", strength=0.4),
        make.tie("eve", "cyd", strength=0.9),
    ]
    asked_once = network_of([*people, *ties, make.budget("bob", *LATELY[:1])])
    assert routes(asked_once, "cyd") == ["Ada Bob Cyd", "Ada Eve Cyd"]  # 0.81 x 2/3 beats 0.36
    asked_twice = network_of([*people, *ties, make.budget("bob", *LATELY[:2])])
    assert routes(asked_twice, "cyd") == ["Ada Eve Cyd", "Ada Bob Cyd"]  # 0.81 x 1/3 does not


@pytest.mark.parametrize("viewer", [ADA, OPERATOR])
def test_who_has_nothing_left_is_asked_found_and_reached_by_nobody(viewer: Viewer) -> None:
    network = network_of([*line(), talk("bob"), make.budget("bob", *LATELY)])
    assert experts(network, viewer) == []
    assert routes(network, "cyd", viewer=viewer) == []
    assert routes(network, "bob", viewer=viewer) == []
    of_cyd = network_of([*line(), make.preference("cyd", capacity=1), make.budget("cyd", LATELY[0])])
    assert routes(of_cyd, "cyd", viewer=viewer) == []


def test_units_come_back_by_themselves_after_thirty_days() -> None:
    records = [*line(), talk("bob"), make.preference("bob", capacity=1), make.budget("bob", "2024-05-03")]
    network = network_of(records, datetime(2024, 6, 1, 23, 59, tzinfo=UTC))
    assert (experts(network), routes(network, "cyd")) == ([], [])
    tomorrow = Network(
        network.store, network.read_model, network.ties, network.keys, network.home, lambda: _JUNE_2
    )
    assert (experts(tomorrow), routes(tomorrow, "cyd")) == (["Bob"], ["Ada Bob Cyd"])


def test_a_unit_that_is_spent_is_missing_in_the_next_answer() -> None:
    network = network_of([*line(), talk("bob"), make.preference("bob", capacity=1)])
    assert experts(network) == ["Bob"]
    network.store.apply([make.budget("bob", "2024-06-01T10:29:59Z")])
    assert (experts(network), routes(network, "cyd")) == ([], [])


def test_experts_who_are_asked_often_come_later() -> None:
    told = [talk("bob", at="2024-05-30"), talk("cyd", at="2024-05-01")]
    free = network_of([*staff(bob="employee", cyd="employee"), *told])
    assert experts(free) == ["Bob", "Cyd"]
    asked = network_of([*staff(bob="employee", cyd="employee"), *told, make.budget("bob", *LATELY[:2])])
    assert experts(asked) == ["Cyd", "Bob"]
    score = {e.card.name: e.score for e in who_knows(free, ADA, WhoKnows("billing")).experts}
    scaled = {e.card.name: e.score for e in who_knows(asked, ADA, WhoKnows("billing")).experts}
    assert scaled["Bob"] == pytest.approx(score["Bob"] / 3, abs=1e-8)
    assert scaled["Cyd"] == score["Cyd"]


def test_everybody_finds_themselves_however_often_they_were_asked() -> None:
    network = network_of([*staff(), talk("ada"), make.budget("ada", *LATELY)])
    everybody = WhoKnows("billing", filter=_WITH_ME)
    assert [e.card.name for e in who_knows(network, ADA, everybody).experts] == ["Ada"]


def test_a_unit_counts_for_thirty_days_and_a_capacity_that_sinks_leaves_nothing_below_zero() -> None:
    budget = spend(make.budget("bob", "2024-01-01"), NOW)
    assert budget == Budget(key=budget.key, person=budget.person, spent=("2024-06-01T10:30:00Z",))
    assert [remaining(3, budget, NOW + timedelta(days=days)) for days in (0, 29, 30)] == [2, 2, 3]
    assert remaining(1, make.budget("bob", *LATELY), NOW) == 0
    assert remaining(3, None, NOW) == 3
    assert spent(LATELY, NOW + timedelta(days=18)) == LATELY[1:]


def test_more_units_than_days_are_counted() -> None:
    many = make.budget("bob", *[f"2024-05-{day:02}T0{hour}:00:00Z" for day in (10, 20) for hour in range(9)])
    network = network_of([*staff(bob="employee"), make.preference("bob", capacity=20), many])
    sight = look(network, ADA, [key("bob")])
    assert sight.unspent([key("bob")], _DAY).tolist() == [2 / 20]
    assert sight.unspent([key("bob")], _DAY + 10).tolist() == [11 / 20]
    assert sight.unspent([key("bob")], _DAY + 19).tolist() == [1.0]
