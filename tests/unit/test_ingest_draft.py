from datetime import UTC, datetime

import pytest

from graph.keys import NO_KEY, Key
from graph.model import Identifier, Organization, Person, PrivateProfile, Skill
from ingest.draft import Draft
from ingest.source import BadRecord
from tests.factories.ingest_network import HOME, KEYS
from tests.fakes.memory_store import MemoryStore

OWNER = KEYS.key("person", "email", "owner@home.example")
OTHER = KEYS.key("person", "email", "other@home.example")
ANN = ("email", "ann@x.example")
ANN_AT_WORK = ("employee", "E1")


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    made.apply(
        [
            Organization(key=HOME, name="Home"),
            Person(key=OWNER, name="Olga Own"),
            Person(key=OTHER, name="Otto"),
        ]
    )
    return made


def draft(store: MemoryStore, source: str = "hr", contributor: Key = NO_KEY) -> Draft:
    return Draft(
        store,
        keys=KEYS,
        now=datetime(2024, 6, 1, tzinfo=UTC),
        source=source,
        contributor=contributor,
        home=HOME,
    )


def commit(written: Draft, store: MemoryStore) -> None:
    changes, expect = written.changes()
    store.apply(changes, expect)
    written.clear()


def identifier(store: MemoryStore, identity: tuple[str, str]) -> Identifier | None:
    return draft(store).get(KEYS.key("identifier", *identity), Identifier)


def test_the_shared_name_of_hr_goes_before_all_others(store: MemoryStore) -> None:
    for source, name, meant in [
        ("git:x", "ann", "ann"),
        ("git:y", "annie", "ann"),
        ("hr", "Ann Lee", "Ann Lee"),
        ("git:x", "ann", "Ann Lee"),
        ("hr", "", "Ann Lee"),
    ]:
        made = draft(store, source)
        key = made.person([ANN], name=name)
        commit(made, store)
        found = draft(store).get(key, Person)
        assert found is not None
        assert found.name == meant


def test_a_private_source_shows_a_new_person_to_its_contributor_only(store: MemoryStore) -> None:
    made = draft(store, "linkedin", OWNER)
    key = made.person([ANN], name="Ann Lee", headline="Buyer")
    commit(made, store)
    assert draft(store).get(key, Person) == Person(key=key)
    (profile,) = draft(store).adjacent(key, PrivateProfile)
    assert (profile.name, profile.headline, profile.contributor, profile.source) == (
        "Ann Lee",
        "Buyer",
        OWNER,
        "linkedin",
    )
    assert draft(store, "ties", OWNER).find("Ann Lee", "to") == key
    assert draft(store, "ties", OWNER).find("ann@x.example", "to") == key
    for stranger in (NO_KEY, OTHER):
        for text in ("Ann Lee", "ann@x.example", key):
            with pytest.raises(BadRecord):
                draft(store, "ties", stranger).find(text, "to")


def test_an_identifier_is_known_to_all_who_brought_it_and_then_to_the_company(store: MemoryStore) -> None:
    for contributor, known in [
        (OWNER, (OWNER,)),
        (OTHER, tuple(sorted((OWNER, OTHER)))),
        (NO_KEY, ()),
        (OWNER, ()),
    ]:
        made = draft(store, "linkedin" if contributor else "hr", contributor)
        key = made.person([ANN], name="Ann Lee")
        commit(made, store)
        found = identifier(store, ANN)
        assert found is not None
        assert (found.contributors, found.person) == (known, key)


def test_the_key_of_a_person_is_made_of_the_first_identifier_and_stays(store: MemoryStore) -> None:
    made = draft(store)
    assert made.person([ANN_AT_WORK, ANN]) == KEYS.key("person", *ANN_AT_WORK)
    assert made.person([ANN]) == KEYS.key("person", *ANN_AT_WORK)


