"""Whoever is erased from whatever network: what is left is what a network without them holds."""

from dataclasses import replace

from hypothesis import given, settings

from actions.erase import erase
from graph.keys import NO_KEY, Key
from graph.model import KINDS, Evidence, Person, Record, Suppression, references, referred
from graph.ports import Change
from graph.snapshot.build import build
from tests.factories.network import network_of
from tests.factories.social_network import NAMES, Case, cases

_BLANKED = {("employment", "manager"), ("verdict", "instead")}
_FEWER = {("preference", "blocked"), ("evidence", "people"), ("identifier", "contributors")}


def withheld(record: Record, person: Key) -> Record | None:
    """`record` as somebody would write it down who has never heard of `person`."""
    for name in references(type(record)):
        held = getattr(record, name)
        if held == person and (record.KIND, name) in _BLANKED:
            record = replace(record, **{name: NO_KEY})
        elif held == person:
            return None
        elif isinstance(held, tuple) and person in held:
            assert (record.KIND, name) in _FEWER
            kept = tuple(n for n, key in enumerate(held) if key != person)
            if not kept and name != "blocked":
                return None
            fields = {name: tuple(held[n] for n in kept)}
            if isinstance(record, Evidence):
                fields["shares"] = tuple(record.shares[n] for n in kept)  # type: ignore[assignment]
            record = replace(record, **fields)
    return record


def without(records: tuple[Change, ...], person: Key) -> dict[Key, Record]:
    told = [r for r in records if isinstance(r, Record) and r.key != person]
    left = {r.key: r for record in told if (r := withheld(record, person)) is not None}
    known = {to for record in left.values() for to in referred(record)}
    before = {to for record in told for to in referred(record)}
    # of whom nobody tells anything any more, who did before
    gone = {
        k for k, r in left.items() if isinstance(r, Person) and not r.name and k not in known and k in before
    }
    met = {r.person for r in told if r.KIND == "profile" and r.contributor == person}  # type: ignore[attr-defined]
    return {k: r for k, r in left.items() if k not in gone & met}


@settings(max_examples=60, deadline=None)
@given(cases())
def test_what_is_left_is_a_network_without_the_person(case: Case) -> None:
    network = network_of(case.records)
    network.read_model.current()
    erase(network, case.hidden)
    held = {
        stored.record.key: stored.record
        for kind in KINDS.values()
        for stored in network.store.scan(kind, limit=20_000).records
        if not isinstance(stored.record, Suppression) and kind.KIND not in ("installation", "organization")
    }
    expected = {k: r for k, r in without(case.records, case.hidden).items() if r.KIND != "organization"}
    assert held == expected
    name = NAMES[case.hidden.removeprefix("person:")].lower()
    followed, built = network.read_model.current(), build(network.store)
    number = followed.people.ids.number(case.hidden)
    assert number < 0 or followed.people.folded_names()[number] == ""
    assert sorted(filter(None, followed.people.folded_names())) == sorted(
        filter(None, built.people.folded_names())
    )
    assert followed.people.folded_names().count(name) == built.people.folded_names().count(name)
