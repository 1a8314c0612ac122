"""Two records of one person become one and two again: nothing is lost, and the stricter word holds."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from actions.act import Act
from actions.erase import erase
from actions.merge import merge_people
from actions.unmerge import unmerge_people
from graph.errors import Refused
from graph.keys import Key
from graph.model import (
    KINDS,
    Budget,
    Employment,
    Evidence,
    Identifier,
    Introduction,
    Merge,
    Preference,
    Record,
    Tie,
    referred,
)
from graph.ports import Change
from policy.viewer import OPERATOR, Viewer
from queries.network import Network
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.asking import experts, key, line, routes, talk
from tests.factories.everything import request
from tests.factories.network import NOW, address_of, network_of
from tests.factories.social_network import NAMES, Case, cases

ADMIN = Viewer(key("ada"), frozenset({"network_admin"}))
WHY = "the same person under two addresses"


def merges(network: Network, keep: str = "bob", gone: str = "bea", once: str = "1", **by: Any) -> Merge:
    return merge_people(Act(network, by.get("viewer", ADMIN), once), key(keep), key(gone), WHY)


def unmerges(network: Network, merge: Merge, once: str = "u") -> Merge:
    return unmerge_people(Act(network, ADMIN, once), merge.key)


def records(network: Network) -> dict[Key, Record]:
    kinds = [kind for kind in KINDS.values() if kind is not Merge]
    return {one.record.key: one.record for kind in kinds for one in network.store.scan(kind).records}


def two_of_bob(*more: Change, **fields: Any) -> Network:
    """Bob, and Bea, who is Bob under another address."""
    return network_of(
        [
            *line(talk("bob"), talk("bea"), bea="employee", dan="employee"),
            make.tie("bea", "dan"),
            *map(address_of, ("ada", "bob", "bea", "cyd", "dan")),
            *more,
        ]
    )


def of_kind(network: Network, kind: type[Any]) -> list[Any]:
    return [record for record in records(network).values() if isinstance(record, kind)]


def test_everything_that_named_the_one_names_the_other() -> None:
    network = two_of_bob(*_alliance())
    merges(network)
    left = records(network)
    assert key("bea") not in left
    assert [one.key for one in left.values() if key("bea") in referred(one)] == []
    assert [name for name in left if "bea" in name.partition(":")[2].split(".")] == []
    assert {one.value for one in of_kind(network, Identifier) if one.person == key("bob")} == {
        "bob@example.com",
        "bea@example.com",
    }
    assert experts(network) == ["Bob"]
    assert routes(network, "dan") == ["Ada Bob Dan"]


def _alliance() -> list[Change]:
    """A record of each kind of the Alliance about both."""
    return [
        make.mission(),
        *(alliance.aspiration(name) for name in ("bob", "bea")),
        alliance.role(by="bea"),
        *(alliance.candidacy(of=name) for name in ("bob", "bea")),
        alliance.watch(by="bea", seen=(key("bob"), key("cyd"))),
        alliance.rehire_status("bob", status="welcome"),
        alliance.rehire_status("bea"),
        alliance.referral(of="bea", by="bob"),
        alliance.insight(author="bea", asked_by=key("bob")),
        alliance.offering(),
        *(alliance.participation(of=name) for name in ("bob", "bea")),
        *(alliance.invitation(name) for name in ("bob", "bea")),
        make.tour("bea", company_side=key("bob")),
    ]


def test_what_there_is_one_of_is_combined_and_what_is_about_oneself_goes() -> None:
    network = two_of_bob(*_alliance())
    merges(network)
    left = records(network)
    rehire: Any = left[Key("rehire:bob")]
    assert (rehire.status, rehire.person) == ("not_now", key("bob"))
    assert Key("referral:engineer.bob") not in left
    assert [one.asked_by for one in left.values() if one.KIND == "insight"] == [""]  # type: ignore[attr-defined]
    assert [one.company_side for one in left.values() if one.KIND == "tour"] == [""]  # type: ignore[attr-defined]


def test_ties_between_the_two_go_and_others_are_one() -> None:
    network = two_of_bob(
        make.tie("bob", "bea"),
        make.contact("bob", "bea"),
        make.tie("bea", "cyd", trust=2.0, since="2017", until="2020"),
        make.evidence("praise", "bea", evidence_kind="endorsed", endorser=key("bob")),
    )
    merges(network)
    ties = {(one.a, one.b): one for one in of_kind(network, Tie)}
    assert ties.keys() == {(key("ada"), key("bob")), (key("bob"), key("cyd")), (key("bob"), key("dan"))}
    both = ties[key("bob"), key("cyd")]
    assert (both.trust, both.since, both.until) == (2.0, "2017", "")
    assert Key("evidence:praise") not in records(network)


def test_of_two_preferences_the_stricter_holds() -> None:
    network = two_of_bob(
        make.preference(
            "bob",
            choices=("EXPERTISE/found/yes/2025-01-01", "MENTORING/found/yes/2025-01-01"),
            blocked=(key("dan"),),
            capacity=5,
            shown=("email/network",),
            direct=("EXPERTISE", "MENTORING"),
            quiet_until="2024-07-01",
        ),
        make.preference(
            "bea",
            choices=("EXPERTISE/found/no/", "MENTORING/found/yes/2024-09-01"),
            blocked=(key("cyd"),),
            capacity=2,
            do_not_contact=True,
            direct=("EXPERTISE",),
            quiet_until="2024-08",
        ),
        make.budget("bob", "2024-05-20"),
        make.budget("bea", "2024-05-20", "2024-05-21"),
    )
    merges(network)
    (held,) = of_kind(network, Preference)
    assert held == make.preference(
        "bob",
        choices=("EXPERTISE/found/no/", "MENTORING/found/yes/2024-09-01"),
        blocked=(key("cyd"), key("dan")),
        capacity=2,
        do_not_contact=True,
        direct=("EXPERTISE",),
        shown=("email/me",),
        quiet_until="2024-08",
    )
    (budget,) = of_kind(network, Budget)
    assert len(budget.spent) == 3


def test_a_request_that_is_over_goes_on_without_saying_that_somebody_asked_themselves() -> None:
    over = {"state": "closed", "outcome": "helped", "agreed": "2024-05-30", "step": 1}
    network = two_of_bob(
        request("one", "bea", "bob", "cyd", **over), request("two", "cyd", "bea", "bob", **over)
    )
    merges(network)
    found = {one.key: one for one in of_kind(network, Introduction)}
    assert (found[Key("introduction:one")].asker, found[Key("introduction:one")].connectors) == (
        key("bob"),
        (),
    )
    assert found[Key("introduction:two")].connectors == ()
    assert found[Key("introduction:two")].target == key("bob")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ((make.preference("bob", blocked=(key("bea"),)),), "NOT_NOW"),
        ((make.preference("bea", blocked=(key("bob"),)),), "NOT_NOW"),
        ((make.preference("bea", objected=True),), "NOT_NOW"),
        ((make.preference("bea", restricted=True),), "NOT_FOUND"),
        ((make.preference("bob", restricted=True),), "NOT_FOUND"),
        ((make.preference("bea", blocked=(key("ada"),)),), "NOT_FOUND"),
        ((request("live", "cyd", "bob", "bea"),), "NOT_NOW"),
        ((make.person("bea", name=""), make.profile("bea", "cyd")), "NOT_FOUND"),
    ],
)
def test_who_cannot_be_one_stays_two_and_nobody_is_told_why(more: tuple[Change, ...], code: str) -> None:
    network = two_of_bob(*more)
    before = records(network)
    with pytest.raises(Refused) as refused:
        merges(network)
    assert refused.value.code == code
    assert refused.value.advice in (
        "these two cannot be made one as things stand",
        "there is nobody of that id",
    )
    assert records(network) == before


@pytest.mark.parametrize(
    ("keep", "gone", "why", "viewer", "code"),
    [
        ("bob", "bob", WHY, ADMIN, "BAD_INPUT"),
        ("bob", "nobody", WHY, ADMIN, "NOT_FOUND"),
        ("bob", "bea", "short", ADMIN, "BAD_INPUT"),
        ("bob", "bea", WHY, Viewer(key("bob")), "NOT_ALLOWED"),
        ("bob", "bea", WHY, Viewer(key("cyd"), frozenset({"hr_partner"})), "NOT_ALLOWED"),
        ("bob", "eve", WHY, ADMIN, "NOT_NOW"),
    ],
)
def test_what_no_rule_allows_is_refused(keep: str, gone: str, why: str, viewer: Viewer, code: str) -> None:
    network = two_of_bob(make.person("eve"))  # of whom there is nothing but a name
    with pytest.raises(Refused) as refused:
        merge_people(Act(network, viewer, "1"), key(keep), key(gone), why)
    assert refused.value.code == code


def test_the_same_act_again_does_nothing_more() -> None:
    network = two_of_bob()
    first = merges(network)
    revision = network.store.revision()
    assert merges(network).key == first.key
    undone = unmerges(network, first)
    assert unmerges(network, first, "again") == undone
    assert network.store.revision() == revision + 1


def test_what_was_written_since_stays_where_it_belongs() -> None:
    network = two_of_bob(make.budget("bea", "2024-05-20"), make.preference("bea", capacity=2))
    merge = merges(network)
    mine = next(one for one in of_kind(network, Employment) if one.person == key("bob"))
    (budget,) = of_kind(network, Budget)
    since = make.evidence("since", "bob")
    later = replace(mine, title="Director")
    network.store.apply([since, later, replace(budget, spent=(*budget.spent, "2024-06-01T09:00:00Z"))])
    unmerges(network, merge)
    left = records(network)
    assert since.key in left
    assert {one.title for one in of_kind(network, Employment) if one.key != later.key} >= {"Engineer"}
    assert left[Key("budget:bea")].spent == ("2024-05-20T09:00:00Z", "2024-06-01T09:00:00Z")  # type: ignore[attr-defined]


def test_what_cannot_be_told_apart_is_named_and_nothing_happens() -> None:
    network = two_of_bob(make.preference("bob", capacity=5), make.preference("bea", capacity=2))
    merge = merges(network)
    (held,) = of_kind(network, Preference)
    network.store.apply([replace(held, capacity=1)])
    before = records(network)
    with pytest.raises(Refused) as refused:
        unmerges(network, merge)
    assert (refused.value.code, "preference:bob (capacity)" in refused.value.advice) == ("NOT_NOW", True)
    assert records(network) == before


def test_a_later_merge_is_undone_first() -> None:
    network = two_of_bob()
    first = merges(network)
    before = records(network)
    second = merges(network, "cyd", "bob", "2")
    with pytest.raises(Refused) as refused:
        unmerges(network, first)
    assert second.key in refused.value.advice
    unmerges(network, second, "u2")
    assert records(network) == before
    unmerges(network, first, "u1")
    assert key("bea") in records(network)


def test_a_commit_of_both_is_one_piece_of_work() -> None:
    network = two_of_bob(make.evidence("together", "bob", "bea", "cyd"))
    before = records(network)
    merge = merges(network)
    work: Any = records(network)[Key("evidence:together")]
    assert dict(zip(work.people, work.shares, strict=True)) == {key("bob"): 2 / 3, key("cyd"): 1 / 3}
    unmerges(network, merge)
    assert records(network) == before


pairs = st.tuples(st.sampled_from(sorted(NAMES)), st.sampled_from(sorted(NAMES))).filter(
    lambda pair: pair[0] != pair[1]
)


@settings(max_examples=100, deadline=None)
@given(cases(), pairs)
def test_two_again_are_as_they_were_whatever_the_network(case: Case, pair: tuple[str, str]) -> None:
    network = network_of(case.records, NOW)
    before = records(network)
    answers = _answers(network)
    act = Act(network, OPERATOR, "1")
    try:
        merge = merge_people(act, key(pair[0]), key(pair[1]), WHY)
    except Refused:
        assume(False)
        return
    assert [one.key for one in records(network).values() if key(pair[1]) in referred(one)] == []
    unmerge_people(Act(network, OPERATOR, "2"), merge.key)
    assert records(network) == before
    assert _answers(network) == answers


def _answers(network: Network) -> list[Any]:
    return [experts(network, OPERATOR, about) for about in ("billing", "python", "rust")]


def test_evidence_is_not_lost_when_both_declared_the_same() -> None:
    network = two_of_bob(make.evidence("a", "bob"), make.evidence("b", "bea"))
    merges(network)
    assert {Key("evidence:a"), Key("evidence:b")} <= {one.key for one in of_kind(network, Evidence)}


def _everywhere(network: Network) -> str:
    return repr([one.record for kind in KINDS.values() for one in network.store.scan(kind).records])


def test_who_is_erased_after_a_merge_is_gone_with_the_journal_and_under_both_names() -> None:
    network = two_of_bob(
        replace(make.person("bea"), name="Beatrix Quell"),
        make.evidence("named", "cyd", text="a talk with Beatrix Quell"),
    )
    merges(network)
    erase(network, key("bob"))
    left = _everywhere(network)
    assert "Quell" not in left
    assert "person:bea" not in left
    assert of_kind(network, Merge) == []


def test_who_else_is_erased_does_not_come_back_with_an_undo() -> None:
    network = two_of_bob(
        replace(make.person("dan"), name="Daniel Quell"),
        make.tie("bea", "dan", "hr"),
        make.evidence("both", "bea", "dan", text="by Daniel Quell and Bea"),
        make.preference("bea", blocked=(key("dan"),)),
    )
    merge = merges(network)
    erase(network, key("dan"))
    assert "Quell" not in _everywhere(network)
    assert "dan" not in repr(next(iter(network.store.scan(Merge).records)).record.moved)
    unmerges(network, merge)
    left: Any = records(network)
    assert left[Key("evidence:both")].people == (key("bea"),)
    assert left[Key("preference:bea")].blocked == ()
    assert "Quell" not in _everywhere(network)
