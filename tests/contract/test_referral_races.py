"""Proposals, insights and participations that race: one question to a person, one company, on every store."""

from collections.abc import Callable
from threading import Barrier, Thread

from actions.act import Act
from actions.insights import record_insight, withdraw_insight
from actions.offerings import close_offering, offer, take_part
from actions.referrals import Proposal, refer
from graph.errors import Refused
from graph.keys import Key
from graph.model import Budget, Evidence, Insight, Organization, Participation, Referral
from graph.ports import Store
from policy.insights import Draft, Subject
from policy.offerings import MENTORING, Offer
from policy.referrals import State
from policy.viewer import Viewer
from queries.insight_sources import insight_sources
from queries.insights import insights
from queries.network import Network
from queries.referrals import referrals
from tests.contract.test_introduction_races import ASKERS, network_over
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.asking import key, staff
from tests.factories.network import NOW, company, network_in, works_at

PEOPLE = staff(**dict.fromkeys((*ASKERS, "bob"), "employee"), lou="alumnus")


def at_once(doing: Callable[[int], None]) -> None:
    """Do it once for each of those who ask, all at the same moment."""
    ready = Barrier(len(ASKERS))

    def run(number: int) -> None:
        ready.wait()
        doing(number)

    threads = [Thread(target=run, args=(number,)) for number in range(len(ASKERS))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def propose(networks: list[Network], roles: list[Key]) -> None:
    def one(number: int) -> None:
        act = Act(networks[number], Viewer(key(ASKERS[number])), f"proposal {number}")
        refer(act, Proposal(roles[number % len(roles)], key("lou")))

    at_once(one)


def states(store: Store) -> list[str]:
    return sorted(stored.record.state for stored in store.scan(Referral).records)


def test_the_last_unit_is_asked_for_once_and_nobody_can_tell(open_store: Callable[[], Store]) -> None:
    store = open_store()
    roles = [alliance.role(f"role{number}", "bob", listed=True) for number in range(len(ASKERS))]
    network_in(store, [*PEOPLE, *roles, make.preference("lou", capacity=1)], lambda: NOW)
    networks = [network_over(open_store()) for _ in ASKERS]
    propose(networks, [role.key for role in roles])
    assert states(store) == [State.ASKED] + [State.FAILED] * (len(ASKERS) - 1)
    [budget] = [stored.record for stored in store.scan(Budget).records]
    assert len(budget.spent) == 1
    for name in ASKERS:
        [shown] = referrals(networks[0], Viewer(key(name))).referrals
        assert shown.state == "waiting"


def test_for_one_role_somebody_is_asked_once(open_store: Callable[[], Store]) -> None:
    store = open_store()
    network_in(
        store,
        [*PEOPLE, alliance.role("role", "bob", listed=True), make.preference("lou", capacity=50)],
        lambda: NOW,
    )
    propose([network_over(open_store()) for _ in ASKERS], [make.key("role", "role")])
    assert states(store) == [State.ASKED] + [State.FAILED] * (len(ASKERS) - 1)


def test_insights_about_one_new_company_make_it_once_and_are_found(open_store: Callable[[], Store]) -> None:
    store = open_store()
    yes = make.preference("lou", choices=("INSIGHT/found/yes/2025-01-01",))
    acme = company("Acme")
    job = works_at("lou", company("Brand"), title="Chef")
    network_in(store, [*PEOPLE, yes, company("Brand"), job, make.tie("asker0", "lou")], lambda: NOW)
    networks = [network_over(open_store()) for _ in ASKERS]
    written: dict[int, Key] = {}

    def one(number: int) -> None:
        draft = Draft("Acme grows", ("ACME Inc.",), ("growth",), ("scaling",), nothing_confidential=True)
        act = Act(networks[number], Viewer(key(ASKERS[number])), f"insight {number}")
        written[number] = record_insight(act, draft).key

    at_once(one)
    made = [stored.record for stored in store.scan(Organization).records]
    assert [one.key for one in made].count(acme.key) == 1
    viewer = Viewer(key("bob"))
    for about in (Subject(organization="acme"), Subject(topic="growth"), Subject(topic="scaling")):
        found = insights(networks[0], viewer, about, len(ASKERS))
        assert {one.record.key for one in found.insights} == {*written.values()}
    [lou] = insight_sources(networks[0], Viewer(key("asker0")), Subject(organization="Brand")).sources
    assert lou.path is not None
    assert lou.why == ("works at Brand as Chef, since 2022",)
    for number, made_by in written.items():
        withdraw_insight(Act(networks[number], Viewer(key(ASKERS[number])), "withdraw"), made_by)
    assert not store.scan(Insight).records
    assert not store.scan(Evidence).records


def test_nobody_takes_part_in_what_was_closed_before(open_store: Callable[[], Store]) -> None:
    store = open_store()
    network = network_in(store, PEOPLE, lambda: NOW)
    networks = [network_over(open_store()) for _ in ASKERS]
    advice = offer(Act(network, Viewer(key("bob")), "offer"), Offer(MENTORING, "advice")).key
    outcomes = [""] * len(ASKERS)

    def one(number: int) -> None:
        if number == 0:
            close_offering(Act(network, Viewer(key("bob")), "close"), advice)
            return
        act = Act(networks[number], Viewer(key(ASKERS[number])), f"take part {number}")
        try:
            take_part(act, advice)
            outcomes[number] = "in"
        except Refused as refused:
            outcomes[number] = refused.code

    at_once(one)
    assert {*outcomes} <= {"", "in", "NOT_NOW"}
    assert len(store.scan(Participation).records) == outcomes.count("in")