def test_two_people_are_never_made_one(store: MemoryStore) -> None:
    made = draft(store)
    made.person([ANN])
    made.person([ANN_AT_WORK])
    with pytest.raises(BadRecord, match=r"(?=.*ann@x)(?=.*E1)"):
        made.person([ANN, ANN_AT_WORK])
    made.person([("email", "bo@x.example"), ("employee", "E2")])
    with pytest.raises(BadRecord, match="E2"):
        made.person([("email", "bo@x.example"), ("employee", "E3")])


def test_a_person_who_lost_an_identifier_is_not_found_by_it(store: MemoryStore) -> None:
    made = draft(store)
    first = made.person([ANN], name="Ann")
    made.delete(made.identifier_key(*ANN))
    commit(made, store)
    assert draft(store).person([ANN], name="Another Ann") != first


def test_a_person_is_found_by_id_address_number_and_unique_name(store: MemoryStore) -> None:
    made = draft(store)
    key = made.person([ANN_AT_WORK, ANN], name="José Lee")
    for text in (key, "ANN@x.example", " E1 ", "jose  lee"):
        assert made.find(text, "person") == key
    commit(made, store)
    for text in (key, "ANN@x.example", " E1 ", "jose  lee"):
        assert draft(store).find(text, "person") == key
    twin = made.person([("employee", "E2")], name="Jose Lee")
    with pytest.raises(BadRecord, match="2 people") as several:
        made.find("jose lee", "person")
    assert key in several.value.reason
    assert twin in several.value.reason
    for text in ("", "nobody", "person:nobody", "no@x.example"):
        with pytest.raises(BadRecord):
            made.find(text, "person")


def test_what_an_item_put_before_it_failed_is_gone_from_names_too(store: MemoryStore) -> None:
    made = draft(store)
    with pytest.raises(BadRecord):
        made.find("Ann Lee", "person")
    made.begin()
    made.person([ANN], name="Ann Lee")
    made.undo()
    with pytest.raises(BadRecord):
        made.find("Ann Lee", "person")
    assert made.changes() == ([], {})


def test_a_skill_is_found_by_any_label_and_preferred_ones_first(store: MemoryStore) -> None:
    python, snake = Key("skill:b"), Key("skill:a")
    store.apply(
        [
            Skill(key=python, label="Python"),
            Skill(key=snake, label="Snakes", alternatives=("python", "Vipers")),
        ]
    )
    made = draft(store)
    assert made.skill("PYTHON") == python
    assert made.skill("vipers ") == snake
    local = made.skill("Lace  Making")
    assert made.skill("lace making") == local
    assert made.get(local, Skill) == Skill(key=local, label="Lace Making")
    with pytest.raises(BadRecord):
        made.skill(" ")


def test_an_organization_keeps_its_first_spelling(store: MemoryStore) -> None:
    made = draft(store)
    key = made.organization("The Kroger Co.")
    assert made.organization("KROGER") == key
    assert made.get(key, Organization) == Organization(key=key, name="The Kroger Co.")


def test_records_around_a_person_are_stored_and_pending_ones(store: MemoryStore) -> None:
    made = draft(store)
    key = made.person([ANN])
    commit(made, store)
    made.person([ANN, ("github", "ann")])
    assert [i.scheme for i in made.adjacent(key, Identifier)] != []
    assert {i.scheme for i in made.adjacent(key, Identifier)} == {"email", "github"}
    made.delete(made.identifier_key(*ANN))
    assert {i.scheme for i in made.adjacent(key, Identifier)} == {"github"}


def test_an_item_is_new_changed_or_unchanged(store: MemoryStore) -> None:
    made = draft(store)
    verdicts = []
    for name, identities in [("Ann", [ANN]), ("Ann", [ANN]), ("Ann Lee", [ANN])]:
        made.begin()
        made.person(identities, name=name)
        verdicts.append(made.verdict())
    made.begin()
    made.subject(made.person([ANN, ("github", "ann")], name="Ann Lee"))
    verdicts.append(made.verdict())
    assert verdicts == ["new", "unchanged", "changed", "changed"]
