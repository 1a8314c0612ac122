"""Tours that managers and HR offer, and what becomes of an offer."""

from datetime import date
from typing import Any

import pytest

from actions.preferences import block
from actions.tours.offer import Offer, offer_tour, withdraw_offer
from graph.errors import Refused
from graph.model import OfferedTour
from policy.tour_offers import OfferTerms
from policy.tours import State
from policy.viewer import Viewer
from queries.offered_tours import offered_tours
from tests.factories.asking import key
from tests.factories.duty import UNTIL, Duty
from tests.integration.test_tour_matches import MIA, fits, knows, mine, on, wants


def offered(duty: Duty, by: str = "mia", *roles: str, **fields: Any) -> OfferedTour:
    given: dict[str, Any] = {"kind": "rotational", "mission": "Maps"}
    skills: dict[str, Any] = {name: fields.pop(name, ["python"]) for name in ("needs", "teaches")}
    return offer_tour(duty.act(by, *roles), Offer(OfferTerms(**(given | fields)), **skills))


def test_managers_and_hr_offer_tours_and_take_them_back() -> None:
    duty = Duty()
    made = offered(duty)
    assert (made.by, made.state) == (key("mia"), "open")
    assert offered(duty, "ada", "recruiter").state == "open"
    with pytest.raises(Refused) as refused:
        offered(duty, "cyd")
    assert refused.value.code == "NOT_ALLOWED"
    with pytest.raises(Refused) as refused:
        withdraw_offer(duty.act("cyd"), made.key)
    assert refused.value.code == "NOT_ALLOWED"
    assert withdraw_offer(duty.act("mia"), made.key).state == "withdrawn"
    assert withdraw_offer(duty.act("mia"), made.key).state == "withdrawn"
    assert [o.by for o in offered_tours(duty.network, Viewer(key("lou"))).offers] == [key("ada")]
    assert [o.state for o in offered_tours(duty.network, MIA, mine=True).offers] == ["withdrawn"]


@pytest.mark.parametrize(
    ("field", "code", "fields"),
    [
        ("needs", "BAD_INPUT", {"needs": []}),
        ("teaches", "BAD_INPUT", {"teaches": []}),
        ("needs", "NOT_FOUND", {"needs": ["alchemy"]}),
        ("teaches", "NOT_FOUND", {"teaches": ["skill:none"]}),
        ("needs", "BAD_INPUT", {"needs": ["python"] * 21}),
        ("mission", "BAD_INPUT", {"mission": ""}),
        ("companyGives", "BAD_INPUT", {"company_gives": "x" * 4_001}),
        ("plannedUntil", "BAD_INPUT", {"until": date(2024, 7, 1)}),
        ("since", "BAD_INPUT", {"since": date(2024, 5, 1)}),
    ],
)
def test_bad_offers_are_refused_and_name_the_field(field: str, code: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        offered(Duty(), **fields)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_tour_planned_from_an_offer_is_as_offered_and_takes_it() -> None:
    duty = Duty()
    made = offered(duty, company_gives="a mentor", until=UNTIL)
    tour = duty.plan("bob", offer=made.key, kind="", mission="", until=None)
    other = duty.plan("cyd", offer=made.key, kind="", mission="", until=None)
    assert (tour.company_side, tour.tour_kind, tour.company_gives) == (key("mia"), "rotational", "a mentor")
    assert duty.accept(tour).state == State.STANDING
    assert offered_tours(duty.network, MIA).offers == ()
    for attempt in (lambda: duty.accept(other), lambda: duty.plan("cyd", offer=made.key)):
        with pytest.raises(Refused):
            attempt()


def test_who_blocks_who_offers_is_shown_the_offer_and_no_match() -> None:
    duty = on(knows("bob"), wants("bob"))
    block(duty.act("bob"), key("mia"))
    assert (fits(duty.network), mine(duty.network, "bob")) == ([], [])
    assert len(offered_tours(duty.network, Viewer(key("bob"))).offers) == 1
