"""Tours that end soon and check-ins that are due, by department and month."""

from collections import defaultdict
from datetime import date
from typing import Final

from graph.dates import day_number, months_later
from policy.gates import Status
from policy.reporting import SOON_MONTHS, band
from queries.reporting.counted import Counted, counted
from queries.reporting.report import Asked, Report, Row
from queries.reporting.tours import UnderWay, last_check_ins, under_way
from queries.tours import check_in_months

NAME: Final = "tours"
TITLE: Final = "Tours that end, and check-ins that are due"
NOTE: Final = (
    f"Employees whose tour is planned to end, and with whom a check-in is due, in the next {SOON_MONTHS}"
    " months; what is overdue counts for the first. `tours/check_in` decides when a check-in is due."
)
MOST: Final = 600

_Places = dict[tuple[str, str], set[int]]
"""By department and month: numbers of people."""


def tours_ending(asked: Asked) -> Report:
    """Figures by department and month. O(tours + check-ins)."""
    network = asked.network
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        people = counted(snapshot, day_number(asked.day))
    asked.progress("tours")
    employees = people.is_(Status.EMPLOYEE)
    looked_at, months = last_check_ins(network), check_in_months(network)
    ending: _Places = defaultdict(set)
    due: _Places = defaultdict(set)
    for tour in under_way(network, people, asked.day):
        if not employees[tour.person]:
            continue
        department = _department(tour, people)
        last = looked_at.get(tour.key) or tour.began
        _note(ending, department, tour.ends, tour.person, asked.day)
        if last is not None:
            _note(due, department, months_later(last, months), tour.person, asked.day)
    rows = [
        Row(place, (band(len(ending[place])), band(len(due[place])))) for place in sorted({*ending, *due})
    ]
    telling = [row for row in rows if row.values != (None, None)]
    return Report(
        NAME,
        asked.day.isoformat(),
        ("department", "month"),
        ("tours that end", "check-ins that are due"),
        tuple(telling[:MOST]),
    )


def _note(places: _Places, department: str, on: date | None, person: int, day: date) -> None:
    """Note somebody for the month of `on`, if it is one of the next; for the first if it is over."""
    if on is not None and on < months_later(day, SOON_MONTHS):
        places[department, max(on, day).isoformat()[:7]].add(person)


def _department(tour: UnderWay, people: Counted) -> str:
    number = int(people.facets["department"][tour.person])
    return tour.department or (people.departments[number].title() if number >= 0 else "")
