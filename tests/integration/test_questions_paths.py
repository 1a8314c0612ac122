"""What somebody is told about warm paths: one rule of the domain a test."""

import pytest

from graph.model import PURPOSES
from graph.ports import Change
from policy.viewer import OPERATOR, Viewer
from queries.network import Network
from queries.warm_paths import WarmPathsTo, warm_paths
from tests.factories import records as make
from tests.factories.asking import ADA, key, line, routes, staff
from tests.factories.network import network_of


def test_nobody_is_asked_to_introduce_to_somebody_who_does_not_exist_for_them() -> None:
    detour = [*staff(dan="employee"), make.tie("ada", "dan", trust=0.3), make.tie("dan", "cyd", trust=0.3)]
    for blocker, blocked in (("cyd", "bob"), ("bob", "cyd"), ("bob", "ada"), ("ada", "bob")):
        block = make.preference(blocker, blocked=(key(blocked),))
        network = network_of([*line(), *detour, block])
        assert routes(network, "cyd", viewer=OPERATOR) == ["Ada Dan Cyd"], (blocker, blocked)


@pytest.mark.parametrize(("one", "other"), [("ada", "cyd"), ("bob", "dan"), ("bob", "cyd")])
def test_no_introduction_passes_two_who_are_not_there_for_each_other(one: str, other: str) -> None:
    people = staff(**dict.fromkeys(("bob", "cyd", "dan", "eve", "fay"), "employee"))
    good = [make.tie("ada", "bob"), make.tie("bob", "cyd"), make.tie("cyd", "dan")]
    faint = [make.tie(*pair, trust=0.1) for pair in (("ada", "eve"), ("eve", "fay"), ("fay", "dan"))]
    asked = WarmPathsTo(key("ada"), (key("dan"), key("fay")), "EXPERTISE", first=9)
    for blocker, blocked in ((one, other), (other, one)):
        block = make.preference(blocker, blocked=(key(blocked),))
        network = network_of([*people, *good, *faint, block])
        assert routes(network, "dan", viewer=OPERATOR) == ["Ada Eve Fay Dan"], (blocker, blocked)
        found = warm_paths(network, OPERATOR, asked).paths
        assert [path.people[-1].name for path in found] == ["Fay", "Dan"]


def test_a_tie_across_a_block_is_gone_for_longer_paths_too() -> None:
    longer = [*line(), *staff(dan="employee"), make.tie("cyd", "dan")]
    assert routes(network_of(longer), "dan") == ["Ada Bob Cyd Dan"]
    block = make.preference("bob", blocked=(key("cyd"),))
    assert routes(network_of([*longer, block]), "dan") == []
    several = WarmPathsTo(key("ada"), (key("dan"), key("cyd"), key("bob")), "EXPERTISE")
    found = warm_paths(network_of([*longer, block]), ADA, several)
    assert [path.people[-1].name for path in found.paths] == ["Bob"]


def test_a_private_tie_leads_its_contributor_alone() -> None:
    private = [make.tie("ada", "bob", contributor=key("ada")), make.tie("bob", "cyd")]
    network = network_of([*staff(bob="employee", cyd="employee"), *private])
    assert routes(network, "cyd") == ["Ada Bob Cyd"]
    assert routes(network, "cyd", viewer=Viewer(key("bob"))) == []
    assert routes(network, "cyd", viewer=Viewer(key("ada"), frozenset({"network_admin"}))) == ["Ada Bob Cyd"]
    assert routes(network, "cyd", viewer=OPERATOR) == []
    assert routes(network, "ada", source="bob", viewer=Viewer(key("bob"))) == []
    assert routes(network, "ada", source="cyd") == [], "from somebody else leads over shared ties only"


def hop(*facts: Change, purpose: str = "EXPERTISE") -> float | None:
    network = network_of([*staff(bob="employee"), *facts])
    found = warm_paths(network, ADA, WarmPathsTo(key("ada"), (key("bob"),), purpose))
    return found.paths[0].strength if found.paths else None


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_stated_strength_is_taken_as_it_is(purpose: str) -> None:
    stated = make.tie(source="owner", strength=0.37)
    contacts = [
        make.contact(at=f"2024-05-{day:02}T10:00:00Z", contact_kind="meeting") for day in range(1, 28)
    ]
    assert hop(stated, make.tie(trust=9.0), *contacts, purpose=purpose) == 0.37


