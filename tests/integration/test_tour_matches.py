"""Offered tours and people: each match has a stored fact for each side, and gates come before score."""

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import Refused
from graph.keys import Key
from graph.model import OfferedTour
from graph.ports import Change
from policy.viewer import Viewer
from queries.network import Network
from queries.tour_matches import Match, TourMatches, tour_matches
from queries.tours_for_me import tours_for_me
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key
from tests.factories.duty import Duty, managed

MIA = Viewer(key("mia"))
RECRUITER = Viewer(key("ada"), frozenset({"recruiter"}))
PYTHON, SQL = Key("skill:python"), Key("skill:sql")
OFFER = Key("offer:billing")
YES = "RECRUITING/found/yes/2025-01-01"


def knows(name: str, skill: str = "python", **fields: Any) -> Change:
    return make.evidence(f"{skill}-by-{name}", name, about=(skill,), text=f"talk of {name}", **fields)


def wants(name: str, *skills: str, **fields: Any) -> Change:
    learn = tuple(make.key("skill", one) for one in skills or ("sql",))
    return alliance.aspiration(name, learn=learn, **fields)


def offer(**fields: Any) -> OfferedTour:
    given: dict[str, Any] = {"by": "mia", "needs": (PYTHON,), "teaches": (SQL,)}
    return alliance.offered_tour(**(given | fields))


def on(*more: Change, **statuses: str) -> Duty:
    return Duty(managed(make.mission("billing"), offer(), *more, **statuses))


def fits(network: Network, viewer: Viewer = MIA, of: Key = OFFER) -> list[str]:
    return [match.card.name for match in tour_matches(network, viewer, TourMatches(of)).matches]


def mine(network: Network, name: str) -> list[Match]:
    return list(tours_for_me(network, Viewer(key(name))).matches)


def both(network: Network, name: str = "bob") -> tuple[bool, bool]:
    """Whether Bob is matched for who offers the tour, and the tour for Bob."""
    return name.title() in fits(network), bool(mine(network, name))


# -- facts for both sides ------------------------------------------------------------------------------


def test_a_match_cites_what_each_side_gains() -> None:
    there = on(knows("bob"), wants("bob")).network
    (match,) = tour_matches(there, MIA, TourMatches(OFFER)).matches
    assert [(skill, [e.text for e in told]) for skill, told in match.mission] == [(PYTHON, ["talk of bob"])]
    assert [(wish.wanted, wish.taught) for wish in match.person] == [(SQL, SQL)]
    assert 0 < match.score < 1
    (same,) = mine(there, "bob")
    assert (same.place, same.mission, same.person) == (match.place, match.mission, match.person)


@pytest.mark.parametrize(
    "facts",
    [
        (),
        (knows("bob"),),
        (wants("bob"),),
        (knows("bob", "sql"), wants("bob")),
        (knows("bob"), wants("bob", "python")),
        (knows("bob"), alliance.aspiration("bob", goals="sql")),
    ],
)
def test_without_a_fact_for_both_there_is_no_match(facts: tuple[Change, ...]) -> None:
    assert both(on(*facts).network) == (False, False)


def test_narrower_and_broader_skills_fit() -> None:
    databases = make.skill("databases", scheme="esco")
    sql = make.skill("sql", scheme="esco", broader=(databases.key,))
    django = make.skill("django", scheme="esco", broader=(PYTHON,))
    there = on(databases, sql, django, knows("bob", "django"), wants("bob", "databases")).network
    assert both(there) == (True, True)


def test_more_knowledge_comes_first_and_pages_go_on_where_the_last_one_ended() -> None:
    there = on(
        knows("bob"),
        knows("cyd"),
        knows("cyd", "python", at="2024-05-01", evidence_kind="talk"),
        make.evidence("more", "cyd", about=("python",), evidence_kind="commit", at="2024-05-01"),
        wants("bob"),
        wants("cyd"),
    ).network
    assert fits(there) == ["Cyd", "Bob"]
    first = tour_matches(there, MIA, TourMatches(OFFER, 1))
    (one,) = first.matches
    assert first.more
    rest = tour_matches(there, MIA, TourMatches(OFFER, 1, (one.place, one.card.key)))
    assert ([m.card.name for m in rest.matches], rest.more) == (["Bob"], False)


def test_equal_matches_stand_in_the_order_of_keys() -> None:
    there = on(knows("bob"), knows("cyd"), wants("bob"), wants("cyd")).network
    assert fits(there) == ["Bob", "Cyd"]


# -- gates ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "matched"),
    [
        ({}, True),
        ({"choices": ("EXPERTISE/found/no/",)}, False),
        ({"do_not_contact": True}, False),
        ({"restricted": True}, False),
        ({"quiet_until": "2024-07-01"}, False),
        ({"capacity": 0}, False),
        ({"blocked": (key("mia"),)}, False),
        ({"shown": ("aspirations/me",)}, False),
        ({"shown": ("skills/me",)}, False),
    ],
)
def test_gates_come_before_score(said: dict[str, Any], matched: bool) -> None:
    there = on(knows("bob"), wants("bob"), make.preference("bob", **said)).network
    assert fits(there) == (["Bob"] if matched else [])


def test_a_recruiter_is_not_told_of_who_blocks_who_offers_the_tour() -> None:
    there = on(knows("bob"), wants("bob"), make.preference("bob", blocked=(key("mia"),))).network
    assert fits(there, RECRUITER) == []
    assert mine(there, "bob") == []


