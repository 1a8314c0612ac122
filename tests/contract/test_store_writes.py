import pytest

from graph.errors import (
    Conflict,
    InvalidValue,
    MissingReference,
    StillReferenced,
    StoreUnavailable,
    TooManyKeys,
)
from graph.keys import Key
from graph.model import Evidence, Person
from graph.ports import MAX_KEYS, Deletion, Position, Store
from tests.factories import records as a

ADA, BOB = a.key("person", "ada"), a.key("person", "bob")


def held(store: Store, key: Key):
    found = store.fetch([key]).found.get(key)
    return None if found is None else found.record


def test_a_new_store_is_empty(store):
    assert store.revision() == 0
    assert store.fetch([ADA]).found == {}
    assert store.scan(Person).records == []
    assert store.changes(Position(0)).changes == []


def test_each_write_makes_the_next_revision(store):
    assert store.apply([a.person("ada")]) == 1
    assert store.apply([a.person("bob"), a.person("eve")]) == 2
    assert store.revision() == 2
    found = store.fetch([ADA, BOB]).found
    assert (found[ADA].revision, found[BOB].revision) == (1, 2)


def test_what_was_written_is_there_for_whoever_opens_the_store_next(open_store):
    open_store().apply([a.person("ada", headline="Reads maps")])
    assert held(open_store(), ADA) == a.person("ada", headline="Reads maps")


def test_every_kind_of_record_comes_back_as_it_went_in(store):
    home, ada, bob, first = a.organization(), a.person("ada"), a.person("bob"), a.job()
    everything = [
        home, ada, bob, first,
        a.installation(),
        a.profile("ada", "bob", headline="Ægir, 名前, 𝒜, \"quotes\", \n lines"),
        a.identifier("ada", contributors=(BOB,)),
        a.employment("ada", manager=BOB, until="2021-05-06"),
        a.mission("billing"),
        a.skill("code", alternatives=("coding", "Ünïcode")),
        a.skill("python", broader=(a.key("skill", "code"),)),
        a.tour("ada", "billing", skills=(a.key("skill", "python"),)),
        a.evidence("talk", "ada", "bob", about=("python", "code"), endorser=BOB, paths=("a/b.py", "c")),
        a.tie("ada", "bob", strength=0.125, contributor=ADA),
        a.contact("ada", "bob", weight=1 / 3),
        a.preference("ada", blocked=(BOB,), do_not_contact=True, choices=("EVENTS/reach/no/",), capacity=0),
        a.quarantined(),
    ]  # fmt: skip
    store.apply(everything)
    found = store.fetch([record.key for record in everything]).found
    assert {key: stored.record for key, stored in found.items()} == {r.key: r for r in everything}


def test_putting_what_is_there_already_changes_nothing(store):
    store.apply([a.person("ada"), a.person("bob"), a.tie("ada", "bob")])
    assert store.apply([a.person("ada"), a.tie("ada", "bob"), a.person("bob")]) == 1
    assert store.revision() == 1


def test_a_record_that_is_put_unchanged_beside_others_keeps_its_revision(store):
    store.apply([a.person("ada"), a.person("bob")])
    assert store.apply([a.person("ada"), a.person("bob", headline="New")]) == 2
    assert store.fetch([ADA]).found[ADA].revision == 1
    assert store.fetch([BOB]).found[BOB].revision == 2


def test_a_whole_number_given_for_a_fraction_is_the_same_record(store):
    store.apply([a.person("ada"), a.person("bob"), a.tie(trust=1.0, currency=0.0)])
    assert store.apply([a.tie(trust=1, currency=-0.0)]) == 1


def test_a_call_without_changes_makes_no_revision(store):
    assert store.apply([]) == 0
    store.apply([a.person("ada")])
    assert store.apply([]) == 1
    assert store.apply([], expect={ADA: 1, BOB: 0}, key="nothing") == 1


def test_a_record_is_put_whole(store):
    store.apply([a.person("ada", headline="Reads maps", location="Lisbon")])
    store.apply([a.person("ada", location="Porto")])
    assert held(store, ADA) == a.person("ada", location="Porto")


def test_of_several_changes_of_one_key_the_last_wins(store):
    changes = [Deletion(ADA), a.person("ada", headline="1"), Deletion(BOB), a.person("ada", headline="2")]
    assert store.apply([*changes, a.person("bob"), Deletion(BOB)]) == 1
    assert held(store, ADA) == a.person("ada", headline="2")
    assert held(store, BOB) is None
    assert store.apply([Deletion(ADA), a.person("ada", headline="2")]) == 1


