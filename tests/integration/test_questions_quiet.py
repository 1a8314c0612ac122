"""A quiet period costs nobody a tie or a reputation: nothing ages on its days."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from actions.act import Act
from actions.preferences import set_preferences
from graph.algorithms.store_ties import StoreTies
from graph.algorithms.tie_strength import AMOUNTS
from graph.model import Preference
from graph.ports import Change
from graph.resting import Rests, clock, days_paused, rested, rests_of
from policy.preferences import Wishes
from policy.viewer import Viewer
from queries.network import Network
from queries.people_filter import PeopleFilter
from queries.warm_paths import WarmPathsTo, warm_paths
from queries.who_knows import WhoKnows, who_knows
from tests.factories import records as make
from tests.factories.asking import ADA, key, line, staff
from tests.factories.network import NOW, network_of

YEAR = ("2023-06-01/2024-05-31",)
"""366 days, the last of them the day before the question."""


def strength(network: Network, to: str = "bob") -> float:
    (path,) = warm_paths(network, ADA, WarmPathsTo(key("ada"), (key(to),), "EXPERTISE")).paths
    return path.strength


def met(on: str, *more: Change) -> list[Change]:
    return [
        *staff(bob="employee"),
        make.contact("ada", "bob", f"{on}T10:00:00Z", contact_kind="meeting"),
        *more,
    ]


@pytest.mark.parametrize("who", ["ada", "bob"])
def test_a_tie_is_as_strong_after_a_quiet_year_as_it_was_before(who: str) -> None:
    quiet = network_of(met("2023-05-20", make.preference(who, rests=YEAR)))
    assert strength(quiet) == strength(network_of(met("2024-05-20")))
    assert strength(quiet) > strength(network_of(met("2023-05-20")))


def test_days_on_which_both_rest_count_once() -> None:
    both = [make.preference(who, rests=YEAR) for who in ("ada", "bob")]
    assert strength(network_of(met("2023-05-20", *both))) == strength(network_of(met("2024-05-20")))


def test_only_the_days_behind_what_happened_count() -> None:
    after = network_of(met("2024-05-25", make.preference("bob", rests=("2023-01-01/2024-05-24",))))
    assert strength(after) == strength(network_of(met("2024-05-25")))


def test_what_the_store_says_is_what_the_read_model_says() -> None:
    whole = network_of(met("2023-05-20", make.preference("bob", rests=YEAR)))
    assert strength(replace(whole, ties=StoreTies(whole.store))) == strength(whole)


def test_a_quiet_period_that_goes_on_pauses_from_day_to_day_without_any_change() -> None:
    asking_again = make.tie("ada", "bob", trust=0.0, currency=1.0, until="2024-05-02")
    quiet = make.preference("ada", quiet_since="2024-06-01", quiet_until="2024-06-30")
    network = network_of([*staff(bob="employee"), asking_again, quiet])

    def on(day: datetime) -> float:
        return strength(replace(network, clock=lambda: day))

    first = on(NOW)
    assert [on(NOW + timedelta(days=days)) for days in (1, 10, 29)] == [first] * 3
    assert on(NOW + timedelta(days=31)) < first


def test_a_preference_that_changes_is_in_the_next_answer() -> None:
    network = network_of(met("2023-05-20"))
    before = strength(network)
    network.store.apply([make.preference("bob", rests=YEAR)])
    assert strength(network) == strength(network_of(met("2024-05-20")))
    network.store.apply([make.preference("bob")])
    assert strength(network) == before


def test_who_comes_back_finds_their_ties_as_they_left_them() -> None:
    network = network_of(met("2024-05-25"))
    before = strength(network)
    bob = Viewer(key("bob"))
    set_preferences(Act(network, bob, "1"), Wishes(quiet_until=NOW.date() + timedelta(days=300)))
    back = replace(network, clock=lambda: NOW + timedelta(days=200))
    set_preferences(Act(back, bob, "2"), Wishes(end_quiet=True))
    assert strength(back) == before


def test_knowledge_does_not_age_while_somebody_rests() -> None:
    def score(at: str, *more: Change) -> float:
        told = make.evidence("talk", "bob", text="billing", evidence_kind="commit", at=at)
        network = network_of([*staff(bob="employee"), told, *more])
        (expert,) = who_knows(network, ADA, WhoKnows("billing")).experts
        return expert.score

    rested_ = score("2023-05-20", make.preference("bob", rests=YEAR))
    assert rested_ == pytest.approx(score("2024-05-20"), rel=1e-6)
    assert rested_ > score("2023-05-20")


def test_what_i_alone_know_of_myself_does_not_age_either() -> None:
    def score(at: str, *more: Change) -> float:
        mine = make.evidence("mine", "ada", text="billing", at=at, contributor=key("ada"))
        asked = WhoKnows("billing", filter=PeopleFilter(exclude_self=False))
        (expert,) = who_knows(network_of([*staff(), mine, *more]), ADA, asked).experts
        return expert.evidence[0].weight

    rested_ = score("2023-05-20", make.preference("ada", rests=YEAR))
    assert rested_ == pytest.approx(score("2024-05-20"))


def test_a_quiet_period_of_which_nobody_knows_the_beginning_pauses_nothing() -> None:
    assert rests_of(make.preference("bob", quiet_until="2024-05-31")) == ()
    assert rests_of(None) == ()


@pytest.mark.parametrize(
    ("preference", "rests"),
    [
        (make.preference("bob", rests=("1970-01-03/1970-01-04", "1970-01-02/1970-01-02")), ((1, 3),)),
        (
            make.preference(
                "bob", rests=("1970-01-02/1970-01-10",), quiet_since="1970-01-05", quiet_until="1970-01-12"
            ),
            ((1, 11),),
        ),
    ],
)
def test_rests_that_touch_are_one(preference: Preference, rests: Rests) -> None:
    assert rests_of(preference) == rests


def test_a_pair_is_paused_on_as_many_days_as_its_rests_have() -> None:
    rests = ((1, 3), (10, 10), (20, 29), (40, 49))
    amount = make_pair(rests)
    for day in range(30, 60):
        assert days_paused(amount["rested"], amount["rests"], day).tolist() == [rested(rests, day)]


def make_pair(rests: Rests) -> np.ndarray[Any, Any]:
    pair = np.zeros(1, AMOUNTS)
    pair["rested"], pair["rests"] = clock(rests)
    return pair


def test_the_path_to_cyd_is_the_same_for_a_connector_who_rested() -> None:
    network = network_of(line(make.preference("bob", rests=YEAR)))
    assert strength(network, "cyd") == strength(network_of(line()), "cyd"), "ties that go on do not age"