@pytest.mark.parametrize(
    ("choices", "returns", "matched"),
    [
        ((YES,), True, True),
        ((), True, False),
        ((YES,), False, False),
        (("RECRUITING/found/no/",), True, False),
    ],
)
def test_alumni_are_matched_with_consent_and_when_they_would_come_back(
    choices: tuple[str, ...], returns: bool, matched: bool
) -> None:
    there = on(
        knows("lou"), wants("lou", open_to_return=returns), make.preference("lou", choices=choices)
    ).network
    assert fits(there) == (["Lou"] if matched else [])
    assert bool(mine(there, "lou")) is returns


def test_externals_are_not_matched() -> None:
    yes = make.preference("xan", choices=("EXPERTISE/found/yes/2025-01-01", YES))
    there = on(knows("xan"), wants("xan", open_to_return=True), yes, xan="external").network
    assert both(there, "xan") == (False, False)


@pytest.mark.parametrize(
    ("tour", "matched", "why"),
    [
        ({"planned_until": "2024-11-30"}, True, "2024-11-30"),
        ({"planned_until": "2024-12-02"}, False, ""),
        ({"planned_until": "2026", "until": "2024-05-01"}, True, ""),
        ({"planned_until": "2023"}, True, ""),
        ({"planned_until": ""}, True, ""),
        ({"planned_until": "2026", "state": "standing"}, False, ""),
        (
            {"planned_until": "2026", "state": "proposed", "accepted": ("person/2024-05-01T10:00:00Z",)},
            True,
            "",
        ),
    ],
)
def test_employees_are_free_within_six_months_of_the_end_of_their_tour(
    tour: dict[str, Any], matched: bool, why: str
) -> None:
    there = on(knows("bob"), wants("bob"), make.tour("bob", "billing", "2023-01", **tour)).network
    assert both(there) == (matched, matched)
    assert [m.free.until for m in mine(there, "bob")] == ([why] if matched else [])


def test_a_hidden_tour_binds_nobody_for_who_may_not_know_it() -> None:
    tour = make.tour("bob", "billing", "2023-01", planned_until="2026")
    there = on(knows("bob"), wants("bob"), tour, make.preference("bob", shown=("tours/me",))).network
    assert both(there) == (True, False)


@pytest.mark.parametrize(("horizon", "matched"), [("2024", True), ("2024-12-01", True), ("2025", False)])
def test_a_horizon_far_away_is_not_now(horizon: str, matched: bool) -> None:
    assert both(on(knows("bob"), wants("bob", horizon=horizon)).network) == (matched, matched)


def test_who_said_not_my_topic_is_not_cited_for_it() -> None:
    disclaims = make.verdict("bob", "bob", "python", skills=(PYTHON,))
    assert both(on(knows("bob"), wants("bob"), disclaims).network) == (False, False)


def test_nobody_is_matched_with_their_own_offer_or_told_of_themselves() -> None:
    there = on(knows("mia"), wants("mia")).network
    assert fits(there, RECRUITER) == []
    assert mine(there, "mia") == []


def test_private_evidence_matches_nobody() -> None:
    own = make.evidence("note", "bob", about=("python",), contributor=key("mia"))
    assert fits(on(own, wants("bob")).network) == []


# -- who asks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("viewer", "code"),
    [
        (MIA, ""),
        (RECRUITER, ""),
        (Viewer(key("ada"), frozenset({"hr_partner"})), ""),
        (Viewer(key("cyd")), "NOT_ALLOWED"),
        (Viewer(key("ada"), frozenset({"network_admin"})), "NOT_ALLOWED"),
        (Viewer(key("xan")), "NOT_FOUND"),
    ],
)
def test_who_fits_is_told_to_who_offers_recruiters_and_hr(viewer: Viewer, code: str) -> None:
    there = on(knows("bob"), wants("bob"), xan="external").network
    if not code:
        assert fits(there, viewer) == ["Bob"]
        return
    with pytest.raises(Refused) as refused:
        fits(there, viewer)
    assert refused.value.code == code


def test_a_taken_offer_matches_nobody() -> None:
    there = on(knows("bob"), wants("bob"), replace(offer(), state="taken")).network
    assert both(there) == (False, False)


# -- over the API --------------------------------------------------------------------------------------


def test_matches_are_told_in_words_page_by_page() -> None:
    duty = on(knows("bob"), wants("bob"), knows("cyd"), wants("cyd"))
    asking = Asking(duty.network)
    document = """query ($after: String) { tourMatches(tour: "offer:billing", first: 1, after: $after) {
        edges { cursor node { person { name } available tour { mission }
            missionGains { skill { label } evidence { text } }
            personGains { wanted { label } taught { label } } } }
        pageInfo { hasNextPage endCursor } } }"""
    page = asking.ask(document, "mia")["tourMatches"]
    (edge,) = page["edges"]
    assert edge["node"] == {
        "person": {"name": "Bob"},
        "available": "on no tour",
        "tour": {"mission": "Billing"},
        "missionGains": [{"skill": {"label": "python"}, "evidence": [{"text": "talk of bob"}]}],
        "personGains": [{"wanted": {"label": "sql"}, "taught": {"label": "sql"}}],
    }
    assert page["pageInfo"]["hasNextPage"]
    behind = asking.ask(document, "mia", after=page["pageInfo"]["endCursor"])["tourMatches"]
    assert [one["node"]["person"]["name"] for one in behind["edges"]] == ["Cyd"]
    assert asking.code(document, "cyd") == "REFUSED"
    assert asking.code(document, "mia", after="x") == "BAD_CURSOR"
    uses = {line.purpose: counts for line, counts in duty.network.uses.take().people.items()}  # type: ignore[attr-defined]
    assert key("bob") in uses["EXPERTISE"]
    for_me = "{ toursForMe { edges { node { tour { id } person { name } } } } }"
    assert asking.ask(for_me, "bob")["toursForMe"]["edges"] == [
        {"node": {"tour": {"id": "offer:billing"}, "person": {"name": "Bob"}}}
    ]