def test_mail_counts_when_it_went_both_ways_and_a_meeting_does_at_once() -> None:
    there, back = make.contact("ada", "bob"), make.contact("bob", "ada", at="2024-05-02T10:00:00Z")
    assert hop(there) is None, "no evidence is unknown, not weak"
    assert hop(there, back) is not None
    assert hop(make.contact("ada", "bob", contact_kind="meeting")) is not None


def test_trust_once_earned_is_never_below_a_fifth() -> None:
    earned = hop(make.tie(trust=1.0, currency=0.0, until="1990-01-01"))
    barely = hop(make.tie(trust=0.1, currency=0.0, until="1990-01-01"))
    assert earned == pytest.approx(0.6 * 0.2)
    assert barely is not None
    assert barely < 0.01


def of_trust(trusted: float, currency: float = 0.0) -> Change:
    """A tie that reads as `trusted` in (0, 1)."""
    return make.tie(trust=trusted / (1 - trusted), currency=currency)


def test_insight_leans_on_moderately_weak_and_on_dormant_ties() -> None:
    weak, moderate, strong = (hop(of_trust(t), purpose="INSIGHT") or 0 for t in (0.1, 0.4, 0.9))
    assert moderate > weak > 0
    assert moderate > strong > 0
    active = hop(of_trust(0.4, currency=3.0), purpose="INSIGHT")
    assert active is not None
    assert moderate > active
    assert (hop(of_trust(0.4, currency=3.0)) or 0) > (hop(of_trust(0.4)) or 0), "others prefer the active one"


def test_paths_come_by_cost_then_hops_then_ids_and_hops_multiply() -> None:
    names = dict.fromkeys(("bob", "cyd", "dan", "eve"), "employee")
    ties = [
        make.tie("ada", "bob", strength=0.5),
        make.tie("bob", "eve", strength=1.0),
        make.tie("ada", "cyd", strength=0.5),
        make.tie("cyd", "eve", strength=1.0),
        make.tie("ada", "dan", strength=0.5),
        make.tie("dan", "cyd", strength=1.0),
        make.tie("ada", "eve", strength=0.5),
    ]
    network = network_of([*staff(**names), *ties])
    assert routes(network, "eve", every=True) == [
        "Ada Eve",
        "Ada Bob Eve",
        "Ada Cyd Eve",
        "Ada Dan Cyd Eve",
    ]
    found = warm_paths(network, ADA, WarmPathsTo(key("ada"), (key("eve"),), "EXPERTISE", every=True))
    assert [path.strength for path in found.paths] == [0.5] * 4
    assert [hop.strength for hop in found.paths[3].hops] == [0.5, 1.0, 1.0]


def reasons(network: Network, viewer: Viewer) -> tuple[str, ...]:
    found = warm_paths(network, viewer, WarmPathsTo(key("ada"), (key("bob"),), "EXPERTISE"))
    return found.paths[0].hops[0].reasons


def test_days_of_contact_are_for_the_two_alone() -> None:
    met = make.contact(contact_kind="meeting", at="2024-05-07T10:00:00Z")
    worked = make.tie(reason="worked on billing", since="2019-02", until="2021-11")
    network = network_of([*staff(bob="employee", cyd="employee"), met, worked])
    for viewer in (ADA, Viewer(key("bob"))):
        assert "met, last on 2024-05-07" in reasons(network, viewer)
    for viewer in (Viewer(key("cyd")), Viewer(key("cyd"), frozenset({"network_admin"})), OPERATOR):
        told = reasons(network, viewer)
        assert "met" in told
        assert "worked on billing, 2019–2021" in told
        assert "2024" not in " ".join(told)


def test_what_a_private_source_says_is_no_reason_for_somebody_elses_path() -> None:
    facts = [make.tie("ada", "bob"), make.tie("ada", "bob", reason="school", contributor=key("cyd"))]
    network = network_of([*staff(bob="employee", cyd="employee"), *facts])
    assert "school" not in " ".join(reasons(network, Viewer(key("cyd"))))
