"""Everybody decides for themselves: consent with an end, capacity, quiet periods, blocks."""

from datetime import date, timedelta

import pytest

from actions.act import Act
from actions.preferences import block, set_preferences
from graph.errors import Refused
from graph.model import Preference
from policy.preferences import Consent, Wishes, wished
from policy.viewer import Viewer
from queries.network import Network
from queries.preferences import preference_of
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import ADA, experts, key, line, talk
from tests.factories.network import address_of, network_of

TODAY = date(2024, 6, 1)


def says(network: Network, name: str, once: str = "1", **wishes: object) -> Preference:
    return set_preferences(Act(network, Viewer(key(name)), once), Wishes(**wishes))  # type: ignore[arg-type]


def test_a_no_is_heard_by_the_next_question() -> None:
    network = network_of(line(talk("bob")))
    assert experts(network) == ["Bob"]
    says(network, "bob", consents=(Consent("EXPERTISE", "found", False),))
    assert experts(network) == []


def test_an_alumna_is_found_from_her_yes_to_its_end() -> None:
    network = network_of(line(talk("bob"), bob="alumnus"))
    assert experts(network) == []
    says(network, "bob", consents=(Consent("EXPERTISE", "found", True, TODAY),))
    assert experts(network) == ["Bob"]
    says(network, "bob", "2", consents=(Consent("EXPERTISE", "found", None),))
    assert experts(network) == []


@pytest.mark.parametrize(
    ("field", "wishes"),
    [
        ("consents", Wishes(consents=(Consent("EXPERTISE", "found", True),))),
        ("consents", Wishes(consents=(Consent("EXPERTISE", "found", True, date(2024, 5, 31)),))),
        ("consents", Wishes(consents=(Consent("EXPERTISE", "found", True, date(2026, 6, 2)),))),
        ("consents", Wishes(consents=(Consent("SALES", "found", False),))),
        ("capacity", Wishes(capacity=-1)),
        ("capacity", Wishes(capacity=51)),
        ("quietUntil", Wishes(quiet_until=date(2024, 5, 31))),
        ("direct", Wishes(direct=("SALES",))),
        ("shown", Wishes(shown=(("salary", "me"),))),
    ],
)
def test_a_wish_that_no_rule_allows_is_refused_and_names_the_field(field: str, wishes: Wishes) -> None:
    with pytest.raises(Refused) as refused:
        wished(make.preference("bob"), wishes, TODAY)
    assert (refused.value.code, refused.value.field) == ("BAD_INPUT", field)


def test_a_quiet_period_that_ends_early_or_by_itself_is_kept_as_a_rest() -> None:
    quiet = wished(make.preference("bob"), Wishes(quiet_until=date(2024, 8, 1)), TODAY)
    assert (quiet.quiet_since, quiet.quiet_until) == ("2024-06-01", "2024-08-01")
    early = wished(quiet, Wishes(end_quiet=True), date(2024, 7, 1))
    assert (early.quiet_until, early.rests) == ("", ("2024-06-01/2024-06-30",))
    late = wished(quiet, Wishes(capacity=2), date(2025, 1, 1))
    assert (late.quiet_until, late.rests) == ("", ("2024-06-01/2024-08-01",))
    same_day = wished(quiet, Wishes(end_quiet=True), TODAY)
    assert (same_day.quiet_until, same_day.rests) == ("", ())


def test_the_same_act_again_changes_nothing_even_when_much_has_changed_since() -> None:
    network = network_of(line())
    says(network, "bob", "first", capacity=1)
    says(network, "bob", "second", capacity=2)
    assert says(network, "bob", "first", capacity=1) is not None
    assert preference_of(network, key("bob"))[0].capacity == 2


def test_nobody_exists_for_whom_they_block_until_they_take_it_back() -> None:
    network = network_of(line(talk("bob")))
    bob = Viewer(key("bob"))
    block(Act(network, bob, "1"), key("ada"))
    assert experts(network, ADA) == []
    block(Act(network, bob, "2"), key("ada"), blocked=False)
    assert experts(network, ADA) == ["Bob"]


@pytest.mark.parametrize("whom", ["nobody", "xan"])
def test_a_block_of_the_hidden_and_of_the_absent_read_alike(whom: str) -> None:
    network = network_of([*line(), make.person("xan", name="")])
    with pytest.raises(Refused) as refused:
        block(Act(network, ADA, "1"), key(whom))
    assert refused.value == Refused("NOT_FOUND", "there is nobody of that id", "person")


def test_a_preference_is_set_and_read_over_the_api_by_its_own_person() -> None:
    asking = Asking(network_of([*line(), address_of("ada"), address_of("bob")]))
    until = (TODAY + timedelta(days=30)).isoformat()
    document = """mutation ($until: Date!) { setPreferences(input: {
        idempotencyKey: "k", capacity: 1, quietUntil: $until, direct: [EXPERTISE],
        consents: [{purpose: RECRUITING, role: FOUND, yes: true, until: $until}],
        shown: [{field: EMAIL, audience: ME}]})
        { __typename ... on Preferences { capacity } ... on Refusal { code field message } } }"""
    done = asking.ask(document, until=until)["setPreferences"]
    assert done == {"__typename": "Preferences", "capacity": 1}
    mine = "{ viewer { preferences { capacity quietUntil direct consents { purpose role yes until } } } }"
    assert asking.ask(mine)["viewer"]["preferences"] == {
        "capacity": 1,
        "quietUntil": until,
        "direct": ["EXPERTISE"],
        "consents": [{"purpose": "RECRUITING", "role": "FOUND", "yes": True, "until": until}],
    }
    assert asking.ask(mine, "bob")["viewer"]["preferences"]["capacity"] == 3


def test_what_is_refused_is_data_that_says_what_to_do() -> None:
    asking = Asking(network_of([*line(), address_of("ada")]))
    document = """mutation { setPreferences(input: {idempotencyKey: "k", capacity: 99})
        { __typename ... on Refusal { code field message } } }"""
    assert asking.ask(document)["setPreferences"] == {
        "__typename": "Refusal",
        "code": "BAD_INPUT",
        "field": "capacity",
        "message": "0 (a pause) to 50",
    }


def test_a_machine_account_has_no_wishes() -> None:
    with pytest.raises(Refused) as refused:
        set_preferences(Act(network_of(line()), Viewer(roles=frozenset({"service"})), "1"), Wishes())
    assert refused.value.code == "NOT_ALLOWED"
