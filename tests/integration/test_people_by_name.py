"""The directory by name: every word that is asked for begins a word of the name."""

from hypothesis import given
from hypothesis import strategies as st

from graph.identity.folding import fold
from graph.snapshot.people import NAME_LENGTH
from policy.viewer import Viewer
from queries.people import People, people
from tests.factories import records as make
from tests.factories.asking import key, staff
from tests.factories.network import network_of

ADA = Viewer(key("ada"))
SAID = st.text("ab.* É", max_size=NAME_LENGTH + 4)


@given(st.lists(SAID.filter(str.strip), min_size=1, max_size=6), SAID)
def test_who_is_found_is_who_has_such_words(names: list[str], search: str) -> None:
    called = {f"x{n}": name for n, name in enumerate(names)}
    jobs = [make.employment(one, "home", "2020") for one in called]
    network = network_of([*staff(), *(make.person(one, name=name) for one, name in called.items()), *jobs])
    asked = [f" {word}" for word in fold(search).split()]
    wanted = {
        key(one)
        for one, name in called.items()
        if all(word in f" {fold(name)[:NAME_LENGTH]}" for word in asked)
    }
    found = people(network, ADA, People(search, first=99)).people
    assert {card.key for card in found} == wanted
