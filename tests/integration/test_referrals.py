"""Proposals of people for open roles: asked first, quiet when nothing comes of it, and the loop closes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from actions.act import Act
from actions.erase import erase
from actions.referrals import Proposal, answer_referral, close_referral, refer
from graph.errors import Refused
from graph.keys import Key
from graph.model import Budget, Referral
from graph.ports import Change
from graph.scans import every
from policy.referrals import LASTS, Shown
from policy.viewer import Viewer
from queries.about_me import about_me
from queries.openings import openings
from queries.referrals import referrals
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key
from tests.factories.introductions import Stage, code, stage

YES = ("REFERRAL/connect/yes/2025-01-01",)
ROLE = alliance.role("engineer", by="ada", listed=True)
RECRUITER = Viewer(key("ada"), roles=frozenset({"recruiter"}))


def theatre(*more: Change, **statuses: str) -> Stage:
    """Lia and Lou have left; Lia said yes to REFERRAL. Ada recruits for a listed role."""
    return stage(
        alliance.role("secret", by="ada"),
        alliance.role("old", by="ada", listed=True, state="closed"),
        ROLE,
        make.preference("lia", choices=YES),
        *more,
        **{"lia": "alumnus", "lou": "alumnus", **statuses},
    )


def propose(there: Stage, by: str = "lia", person: str = "lou", role: Key = ROLE.key, **more: Any) -> Key:
    return refer(there.act(by), Proposal(role, key(person), **more)).key


def seen(there: Stage, name: str, *roles: str) -> list[str]:
    """Part and state of each proposal that somebody is shown."""
    viewer = Viewer(key(name), roles=frozenset(roles))
    return [f"{one.part} {one.state}" for one in referrals(there.network, viewer).referrals]


def titles(there: Stage, viewer: Viewer) -> list[str]:
    return [role.title for role in openings(there.network, viewer).openings]


def test_open_roles_are_listed_to_employees_and_to_alumni_who_said_yes() -> None:
    there = theatre(make.person("xan"))
    for name, listed in (("ada", True), ("bob", True), ("lia", True), ("lou", False), ("xan", False)):
        assert titles(there, Viewer(key(name))) == (["engineer"] if listed else [])
    assert titles(there, Viewer(roles=frozenset({"service"}))) == []
    there.clock.at += timedelta(days=300)
    assert titles(there, Viewer(key("lia"))) == []  # a yes ends


def test_what_is_listed_is_what_is_open_now_without_texts_that_name_who_is_restricted() -> None:
    there, lia = theatre(make.person("ben", name="Ben Stone")), Viewer(key("lia"))
    naming = alliance.role("secret", by="ada", listed=True, text="You will work with Ben Stone")
    assert titles(there, lia) == ["engineer"]
    there.network.store.apply([naming, alliance.role("engineer", by="ada", listed=True, state="closed")])
    assert [role.text for role in openings(there.network, lia).openings] == [naming.text]
    there.network.store.apply([make.preference("ben", restricted=True)])
    assert [role.text for role in openings(there.network, lia).openings] == [""]


def test_the_person_is_asked_first_and_recruiters_see_it_after_the_yes() -> None:
    there = theatre()
    proposal = propose(there, text="You would like it")
    assert seen(there, "lia") == ["referrer waiting"]
    assert seen(there, "lou") == ["person for_you"]
    assert seen(there, "ada", "recruiter") == []
    assert there.templates("lou") == ["referral_asked"]
    answer_referral(there.act("lou"), proposal, True)
    assert seen(there, "lia") == ["referrer accepted"]
    assert there.templates("lia") == ["referral_accepted"]
    assert seen(there, "ada", "recruiter") == ["recruiter accepted"]
    assert seen(there, "bob") == []
    [shown] = referrals(there.network, RECRUITER).referrals
    assert (shown.person.name, shown.by and shown.by.name, shown.text) == ("Lou", "Lia", "You would like it")
    recruiting = Act(there.network, RECRUITER, "close")
    assert code(lambda: close_referral(there.act("bob"), proposal, "hired")) == "NOT_ALLOWED"
    assert code(lambda: close_referral(recruiting, proposal, "bought")) == "BAD_INPUT"
    close_referral(recruiting, proposal, "hired")
    close_referral(Act(there.network, RECRUITER, "again"), proposal, "hired")
    assert code(lambda: close_referral(recruiting, proposal, "no_reply")) == "NOT_NOW"
    for name, part in (("lia", "referrer"), ("lou", "person")):
        assert seen(there, name) == [f"{part} closed"]
        assert there.templates(name).count("referral_closed") == 1


def test_of_one_role_there_is_what_is_shown_of_all_roles() -> None:
    there = theatre(other := alliance.role("painter", by="ada", listed=True))
    mine = [propose(there), propose(there, role=other.key)]

    def found(viewer: Viewer, role: Key) -> list[Key]:
        return [one.key for one in referrals(there.network, viewer, role=role).referrals]

    assert [found(Viewer(key("lia")), role) for role in (ROLE.key, other.key)] == [mine[:1], mine[1:]]
    assert found(RECRUITER, other.key) == found(Viewer(key("bob")), other.key) == []
    answer_referral(there.act("lou"), mine[1], True)
    assert [found(RECRUITER, role) for role in (ROLE.key, other.key)] == [[], mine[1:]]
    assert found(RECRUITER, Key("role:?")) == found(Viewer(key("bob")), other.key) == []


def no(there: Stage, proposal: Key) -> None:
    answer_referral(there.act("lou"), proposal, False)


def silence(there: Stage, proposal: Key) -> None:
    return None


FAILURES = {
    "no": ((), no),
    "silence": ((), silence),
    "do not contact": ((make.preference("lou", do_not_contact=True),), silence),
    "quiet": ((make.preference("lou", quiet_until="2024-12"),), silence),
    "spent": ((make.budget("lou", "2024-05-30", "2024-05-30", "2024-05-31"),), silence),
    "refused": ((make.preference("lou", choices=("REFERRAL/reached/no/",)),), silence),
}


@pytest.mark.parametrize("cause", FAILURES)
def test_every_failure_looks_alike_to_who_proposed(cause: str) -> None:
    changes, then = FAILURES[cause]
    there = theatre(*changes)
    proposal = propose(there, text="You would like it")
    began = there.told("lia")
    assert [template for _, template in began] == ["referral_not_this_time"]
    then(there, proposal)
    there.clock.at += LASTS - timedelta(seconds=1)
    assert seen(there, "lia") == ["referrer waiting"]
    assert there.told("lia") == began
    assert seen(there, "ada", "recruiter") == []
    there.clock.at += timedelta(seconds=1)
    assert seen(there, "lia") == ["referrer not_this_time"]
    assert seen(there, "lou") in ([], ["person declined"], ["person not_this_time"])
    assert code(lambda: answer_referral(there.act("lou"), proposal, True)) != ""
    assert code(lambda: propose(there)) == "ALREADY_ASKED"


def test_asking_spends_a_unit_of_the_person_and_of_nobody_who_is_not_asked() -> None:
    there = theatre()
    propose(there)
    [budget] = every(there.network.store, Budget)
    assert (budget.person, len(budget.spent)) == (key("lou"), 1)
    quiet = theatre(make.preference("lou", do_not_contact=True))
    propose(quiet)
    assert list(every(quiet.network.store, Budget)) == []
    assert quiet.templates("lou") == []


def test_nobody_is_asked_twice_for_a_role_and_the_second_can_not_tell() -> None:
    there = theatre()
    propose(there)
    propose(there, by="bob")
    assert seen(there, "lou") == ["person for_you"]
    assert seen(there, "bob") == ["referrer waiting"]
    assert len(there.templates("lou")) == 1


def refusals() -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "NOT_ALLOWED", "without a yes", {"by": "lou", "person": "bob"}
    yield "BAD_INPUT", "themself", {"person": "lia"}
    yield "NOT_FOUND", "nobody", {"person": "nobody"}
    yield "NOT_FOUND", "who blocks", {"person": "cyd"}
    yield "NOT_FOUND", "not listed", {"role": make.key("role", "secret")}
    yield "NOT_FOUND", "closed", {"role": make.key("role", "old")}
    yield "NOT_FOUND", "no role", {"role": make.key("role", "none")}
    yield "BAD_INPUT", "whom they block", {"person": "dan"}
    yield "BAD_INPUT", "huge", {"text": "x" * 2_001}


@pytest.mark.parametrize(("refusal", "why", "asked"), list(refusals()))
def test_what_may_not_be_proposed_is_refused(refusal: str, why: str, asked: dict[str, Any]) -> None:
    blocking = make.preference("lia", choices=YES, blocked=(key("dan"),))
    there = theatre(make.preference("cyd", blocked=(key("lia"),)), blocking, dan="employee")
    assert code(lambda: propose(there, **asked)) == refusal, why


def test_the_same_act_proposes_once_and_the_same_answer_is_no_other() -> None:
    there = theatre()
    act = there.act("lia", "once")
    made = refer(act, Proposal(ROLE.key, key("lou")))
    assert refer(act, Proposal(ROLE.key, key("lou"))) == made
    answer_referral(there.act("lou"), made.key, True)
    answer_referral(there.act("lou"), made.key, True)
    assert code(lambda: answer_referral(there.act("lou"), made.key, False)) == "NOT_YOUR_TURN"
    assert code(lambda: answer_referral(there.act("lia"), made.key, True)) == "NOT_FOUND"
    assert code(lambda: answer_referral(there.act("bob"), made.key, True)) == "NOT_FOUND"


def test_a_yes_to_a_role_that_was_closed_meanwhile_comes_too_late() -> None:
    there = theatre()
    proposal = propose(there)
    there.network.store.apply([alliance.role("engineer", by="ada", listed=True, state="closed")])
    assert code(lambda: answer_referral(there.act("lou"), proposal, True)) == "NOT_NOW"
    answer_referral(there.act("lou"), proposal, False)


def test_who_is_hidden_from_a_recruiter_is_not_proposed_to_them() -> None:
    there = theatre()
    proposal = propose(there)
    answer_referral(there.act("lou"), proposal, True)
    there.block("lou", "ada")
    assert seen(there, "ada", "recruiter") == []
    with pytest.raises(Refused) as refused:
        close_referral(Act(there.network, RECRUITER, "x"), proposal, "hired")
    assert refused.value.code == "NOT_FOUND"
    there.block("lou", "ada", False)
    there.block("lia", "ada")
    assert [one.by for one in referrals(there.network, RECRUITER).referrals] == [None]


def test_somebody_hidden_from_the_person_asks_them_nothing() -> None:
    there = theatre()
    proposal = propose(there)
    there.block("lia", "lou")
    assert seen(there, "lou") == []
    assert code(lambda: answer_referral(there.act("lou"), proposal, True)) == "NOT_FOUND"


def test_when_who_proposed_is_erased_the_question_is_taken_back_and_a_yes_stands() -> None:
    there = theatre()
    propose(there, text="I am Lia")
    erase(there.network, key("lia"))
    assert seen(there, "lou") == []
    other = theatre()
    answer_referral(other.act("lou"), propose(other, text="I am Lia"), True)
    erase(other.network, key("lia"))
    assert seen(other, "ada", "recruiter") == ["recruiter accepted"]
    [left] = every(other.network.store, Referral)
    assert left.text == ""
    assert "lia" not in left.key
    erase(other.network, key("lou"))
    assert list(every(other.network.store, Referral)) == []


def test_both_see_it_in_what_is_held_about_them() -> None:
    there = theatre()
    propose(there, text="You would like it")
    held = {n: about_me(there.network, Viewer(key(n)), key(n)) for n in ("lia", "lou")}
    parts = {
        n: [(one.role, one.state, one.text, one.other) for one in of.part.referrals]
        for n, of in held.items()
        if of
    }
    assert parts == {
        "lia": [("referrer", "waiting", "", "Lou")],
        "lou": [("person", "for_you", "You would like it", "Lia")],
    }


def test_it_all_works_over_the_api() -> None:
    there = theatre()
    asking = Asking(there.network)
    [edge] = asking.ask("{ openings { edges { node { id title } } } }", "lia")["openings"]["edges"]
    refer_ = """mutation ($role: ID!, $person: ID!) { refer(input: {idempotencyKey: "1", role: $role,
        person: $person, text: "hello"}) { __typename ... on Referral { id state part person { name } text }
        ... on Refusal { code } } }"""
    done = asking.ask(refer_, "lia", role=edge["node"]["id"], person=key("lou"))["refer"]
    proposal = done.pop("id")
    assert done == {
        "__typename": "Referral",
        "state": "WAITING",
        "part": "REFERRER",
        "person": {"name": "Lou"},
        "text": None,
    }
    answer = """mutation ($id: ID!) { answerReferral(input: {idempotencyKey: "2", referral: $id, yes: true})
        { ... on Referral { state by { name } text } } }"""
    assert asking.ask(answer, "lou", id=proposal)["answerReferral"] == {
        "state": "ACCEPTED",
        "by": {"name": "Lia"},
        "text": "hello",
    }
    close = """mutation ($id: ID!) {
        closeReferral(input: {idempotencyKey: "3", referral: $id, outcome: TALKED}) {
        ... on Referral { state outcome } } }"""
    closed = asking.ask(close, "ada", ("recruiter",), id=proposal)["closeReferral"]
    assert closed == {"state": "CLOSED", "outcome": "TALKED"}
    mine = asking.ask("{ referrals { edges { node { state outcome } } } }", "lia")["referrals"]["edges"]
    assert mine == [{"node": {"state": "CLOSED", "outcome": "TALKED"}}]
    assert Shown.CLOSED.name == mine[0]["node"]["state"]
