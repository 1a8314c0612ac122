"""docs/roles.md is true: every field and mutation of the schema, asked as each role."""

from functools import cache

import pytest

from queries.network import Network
from tests.factories.api_client import Asking
from tests.factories.everything import NEW, OTHERS, ROLES, SETTLED, everything_there_is
from tests.factories.kept import Kept, in_stores
from tests.factories.network import network_of
from tests.factories.role_matrix import (
    ABOUT_ME,
    NO,
    QUESTIONS,
    SCHEMA,
    WIDE,
    YES,
    Answers,
    act_all,
    ask_all,
    of_outcomes,
    page_tables,
)
from tests.factories.whole_schema import Place, everything, places

CELLS = page_tables()
ASKING = in_stores(
    ROLES,
    sqlite=("employee", "privacy_officer", "external"),
    neo4j=("network_admin",),
)
ACTING = in_stores(ROLES, sqlite=("employee", "external"), neo4j=("privacy_officer",))


@cache
def company() -> Network:
    return network_of(everything_there_is())


ANSWERS: dict[tuple[str, str], Answers] = {}
"""By store and role, for two tests read them."""


def answers(kept: Kept, role: str) -> Answers:
    asked = (kept.kind, role)
    if asked not in ANSWERS:
        ANSWERS[asked] = ask_all(kept.network(company), ROLES[role])
    return ANSWERS[asked]


def test_the_page_has_a_row_for_every_field_and_nothing_else() -> None:
    assert CELLS.keys() == places(SCHEMA)


def test_the_page_has_a_column_for_every_role() -> None:
    assert {tuple(row) for row in CELLS.values()} == {tuple(ROLES)}


def test_no_field_is_untried() -> None:
    assert [place for place, row in CELLS.items() if {*row.values()} == {NO}] == []
    assert {root for root, _ in QUESTIONS} == {field for type_, field in CELLS if type_ == "Query"}


@pytest.mark.parametrize(("kept", "role"), ASKING, indirect=["kept"])
def test_a_role_is_answered_what_the_page_says(kept: Kept, role: str) -> None:
    roots = answers(kept, role).roots()
    assert {("Query", root): cell for root, cell in roots.items()} == said(role, {"Query"})


@pytest.mark.parametrize(("kept", "role"), ASKING, indirect=["kept"])
def test_a_role_is_shown_the_fields_that_the_page_says(kept: Kept, role: str) -> None:
    shown = answers(kept, role).fields()
    expected = said(role, {type_ for type_, _ in CELLS} - {"Query", "Mutation"} - of_outcomes())
    assert {place: shown.get(place, NO) for place in expected} == expected


@pytest.mark.parametrize(("kept", "role"), ACTING, indirect=["kept"])
def test_a_role_may_do_what_the_page_says(kept: Kept, role: str) -> None:
    may, came_back = act_all(kept.to_act_on(company), ROLES[role])
    assert {("Mutation", name): cell for name, cell in may.items()} == said(role, {"Mutation"})
    outcomes = said(role, of_outcomes())
    assert {place: YES if place in came_back else NO for place in outcomes} == outcomes


@pytest.mark.parametrize("role", ROLES)
def test_what_is_about_who_asks_names_nobody_else_to_who_is_new(role: str) -> None:
    asking, who = Asking(network_of(everything_there_is()), WIDE), ROLES[role].new
    others = {*SETTLED, *NEW, *OTHERS} - {who, "bob"}  # Bob is the only one whom they know
    for question in ABOUT_ME:
        text = asking.post(everything(SCHEMA, "Query", *question), who, ROLES[role].roles).text
        assert [name for name in others if f"person:{name}" in text or name.title() in text] == []


def said(role: str, types: set[str]) -> dict[Place, str]:
    """The column of a role, of these types."""
    return {place: row[role] for place, row in CELLS.items() if place[0] in types}
