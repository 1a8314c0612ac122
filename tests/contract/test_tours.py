"""A tour from plan to signature, and acceptances that race, on every store."""

from collections.abc import Callable
from threading import Barrier, Thread

from actions.act import Act
from actions.tours.accept import accept_tour
from graph.errors import Refused
from graph.keys import Key
from graph.model import Tour
from graph.ports import Store
from policy.tours import State
from policy.viewer import Viewer
from queries.tour_matches import TourMatches, tour_matches
from queries.tours import my_tours
from queries.tours_for_me import tours_for_me
from tests.contract.test_introduction_races import network_over
from tests.factories import records as make
from tests.factories.asking import experts, key
from tests.factories.duty import Duty, managed
from tests.factories.tours import hopes, offer


def test_a_tour_goes_from_its_plan_to_what_it_says(store: Store) -> None:
    on = Duty(store=store)
    tour = on.accept(on.plan("bob", person_gives="hours"))
    on.standing("cyd")
    on.check_in(tour, "mia")
    assert [tie.reason for tie in on.ties()] == ["worked together on Billing"]
    assert on.end(tour).state == State.ENDED
    on.sign(tour, "bob", "Done", "python")
    assert on.sign(tour, "mia", "Done", "python").state == State.CLOSED
    assert experts(on.network, about="python") == ["Bob"]
    assert [t.outcome for t in my_tours(on.network, Viewer(key("bob"))).tours] == ["Done"]


def test_of_two_acceptances_that_meet_one_stands(open_store: Callable[[], Store]) -> None:
    on = Duty(store=open_store())
    proposals = [on.plan("bob", mission=f"Mission {number}") for number in range(4)]
    networks = [network_over(open_store()) for _ in proposals]
    ready, outcomes = Barrier(len(proposals)), [""] * len(proposals)

    def accept(number: int) -> None:
        act = Act(networks[number], Viewer(key("mia")), f"accept {number}")
        ready.wait()
        try:
            outcomes[number] = accept_tour(act, proposals[number].key).state
        except Refused as refused:
            outcomes[number] = refused.code

    threads = [Thread(target=accept, args=(number,)) for number in range(len(proposals))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["NOT_NOW", "NOT_NOW", "NOT_NOW", "standing"]
    kept = [stored.record for stored in on.network.store.scan(Tour).records]
    assert sorted(tour.state for tour in kept) == ["proposed", "proposed", "proposed", "standing"]


def test_matches_are_the_same_on_every_store(store: Store) -> None:
    knows = make.evidence("talk", "bob", about=("python",))
    on = Duty([*managed(make.mission("billing"), offer("one", "mia"), hopes("bob"), knows)], store)
    there = tour_matches(on.network, Viewer(key("mia")), TourMatches(Key("offer:one"))).matches
    mine = tours_for_me(on.network, Viewer(key("bob"))).matches
    assert [(m.card.name, m.offer.key) for m in (*there, *mine)] == [("Bob", "offer:one")] * 2
    assert there[0].place == mine[0].place
