"""A tour ends, and its two sides sign what came of it."""

from datetime import date, timedelta

import pytest

from actions.erase import erase
from graph.errors import Refused
from graph.keys import Key
from graph.model import Tour
from policy.tours import State
from policy.viewer import Viewer
from queries.tours import tours_seen
from tests.factories.asking import experts, key
from tests.factories.duty import Duty
from tests.integration.test_tours import refused

PYTHON = Key("skill:python")
CYD = Viewer(key("cyd"))


def year_later(on: Duty) -> Tour:
    tour = on.standing("bob")
    on.now += timedelta(days=365)
    return tour


def test_an_outcome_counts_once_both_signed_the_same() -> None:
    on = Duty()
    tour = year_later(on)
    one = on.sign(tour, "bob", "Invoices in a day", "python")
    assert (one.state, one.until) == (State.ENDED, "2025-06-01")
    assert on.evidence() == [("Billing", ())]
    assert experts(on.network, about="python") == []
    assert ("2025-06-01", "tour_to_sign") in on.told("mia")
    (seen,) = tours_seen(on.network, CYD, [key("bob")])[key("bob")]
    assert (seen.outcome, seen.skills) == ("", ())
    assert on.sign(tour, "mia", "Invoices in a day", "python").state == State.CLOSED
    assert on.evidence() == [("Billing: Invoices in a day", (PYTHON,))]
    assert experts(on.network, about="python") == ["Bob"]


def test_other_words_take_the_other_signature_away() -> None:
    on = Duty()
    tour = year_later(on)
    on.sign(tour, "bob", "Great", "python")
    other = on.sign(tour, "mia", "Good", "python")
    assert [line.split("/")[0] for line in other.signed] == ["company"]
    assert on.sign(tour, "bob", "Good", "python").state == State.CLOSED
    again = on.sign(tour, "bob", "Good", "python", "sql")
    assert (again.state, len(again.signed)) == (State.ENDED, 1)
    assert on.evidence() == [("Billing", ())]


def test_a_signature_counts_once() -> None:
    on = Duty()
    tour = year_later(on)
    assert on.sign(tour, "bob", "Great") == on.sign(tour, "bob", "Great")
    assert on.stored(tour).state == State.ENDED


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (("BAD_INPUT", "outcome"), {"outcome": ""}),
        (("BAD_INPUT", "outcome"), {"outcome": "x" * 2_001}),
        (("BAD_INPUT", "until"), {"until": date(2025, 6, 2)}),
        (("BAD_INPUT", "until"), {"until": date(2024, 5, 31)}),
    ],
)
def test_an_outcome_that_no_rule_allows_is_refused(
    expected: tuple[str, str], said: dict[str, object]
) -> None:
    on = Duty()
    assert refused(on.sign, year_later(on), "bob", **said) == expected


@pytest.mark.parametrize("skill", ["alchemy", "skill:alchemy", "", "x" * 101])
def test_skills_that_nobody_knows_are_refused(skill: str) -> None:
    on = Duty()
    code, field = refused(on.sign, year_later(on), "bob", "done", skill)
    assert (code in ("NOT_FOUND", "BAD_INPUT"), field) == (True, "skills")
    assert refused(on.sign, year_later(Duty()), "bob", "done", *["python"] * 21)[0] in (
        "BAD_INPUT",
        "NOT_FOUND",
    )


def test_either_side_ends_a_tour_and_the_other_is_told() -> None:
    on = Duty()
    tour = year_later(on)
    ended = on.end(tour, "mia", date(2025, 5, 1))
    assert (ended.state, ended.until) == (State.ENDED, "2025-05-01")
    assert ("2025-06-01", "tour_ended") in on.told("bob")
    assert on.end(tour, "bob") == ended
    assert refused(on.end, on.plan("cyd"), "cyd") == ("NOT_NOW", "tour")


def test_where_the_company_side_has_left_the_manager_speaks_in_their_place() -> None:
    on = Duty()
    tour = year_later(on)
    erase(on.network, key("mia"))
    assert refused(on.end, tour, "cyd") == ("NOT_FOUND", "tour")
    assert on.sign(tour, "bob", "Great").state == State.ENDED
    with pytest.raises(Refused):
        on.end(tour, "ada", None, "recruiter")
    assert on.end(tour, "ada", None, "hr_partner").state == State.ENDED
