"""What tours say beside themselves: ties between those who worked together, and evidence."""

from dataclasses import replace
from datetime import date, timedelta

from actions.erase import erase
from actions.restrict import object_
from actions.tours.facts import begin
from graph.model import CheckIn, Tour
from policy.viewer import Viewer
from queries.tours import my_tours
from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.duty import UNTIL, Duty

MIA = Viewer(key("mia"))


def test_tours_of_one_mission_tie_those_who_were_on_it_together() -> None:
    on = Duty()
    bob, _ = on.standing("bob"), on.standing("cyd", mission="billing")
    (tie,) = on.ties()
    assert (tie.a, tie.b, tie.reason) == (key("bob"), key("cyd"), "worked together on Billing")
    assert (tie.since, tie.until, tie.trust) == ("2024-06-01", "", 1.0)
    on.now += timedelta(days=365)
    on.end(bob)
    (tie,) = on.ties()
    assert (tie.until, tie.trust) == ("2025-06-01", 0.501)


def test_a_tour_from_a_file_ties_with_one_agreed_on() -> None:
    on = Duty()
    mission = on.plan("bob", once="m").mission
    there = replace(make.tour("cyd", "x", "2023-01"), mission=mission)
    on.network.store.apply([there])
    on.accept(on.plan("bob", once="m"))
    assert [(tie.a, tie.b) for tie in on.ties()] == [(key("bob"), key("cyd"))]


def test_a_tour_that_has_not_begun_says_nothing_until_it_does() -> None:
    on = Duty()
    on.standing("cyd")
    on.standing("bob", since=date(2024, 7, 1), until=UNTIL)
    assert (len(on.evidence()), on.ties()) == (1, [])
    on.now += timedelta(days=31)
    assert begin(on.network) == 2
    assert (len(on.evidence()), len(on.ties())) == (2, 1)
    assert begin(on.network) == 0


def test_who_objects_to_being_inferred_about_is_tied_to_nobody() -> None:
    on = Duty()
    object_(on.act("bob"))
    on.standing("bob")
    on.standing("cyd")
    assert on.ties() == []
    assert begin(on.network) == 0


def test_an_erased_person_takes_their_tours_along() -> None:
    on = Duty()
    tour = on.standing("bob")
    on.check_in(tour, "mia")
    erase(on.network, key("bob"))
    assert on.network.store.scan(Tour).records == []
    assert on.network.store.scan(CheckIn).records == []
    assert my_tours(on.network, MIA).tours == ()