def test_a_deleted_record_is_gone_and_can_come_back(store):
    store.apply([a.person("ada")])
    assert store.apply([Deletion(ADA)]) == 2
    assert held(store, ADA) is None
    assert store.apply([a.person("ada")], expect={ADA: 0}) == 3
    assert store.fetch([ADA]).found[ADA].revision == 3


def test_deleting_what_is_not_there_is_no_change(store):
    assert store.apply([Deletion(ADA)]) == 0
    assert store.changes(Position(0)).changes == []


def test_a_write_happens_only_at_the_revisions_that_it_expects(store):
    store.apply([a.person("ada")])
    store.apply([a.person("bob")], expect={ADA: 1, BOB: 0})
    with pytest.raises(Conflict) as caught:
        store.apply([a.person("ada", headline="late")], expect={ADA: 1, BOB: 0})
    assert caught.value == Conflict(BOB, 0, 2)
    assert held(store, ADA) == a.person("ada")
    assert store.revision() == 2


def test_a_key_can_be_expected_without_being_changed(store):
    store.apply([a.person("ada")])
    with pytest.raises(Conflict):
        store.apply([a.person("bob")], expect={ADA: 7})
    with pytest.raises(Conflict):
        store.apply([], expect={BOB: 1})
    assert store.apply([a.person("bob")], expect={ADA: 1}) == 2


def test_a_repeated_call_with_the_same_key_writes_nothing_and_says_the_first_revision(store):
    assert store.apply([a.person("ada")], key="once") == 1
    store.apply([a.person("bob")])
    assert store.apply([a.person("ada", headline="again")], expect={BOB: 0}, key="once") == 1
    assert held(store, ADA) == a.person("ada")
    assert store.revision() == 2


def test_a_call_that_changed_nothing_is_remembered_by_its_key_too(store):
    store.apply([a.person("ada")])
    assert store.apply([a.person("ada")], key="once") == 1
    assert store.apply([a.person("ada", headline="again")], key="once") == 1
    assert held(store, ADA) == a.person("ada")


def test_a_call_that_failed_can_be_repeated_with_its_key(store):
    with pytest.raises(MissingReference):
        store.apply([a.identifier("ada")], key="once")
    assert store.apply([a.person("ada"), a.identifier("ada")], key="once") == 1


def test_a_record_may_refer_to_one_in_the_same_call_in_any_order(store):
    assert (
        store.apply([a.identifier("ada"), a.employment("ada", "home"), a.person("ada"), a.organization()])
        == 1
    )


def test_records_may_refer_to_themselves_and_to_each_other(store):
    python, code = a.key("skill", "python"), a.key("skill", "code")
    ring = [a.skill("python", broader=(code, python)), a.skill("code", broader=(python,))]
    store.apply(ring)
    assert store.apply([Deletion(python), Deletion(code)]) == 2


def test_a_record_cannot_refer_to_what_is_not_there(store):
    store.apply([a.person("ada")])
    with pytest.raises(MissingReference) as caught:
        store.apply([a.person("eve"), a.tie("ada", "bob")])
    assert caught.value.keys == [BOB]
    assert store.revision() == 1
    assert held(store, a.key("person", "eve")) is None


def test_a_record_cannot_refer_to_what_goes_in_the_same_call(store):
    store.apply([a.person("ada"), a.person("bob"), a.tie("ada", "bob")])
    for tie in (a.tie("ada", "bob"), a.tie("ada", "bob", reason="new")):
        with pytest.raises(MissingReference):
            store.apply([tie, Deletion(BOB)])
    assert store.revision() == 1


def test_what_is_referred_to_cannot_be_deleted(store):
    store.apply([a.person("ada"), a.person("bob"), a.tie("ada", "bob")])
    with pytest.raises(StillReferenced) as caught:
        store.apply([Deletion(ADA)])
    assert caught.value.keys == [ADA]
    assert held(store, ADA) is not None


def test_what_is_referred_to_can_go_together_with_what_refers(store):
    tie = a.tie("ada", "bob")
    store.apply([a.person("ada"), a.person("bob"), tie])
    assert store.apply([Deletion(ADA), Deletion(tie.key)]) == 2
    assert store.apply([Deletion(BOB)]) == 3


