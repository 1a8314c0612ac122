"""While a source is off for a country, nothing of it counts about people there; an approval lifts it."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.act import Act
from actions.decide import decide
from graph.algorithms.source_switches import Switches, read_switches
from graph.algorithms.store_ties import StoreTies
from graph.identity.countries import COUNTRIES, country_of
from graph.ports import Change
from graph.snapshot.build import build
from graph.snapshot.files import open_newest, save
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from policy.viewer import OPERATOR, Viewer
from queries.network import Network
from queries.person_profile import skills_shown
from tests.factories import records as make
from tests.factories.asking import ADA, experts, key, routes, staff, talk
from tests.factories.network import network_of
from tests.integration.test_read_model import DAY, NAMES, begun, seen, ties_of

WHY = "agreed with the works council"


def sets(network: Network, name: str, value: str) -> None:
    decide(Act(network, OPERATOR, f"{name} {value}"), name, value, WHY)


def work(name: str, **fields: object) -> Change:
    return make.evidence(
        f"work-{name}",
        name,
        about=("rust",),
        evidence_kind="commit",
        text="billing",
        source="git:pay",
        **fields,
    )


def in_bonn(*more: Change, place: str = "Bonn, Germany") -> Network:
    """Ada knows Bob, who is in Bonn, and Cyd."""
    return network_of(
        [
            *staff(cyd="employee", bob="employee"),
            make.person("bob", location=place),
            make.skill("rust"),
            *more,
        ]
    )


TIES = {
    "git": make.tie("ada", "bob", "git:pay"),
    "calendar": make.contact("ada", "bob", contact_kind="meeting"),
}


@pytest.mark.parametrize("source", ["git", "calendar"])
def test_a_tie_from_a_source_that_is_off_is_as_if_not_there(source: str) -> None:
    network = in_bonn(TIES[source])
    assert routes(network, "bob") == ["Ada Bob"]
    sets(network, f"source/{source}/DE", "off")
    assert routes(network, "bob") == []
    sets(network, f"source/{source}/DE", "approved")
    assert routes(network, "bob") == ["Ada Bob"]


def test_mail_is_off_for_both_who_wrote() -> None:
    network = in_bonn(make.contact("ada", "bob"), make.contact("bob", "ada", "2024-05-02T10:00:00Z"))
    assert routes(network, "bob") == ["Ada Bob"]
    sets(network, "source/mail/DE", "off")
    assert routes(network, "bob") == []
    assert routes(network, "ada", "bob", Viewer(key("bob"))) == []


def test_an_address_book_of_ones_own_is_no_way_round() -> None:
    mine = make.contact("ada", "bob", contact_kind="meeting", contributor=key("ada"))
    network = in_bonn(mine)
    assert routes(network, "bob") == ["Ada Bob"]
    sets(network, "source/calendar/DE", "off")
    assert routes(network, "bob") == []


def test_other_sources_and_other_countries_go_on() -> None:
    network = in_bonn(*TIES.values(), work("bob"), work("cyd"))
    for name in ("source/mail/DE", "source/git/FR", "source/git/US"):
        sets(network, name, "off")
    assert routes(network, "bob") == ["Ada Bob"]
    assert experts(network) == ["Bob", "Cyd"]


def test_commits_of_people_in_the_country_neither_score_nor_show() -> None:
    network = in_bonn(work("bob"), work("cyd"), talk("bob", text="tax"))
    sets(network, "source/git/DE", "off")
    assert experts(network) == ["Cyd"]
    assert experts(network, about="tax") == ["Bob"]
    shown = skills_shown(network, ADA, [key("bob"), key("cyd")])
    assert shown[key("bob")] == ()
    assert len(shown[key("cyd")]) == 1
    sets(network, "source/git/DE", "approved")
    assert experts(network) == ["Bob", "Cyd"]


def test_work_with_others_counts_for_the_others_alone() -> None:
    together = make.evidence("work", "bob", "cyd", evidence_kind="commit", text="billing", source="git:pay")
    network = in_bonn(together)
    sets(network, "source/git/DE", "off")
    assert experts(network) == ["Cyd"]


def test_activity_that_is_off_weighs_neither_for_nor_against() -> None:
    old = [talk(name, at="2020-01-01") for name in ("bob", "cyd")]
    network = in_bonn(*old, make.evidence("now", "bob", text="tax", at="2024-05-31", evidence_kind="talk"))
    assert experts(network) == ["Bob", "Cyd"]
    busy = make.evidence("busy", "cyd", text="tax", at="2024-05-30", evidence_kind="talk")
    many = [
        make.evidence(f"n{n}", "cyd", text="tax", at="2024-05-31", evidence_kind="talk") for n in range(5)
    ]
    network.store.apply([busy, *many])
    assert experts(network) == ["Cyd", "Bob"]
    sets(network, "source/activity/DE", "off")
    assert experts(network) == ["Cyd", "Bob"]
    network.store.apply([make.person("cyd", location="Berlin, DE")])
    assert experts(network) == ["Bob", "Cyd"]


def test_who_moves_comes_under_the_switch_of_the_new_country() -> None:
    network = in_bonn(work("bob"), TIES["git"])
    sets(network, "source/git/FR", "off")
    assert experts(network) == ["Bob"]
    network.store.apply([make.person("bob", location="Paris, France")])
    assert experts(network) == []
    assert routes(network, "bob") == []
    network.store.apply([make.person("bob", location="")])
    network.store.apply([make.employment("bob", "home", "2019-03", location="Lyon, FR")])
    assert experts(network) == []


def test_an_officer_says_which_places_are_in_a_country() -> None:
    network = in_bonn(work("bob"), place="Rheinwerk")
    sets(network, "source/git/DE", "off")
    assert experts(network) == ["Bob"]
    sets(network, "places/DE", "Bonn; Rheinwerk")
    assert experts(network) == []


def test_a_place_names_its_country_by_its_last_part() -> None:
    named = {
        "Bonn, Germany": "DE",
        "bonn,de": "DE",
        "Deutschland": "DE",
        "Österreich": "AT",
        "London, UK": "GB",
    }
    assert {place: country_of(place) for place in named} == named
    assert [country_of(place) for place in ("Bonn", "", "Remote")] == ["", "", ""]
    assert len(COUNTRIES) == 249
    assert Switches((("git", "DE"),), {"bonn": "DE"}).silent("Bonn") == {"git"}


places = st.sampled_from(["", "Bonn, Germany", "Paris, FR", "Bonn"])
people = st.sampled_from(NAMES)
pairs = st.tuples(people, people).filter(lambda pair: pair[0] != pair[1])


@st.composite
def steps(draw: st.DrawFn) -> Change:
    one, other = draw(pairs)
    number = draw(st.integers(0, 3))
    match draw(st.integers(0, 6)):
        case 0:
            name = draw(st.sampled_from(["source/git/DE", "source/calendar/FR"]))
            return make.decision(name, draw(st.sampled_from(["off", "approved"])), number)
        case 1:
            return make.decision("places/DE", draw(st.sampled_from(["Bonn", ""])), number)
        case 2:
            return make.person(one, location=draw(places))
        case 3:
            return make.employment(one, "home", location=draw(places))
        case 4:
            return make.evidence(
                f"e{number}", one, other, text="python", source=draw(st.sampled_from(["git:x", "test"]))
            )
        case 5:
            return make.contact(one, other, contact_kind="meeting")
        case _:
            return make.tie(one, other, draw(st.sampled_from(["git:x", "hr"])), trust=1.0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(steps(), max_size=4), max_size=8))
def test_the_read_model_keeps_to_the_switches_however_it_came_to_know(
    batches: Sequence[Sequence[Change]],
) -> None:
    store = begun()
    model = ReadModel(store, None, "us")
    model.current()
    for batch in batches:
        store.apply(batch)
        followed, built = model.current(), build(store)
        assert seen(followed) == seen(built)
        assert followed.switches == built.switches == read_switches(store)
    with TemporaryDirectory() as folder:
        save(model.current(), Path(folder), "us")
        opened = open_newest(Path(folder), "us")
    assert opened is not None
    assert opened.switches == model.current().switches
    assert {s: p for s, p in opened.silenced.items() if p} == {
        s: p for s, p in build(store).silenced.items() if p
    }
    asked = ([make.key("person", n) for n in NAMES], [make.key("person", "fay")], 4, "EXPERTISE", DAY)
    assert ties_of(StoreTies(store).around(*asked)) == ties_of(SnapshotTies(store, model).around(*asked))
