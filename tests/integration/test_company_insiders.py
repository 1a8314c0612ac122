"""Who knows a company best: at home, where the read model knows when people were there, as elsewhere."""

from typing import Any

import numpy as np
import pytest

from graph.ports import Change
from queries.company_insiders import insiders
from queries.places import best_places
from queries.sight import viewer_status
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.asking import ADA, line
from tests.factories.network import network_of

STAYS = {
    "again": (("", ""), ("2020-02", "")),
    "now": (("2019-03", ""),),
    "lately": (("2010", "2012"), ("2015", "2023-05")),
    "both": (("", ""), ("2001", "2022-02")),
    "undated": (("", ""),),
    "once": (("2001", "2004-05"),),
}
"""Since when and until when each worked there, those who know it best first."""

WHERE = pytest.mark.parametrize("company", ["home", "acme"])


def ranked(company: str, *more: Change, **said: Any) -> list[str]:
    """Names, those who know the company best first; one of them says what is `said`."""
    there: list[Change] = [make.organization("acme"), *more]
    for name, stays in STAYS.items():
        choices = {"choices": ("INSIGHT/found/yes/2025-01-01",), **said.get(name, {})}
        there += [make.person(name), make.preference(name, **choices)]
        there += [make.employment(name, company, *stay) for stay in stays]
    network, place = network_of([*line(), *there]), make.key("organization", company)
    snapshot, status = network.read_model.current(), viewer_status(network, ADA)
    found = insiders(network, snapshot, ADA, status, place, "INSIGHT")
    places = np.round(found.known * 1e9).astype(np.int64)
    best = best_places(snapshot, found.people, places, len(STAYS) + 1, None)
    return [snapshot.people.ids.key(number).removeprefix("person:") for _, number in best]


@WHERE
def test_who_was_there_last_knows_most_and_of_those_alike_the_first_by_key(company: str) -> None:
    assert ranked(company) == list(STAYS)


@WHERE
def test_who_does_not_show_where_they_worked_or_is_worn_out_is_not_there(company: str) -> None:
    said = {"lately": {"shown": ("employments/me",)}, "again": {"capacity": 0}}
    assert ranked(company, **said) == ["now", "both", "undated", "once"]


@WHERE
def test_what_somebody_wrote_counts_for_those_who_may_read_it(company: str) -> None:
    about = {"organizations": (make.key("organization", company),)}
    said = {"undated": {"shown": ("employments/me",)}, "both": {"shown": ("skills/me",)}}
    wrote = [alliance.insight(name, name, **about) for name in ("once", "undated", "both")]
    assert ranked(company, *wrote, **said) == ["again", "now", "lately", "both", "once", "undated"]
