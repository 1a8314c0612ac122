"""How fresh the data is: what part of each kind of fact was confirmed lately, by source."""

from typing import Final

from graph.dates import day_number, months_later
from policy.reporting import LEAST, share
from queries.reporting.confirmations import (
    Since,
    Tally,
    of_employments,
    of_people,
    of_skills,
    of_ties,
)
from queries.reporting.counted import counted
from queries.reporting.report import Asked, Report, Row

NAME: Final = "freshness"
TITLE: Final = "How fresh the data is"
NOTE: Final = (
    "Of a hundred facts, those confirmed in the last months: people, employments and ties when a source last"
    " changed them here (ties also when the two last met), skills when they were last shown. Of a great many,"
    " a part that is chosen by chance is looked at. Sources that tell of under five people are left out."
)
MONTHS: Final = (3, 12, 24)


def freshness(asked: Asked) -> Report:
    """Shares by kind of fact and source. O(evidence), and of the other kinds LOOKED_AT."""
    store, snapshot = asked.network.store, asked.network.read_model.current()
    with snapshot.sharing.reading():
        people = counted(snapshot, day_number(asked.day))
    since = Since.of(store, (months_later(asked.day, -months) for months in MONTHS))
    asked.progress("people")
    tallies = {"people": of_people(store, people, since)}
    asked.progress("employments")
    tallies["employments"] = of_employments(store, people, since)
    asked.progress("skills")
    tallies["skills"] = of_skills(snapshot, people, since)
    asked.progress("ties")
    tallies["ties"] = of_ties(store, snapshot, people, since)
    rows = [
        Row((what, source), shares)
        for what, by_source in tallies.items()
        for source, tally in sorted(by_source.items())
        if (shares := _shares(tally)) is not None
    ]
    measures = tuple(f"in the last {months} months" for months in MONTHS)
    return Report(NAME, asked.day.isoformat(), ("what", "source"), measures, tuple(rows))


def _shares(tally: Tally) -> tuple[int | None, ...] | None:
    """None when it is of too few people or facts."""
    shares = tuple(share(part, tally.whole()) for part in tally.lately())
    return None if len(tally.people) < LEAST or None in shares else shares
