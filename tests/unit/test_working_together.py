from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.working_together import CROWD, Together, working_together
from graph.keys import Key
from graph.model import Tour

ANN, BOB, CARL = (Key(f"person:{name}") for name in ("ann", "bob", "carl"))
DAY_ONE = date(2020, 1, 1)


def tour(person: Key, since: str, until: str = "", planned: str = "") -> Tour:
    return Tour(
        key=Key(f"tour:{person}{since}"),
        person=person,
        mission=Key("mission:billing"),
        tour_kind="rotational",
        since=since,
        until=until,
        planned_until=planned,
        source="tours",
    )


def test_trust_is_half_for_each_year_together() -> None:
    assert working_together([tour(ANN, "2018", "2021"), tour(BOB, "2020-01-01", "2023")]) == [
        Together(ANN, BOB, "2020-01-01", "2021", 1.0007)
    ]


def test_a_week_together_is_worth_the_least_trust() -> None:
    [together] = working_together(
        [tour(ANN, "2020-01-01", "2020-06-30"), tour(BOB, "2020-06-24", "2021-01-01")]
    )
    assert (together.since, together.until, together.trust) == ("2020-06-24", "2020-06-30", 0.25)


def test_tours_that_do_not_meet_tie_nobody() -> None:
    assert working_together([tour(ANN, "2018", "2019"), tour(BOB, "2020", "2021")]) == []


def test_two_tours_that_go_on_count_by_their_planned_ends() -> None:
    [planned] = working_together([tour(ANN, "2025", "", "2025"), tour(BOB, "2024", "", "2030")])
    assert (planned.since, planned.until) == ("2025", "")
    assert abs(planned.trust - 0.5) < 0.001
    [unplanned] = working_together([tour(ANN, "2025"), tour(BOB, "2024")])
    assert unplanned.trust == 0.25
    [long] = working_together([tour(ANN, "2025", "", "2040"), tour(BOB, "2024", "", "2040")])
    assert long.trust == 1.0


def test_a_tour_that_ended_meets_one_that_goes_on_until_it_ended() -> None:
    [together] = working_together([tour(ANN, "2019", "2020"), tour(BOB, "2018")])
    assert together.until == "2020"


def test_overlapping_tours_of_one_person_count_once() -> None:
    [together] = working_together(
        [
            tour(ANN, "2018-01-01", "2020-12-31"),
            tour(ANN, "2019-01-01", "2021-12-31"),
            tour(BOB, "2018-01-01", "2021-12-31"),
        ]
    )
    assert abs(together.trust - 2.0) < 0.002


def test_a_tour_without_a_start_ties_nobody() -> None:
    assert working_together([tour(ANN, "", "2020"), tour(BOB, "2018", "2021")]) == []


def test_in_a_crowd_nobody_is_tied() -> None:
    crowd = [tour(Key(f"person:{n:02}"), "2020", "2021") for n in range(CROWD)]
    assert len(working_together(crowd)) == CROWD * (CROWD - 1) // 2
    assert working_together([*crowd, tour(Key("person:more"), "2021-12-31", "2022")]) == []


def test_a_crowd_before_and_after_does_not_untie_those_between() -> None:
    early = [tour(Key(f"person:early{n:02}"), "2020", "2020") for n in range(CROWD + 1)]
    between = [tour(ANN, "2021", "2021"), tour(BOB, "2021", "2021")]
    late = [tour(Key(f"person:late{n:02}"), "2022", "2022") for n in range(CROWD + 1)]
    assert [(t.a, t.b) for t in working_together([*late, *between, *early])] == [(ANN, BOB)]


SPANS = st.lists(st.tuples(st.integers(0, 24), st.integers(0, 60), st.integers(0, 40)), max_size=60)


@given(SPANS)
def test_the_sweep_finds_what_a_look_at_every_day_finds(spans: list[tuple[int, int, int]]) -> None:
    present: dict[Key, set[int]] = {}
    tours = []
    for person, first, length in spans:
        key = Key(f"person:{person:02}")
        start, end = DAY_ONE + timedelta(first), DAY_ONE + timedelta(first + length)
        tours.append(tour(key, start.isoformat(), end.isoformat()))
        present.setdefault(key, set()).update(range(first, first + length + 1))
    on_it = [sum(day in days for days in present.values()) for day in range(110)]

    expected = set()
    for a in present:
        for b in present:
            days = sorted(present[a] & present[b])
            stretches = [s for s in _stretches(days) if all(on_it[day] <= CROWD for day in s)]
            if a < b and stretches:
                expected.add((a, b, stretches[0][0], stretches[-1][-1]))
    found = {
        (t.a, t.b, (date.fromisoformat(t.since) - DAY_ONE).days, (date.fromisoformat(t.until) - DAY_ONE).days)
        for t in working_together(tours)
    }
    assert found == expected
    assert working_together(tours) == working_together(list(reversed(tours)))


def _stretches(days: list[int]) -> list[list[int]]:
    stretches: list[list[int]] = []
    for day in days:
        if stretches and stretches[-1][-1] == day - 1:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    return stretches
