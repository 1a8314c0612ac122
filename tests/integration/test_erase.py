"""An erased person is in no record, no answer and no file, and does not come back."""

from dataclasses import replace

import pytest

from actions.act import Act
from actions.erase import erase, erase_me, erase_on_request
from actions.erasure.rules import RULES
from graph.algorithms.mentions import Mentions
from graph.errors import Refused, StoreUnavailable
from graph.keys import NO_KEY, Key
from graph.model import (
    KINDS,
    Employment,
    Evidence,
    Identifier,
    Person,
    Preference,
    PrivateProfile,
    Quarantined,
    Suppression,
    references,
    referred,
)
from graph.ports import Store
from policy.viewer import OPERATOR, Viewer
from queries.network import Network
from tests.factories.asking import ADA, experts, key, line, routes, talk
from tests.factories.erasable import SPELLINGS, about_bob
from tests.factories.network import network_of
from tests.fakes.breaking_store import BreakingStore


def everything(store: Store) -> list[object]:
    return [s.record for kind in KINDS.values() for s in store.scan(kind, limit=20_000).records]


def held(network: Network, name: str) -> object:
    found = network.store.fetch([Key(name)]).found
    return found[Key(name)].record if found else None


@pytest.fixture
def network() -> Network:
    return network_of(about_bob())


def test_there_is_a_rule_for_every_field_that_may_hold_a_person() -> None:
    fields = {
        (name, f) for name, kind in KINDS.items() for f, to in references(kind).items() if to.kind == "person"
    }
    assert fields <= RULES.keys()


def test_nothing_refers_to_or_names_an_erased_person(network: Network) -> None:
    erase(network, key("bob"))
    records = everything(network.store)
    assert not [r for r in records if key("bob") in referred(r)]
    assert not [r for r in records for spelling in SPELLINGS if spelling in str(r).casefold()]
    assert experts(network) == []
    assert routes(network, "cyd") == []


def test_what_is_others_stays_without_the_person(network: Network) -> None:
    erase(network, key("bob"))
    both, dull = held(network, "evidence:both"), held(network, "evidence:dull")
    assert isinstance(both, Evidence)
    assert isinstance(dull, Evidence)
    assert (both.people, both.shares, both.text) == ((key("ada"),), (0.5,), "")
    assert dull.text == "plain words"
    assert held(network, "evidence:noted").text == ""  # type: ignore[union-attr]
    assert held(network, "evidence:vouched") is None
    assert held(network, "preference:dan").blocked == (key("ada"),)  # type: ignore[union-attr]
    managed = [r for r in everything(network.store) if isinstance(r, Employment) and r.since == "2020"]
    assert [each.manager for each in managed] == [NO_KEY]
    assert [r.line for r in everything(network.store) if isinstance(r, Quarantined)] == [6]


def test_what_only_the_erased_knew_goes_and_is_not_shared_by_it(network: Network) -> None:
    erase(network, key("bob"))
    people = {r.key for r in everything(network.store) if isinstance(r, Person)}
    assert people == {key("ada"), key("cyd"), key("dan")}
    private = [r for r in everything(network.store) if isinstance(r, Identifier)]
    assert [(i.value, i.contributors) for i in private] == [("cyd@example.org", (key("ada"),))]
    assert not [r for r in everything(network.store) if isinstance(r, PrivateProfile)]


def test_introductions_end_for_the_asker_as_any_other_no(network: Network) -> None:
    erase(network, key("bob"))
    to, through, agreed = (held(network, f"introduction:{name}") for name in ("to", "through", "agreed"))
    assert (to.state, to.message, to.target) == ("failed", "", NO_KEY)  # type: ignore[union-attr]
    assert (through.state, through.connectors) == ("failed", ())  # type: ignore[union-attr]
    assert agreed.state == "agreed"  # type: ignore[union-attr]
    assert held(network, "introduction:by") is None


def test_what_keeps_them_away_is_kept_and_says_nothing(network: Network) -> None:
    erase(network, key("bob"))
    kept = [r for r in everything(network.store) if isinstance(r, Suppression)]
    assert len(kept) == 3  # the address, the number, the name
    assert not [p for p in everything(network.store) if isinstance(p, Preference) and p.person == key("bob")]


def test_an_erasure_that_is_cut_off_at_any_write_is_taken_up_again() -> None:
    for broken in range(1, 40):
        network = network_of(about_bob())
        broke = replace(network, store=BreakingStore(network.store, broken))
        try:
            erase(broke, key("bob"))
        except StoreUnavailable:
            erase(network, key("bob"))
            assert not [r for r in everything(network.store) for s in SPELLINGS if s in str(r).casefold()]
            assert {r.key for r in everything(network.store) if isinstance(r, Person)} == {
                key("ada"),
                key("cyd"),
                key("dan"),
            }
        else:
            assert broken > 10
            return
    raise AssertionError("more writes than expected")


def test_only_the_person_and_who_acts_for_them_may_erase(network: Network) -> None:
    with pytest.raises(Refused) as refused:
        erase_on_request(Act(network, ADA, "1"), key("bob"))
    assert refused.value.code == "NOT_ALLOWED"
    erase_on_request(Act(network, OPERATOR, "1"), key("bob"))
    erase_me(Act(network, ADA, "1"), sure=True)
    assert {r.key for r in everything(network.store) if isinstance(r, Person)} == {key("cyd"), key("dan")}
    with pytest.raises(Refused):
        erase_me(Act(network, Viewer(key("ada")), "1"), sure=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by Grace Hopper.", True),
        ("by GRACE-HOPPER, again", True),
        ("Gracé Höpper", True),
        ("grace", False),
        ("disgrace hoppers", False),
        ("mail Grace.H@Example.com", True),
        ("", False),
    ],
)
def test_a_text_names_somebody_by_full_name_or_address(text: str, found: bool) -> None:
    mentions = Mentions.of(["Grace Hopper"], [("email", "grace.h@example.com"), ("employee", "17")])
    assert mentions.found_in(text) is found


def test_a_single_word_names_somebody_only_where_it_stands_alone() -> None:
    mentions = Mentions.of(["Will"], [("employee", "17")])
    assert not mentions.found_in("this will do, 17 times")
    assert mentions.said_by("WILL")
    assert mentions.said_by(" 17")


def test_evidence_of_a_talk_goes_with_its_only_speaker() -> None:
    network = network_of(line(talk("bob")))
    erase(network, key("bob"))
    assert experts(network) == []
    assert not [r for r in everything(network.store) if isinstance(r, Evidence)]
