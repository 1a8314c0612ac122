"""Whose evidence it is, found in two ways."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.snapshot.build import build
from graph.snapshot.follow import follow
from queries.heard import showing_any, showing_one
from tests.factories.records import evidence, installation, key, organization, person
from tests.fakes.memory_store import MemoryStore

NAMES = ("ada", "bob", "cyd", "dan")

shown = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "d"]), st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
    ),
    max_size=6,
)


@given(shown, shown)
def test_what_shows_one_person_is_what_shows_anybody_among_them_alone(
    first: list[tuple[str, list[str]]], then: list[tuple[str, list[str]]]
) -> None:
    store = MemoryStore()
    store.apply([organization("home"), installation("home"), *(person(name) for name in NAMES)])
    for name, of in first:
        store.apply([evidence(name, *of)])
    snapshot = build(store)
    for name, of in then:
        store.apply([evidence(name, *of)])
    follow(store, snapshot)
    for name in NAMES:
        number = snapshot.people.ids.number(key("person", name))
        alone = np.zeros(len(snapshot.people.ids), bool)
        alone[number] = True
        assert (showing_one(snapshot, number) == showing_any(snapshot, alone)).all()