def test_what_is_referred_to_can_go_when_the_reference_is_changed(store):
    people = [a.person(name) for name in ("ada", "bob", "eve")]
    store.apply([*people, a.evidence("talk", "ada", "bob")])
    assert store.apply([a.evidence("talk", "eve"), Deletion(ADA), Deletion(BOB)]) == 2
    with pytest.raises(StillReferenced):
        store.apply([Deletion(a.key("person", "eve"))])


def test_a_reference_that_two_fields_share_goes_only_with_both(store):
    store.apply([a.person("ada"), a.person("bob")])
    store.apply([a.tie("ada", "bob", contributor=ADA)])
    tie = a.tie("ada", "bob", contributor=ADA)
    store.apply([type(tie)(key=tie.key, a=tie.a, b=tie.b, tie_kind="x", source="test")])
    with pytest.raises(StillReferenced):
        store.apply([Deletion(ADA)])


def test_nothing_is_written_when_one_change_of_many_is_refused(store):
    with pytest.raises(MissingReference):
        store.apply([*(a.person(f"p{n}") for n in range(50)), a.identifier("nobody")])
    assert store.revision() == 0
    assert store.scan(Person).records == []


def test_a_conflict_is_told_before_a_missing_reference(store):
    with pytest.raises(Conflict):
        store.apply([a.identifier("ada")], expect={ADA: 3})


@pytest.mark.parametrize(
    "record",
    [
        a.person("ada", name=None),
        a.tie("ada", "bob", trust=float("nan")),
        a.tie("ada", "bob", trust="1"),
        a.person("ada", name="half a \ud800 character"),
        a.person("ada", key="skill:ada"),
        a.person("ada", key="person:a\0da"),
    ],
    ids=["no text", "not a number", "text for a number", "broken text", "another kind", "zero in key"],
)
def test_a_record_that_could_not_be_read_back_is_refused(store, record):
    store.apply([a.person("ada"), a.person("bob")])
    with pytest.raises(InvalidValue):
        store.apply([record])
    assert store.revision() == 1


def test_a_call_names_at_most_max_keys(store):
    names = [a.key("person", str(n)) for n in range(MAX_KEYS + 1)]
    with pytest.raises(TooManyKeys) as caught:
        store.apply([Deletion(name) for name in names])
    assert caught.value == TooManyKeys(MAX_KEYS + 1, MAX_KEYS)
    with pytest.raises(TooManyKeys):
        store.apply([], expect=dict.fromkeys(names, 0))
    assert store.apply([Deletion(name) for name in names[:-1]], expect=dict.fromkeys(names[:-1], 0)) == 0


def test_a_large_batch_goes_in_whole(store):
    people = [a.person(f"p{n:05}") for n in range(3000)]
    ties = [a.tie(f"p{n:05}", f"p{(n * 7 + 1) % 3000:05}") for n in range(3000)]
    assert store.apply([*ties, *people]) == 1
    assert store.apply([*people, *ties]) == 1
    assert store.apply([Deletion(record.key) for record in [*people, *ties]]) == 2
    assert store.scan(Person).records == []


def test_a_large_batch_changes_and_goes_whole(store):
    people = [a.person(f"p{n:05}") for n in range(1500)]
    talks = [a.evidence(f"t{n}", f"p{n:05}") for n in range(1500)]
    store.apply([*people, *talks])
    moved = [a.evidence(f"t{n}", f"p{n + 1:05}") for n in range(1499)]
    store.apply([*moved, Deletion(talks[-1].key)])
    assert held(store, talks[-1].key) is None
    assert held(store, moved[700].key) == moved[700]
    assert not store.adjacent([people[0].key], Evidence).records
    (found,) = store.adjacent([people[701].key], Evidence).records
    assert found.record == moved[700]
    store.apply([Deletion(record.key) for record in (*people, *moved)])
    assert not store.scan(Evidence).records
    store.apply([people[0], people[1], moved[0]])
    assert [stored.record for stored in store.adjacent([people[1].key], Evidence).records] == [moved[0]]


def test_a_closed_store_says_so(open_store):
    store = open_store()
    store.apply([a.person("ada")])
    store.close()
    store.close()
    for call in (store.revision, lambda: store.fetch([ADA]), lambda: store.apply([a.person("bob")])):
        with pytest.raises(StoreUnavailable):
            call()
