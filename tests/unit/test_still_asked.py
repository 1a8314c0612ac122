"""A message that asks for something leaves only as long as that is still asked for."""

from dataclasses import replace

import pytest

from graph.keys import Key
from policy.still_asked import still_asked
from tests.factories.asking import key
from tests.factories.network import NOW
from tests.factories.tours import kith_tour, proposal, signed_by_company

ASKED = proposal("1", "bob", "mia")
STANDS = kith_tour("2", "bob", "mia")
OVER = signed_by_company("3", "bob", "mia")


@pytest.mark.parametrize(
    ("template", "tour", "waits_for"),
    [
        ("tour_proposed", ASKED, {"mia"}),
        ("tour_proposed", STANDS, set()),
        ("tour_check_in", STANDS, {"bob", "mia"}),
        ("tour_check_in", OVER, set()),
        ("tour_to_sign", OVER, {"bob"}),
        ("tour_to_sign", replace(OVER, signed=()), set()),
        ("tour_to_sign", STANDS, set()),
        ("tour_proposed", None, set()),
    ],
)
def test_what_a_tour_asks_for_is_asked_of_one_side_or_both(
    template: str, tour: object, waits_for: set[str]
) -> None:
    people = {name: still_asked(template, tour, key(name), NOW) for name in ("bob", "mia", "cyd")}  # type: ignore[arg-type]
    assert {name for name, waits in people.items() if waits} == waits_for
    assert not still_asked(template, tour, Key(""), NOW)  # type: ignore[arg-type]
