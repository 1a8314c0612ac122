"""What two people have in common, in words, from days of which parts are not known."""

from typing import Any

import pytest

from web.person.together import together


def job(
    since: str | None, until: str | None = None, at: str = "Acme", department: str = ""
) -> dict[str, Any]:
    return {"organization": {"name": at}, "department": department, "since": since, "until": until}


def past(*jobs: dict[str, Any], tours: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"employments": list(jobs), "tours": list(tours)}


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        (("2019", None), ("2020-03", None), ", since March 2020"),
        (("2019", "2021-05"), ("2020-03-01", "2021"), ", 1 March 2020 to May 2021"),
        (("2019-03", "2019-08"), ("2019", None), ", March 2019 to August 2019"),
        (("2019", "2019"), ("2019-06", None), ", June 2019 to 2019"),
        (("2015", "2018-12"), ("2019", None), ", at different times"),
        (("2019", None), ("2015", "2018"), ", at different times"),
        ((None, None), ("2019", None), ""),
        ((None, None), (None, None), ""),
    ],
)
def test_the_time_of_both(mine: tuple[Any, Any], theirs: tuple[Any, Any], said: str) -> None:
    both = "worked" if mine[1] or theirs[1] else "have worked"
    assert together(past(job(*mine)), past(job(*theirs))) == [f"You both {both} at Acme{said}"]


def test_a_department_in_common_is_named_and_other_companies_are_not() -> None:
    mine = past(job("2019", department="Sales"), job("2010", "2012", at="Home"))
    theirs = past(job("2020", at="ACME", department="sales"), job("2010", at="Elsewhere"))
    assert together(mine, theirs) == ["You both have worked at Acme, Sales, since 2020"]


def test_a_tour_in_common_is_one_with_the_same_mission() -> None:
    tour = {"mission": "Maps", "since": "2020-02", "until": "2021"}
    nothing = {"mission": "", "since": None, "until": None}
    both = (tour, nothing)
    assert together(past(tours=both), past(tours=both)) == [
        "You were both on the tour Maps, February 2020 to 2021"
    ]
