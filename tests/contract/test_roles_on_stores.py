"""Roles, candidates and rehire statuses are alike on every store, and two who act at once do not both win."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Barrier, Thread

from actions.act import Act
from actions.candidacies import put_down
from actions.rehire import appeal_rehire_status, decide_rehire_appeal, set_rehire_status
from actions.roles import open_role
from actions.watch import tell_watchers, watch_role
from graph.algorithms.store_ties import StoreTies
from graph.errors import Refused
from graph.model import RehireStatus
from graph.ports import Store
from policy.roles import Wanted
from policy.viewer import Viewer
from queries.network import Network
from queries.rehire_candidates import Candidates, RehireCandidates, rehire_candidates
from queries.roles import role_of
from tests.contract.test_introduction_races import network_over
from tests.factories import records as make
from tests.factories.alliance import aspiration
from tests.factories.asking import key, line
from tests.factories.network import NOW, network_in

YES = ("RECRUITING/found/yes/2025-06-01",)
ROLES = frozenset({"recruiter", "hr_partner"})


def act(network: Network, name: str, once: str) -> Act:
    return Act(network, Viewer(key(name), ROLES), once)


def filled(store: Store) -> Network:
    talk = make.evidence("t", "cyd", text="billing")
    said = [make.preference("cyd", choices=YES), aspiration("cyd", open_to_return=True)]
    return network_in(store, line(talk, *said, cyd="alumnus", eve="employee"), lambda: NOW)


def found(network: Network) -> Candidates:
    asked = RehireCandidates(Wanted(title="billing"))
    return replace(rehire_candidates(network, Viewer(key("ada"), ROLES), asked), revision=0)


def test_a_role_and_its_candidates_are_alike_on_every_store(store: Store) -> None:
    network = filled(store)
    first = found(network)
    assert [(one.card.name, one.path is not None) for one in first.candidates] == [("Cyd", True)]
    assert found(replace(network, ties=StoreTies(store))) == first == found(network_over(store))
    role = open_role(act(network, "ada", "open"), Wanted(title="billing", all_of=("billing",))).key
    put_down(act(network, "ada", "put"), role, key("cyd"), "knows it")
    watch_role(act(network, "ada", "watch"), role)
    shown = role_of(network, Viewer(key("ada"), ROLES), role)
    assert shown is not None
    assert [(one.card.name, one.note) for one in shown.candidates] == [("Cyd", "knows it")]
    assert (shown.record.all_of, shown.watched) == (("billing",), True)
    assert tell_watchers(network, NOW) == 0
    set_rehire_status(act(network, "ada", "set"), key("cyd"), "not_now", "an open matter", date(2025, 6, 1))
    assert found(network).candidates == () == found(network_over(store)).candidates


def test_of_two_who_decide_an_appeal_at_once_one_does(open_store: Callable[[], Store]) -> None:
    store = open_store()
    network = filled(store)
    set_rehire_status(act(network, "ada", "set"), key("cyd"), "not_now", "an open matter", date(2025, 6, 1))
    appeal_rehire_status(act(network, "cyd", "appeal"), "it is long settled")
    ready, outcomes = Barrier(2), [""] * 2

    def decide(number: int, name: str) -> None:
        doing = act(network_over(open_store()), name, f"decide {name}")
        ready.wait()
        try:
            decide_rehire_appeal(doing, key("cyd"), bool(number), "we looked at it")
            outcomes[number] = "decided"
        except Refused as refused:
            outcomes[number] = refused.code

    threads = [Thread(target=decide, args=each) for each in enumerate(("bob", "eve"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["NOT_NOW", "decided"]
    (held,) = store.scan(RehireStatus).records
    assert held.record.decision == ("lifted" if outcomes[1] == "decided" else "upheld")
