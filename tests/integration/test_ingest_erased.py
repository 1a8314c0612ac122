"""An erased person does not come back with any import, and nothing is inferred about who has objected."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actions.act import Act
from actions.erase import erase
from actions.restrict import object_
from graph.keys import Key
from graph.model import KINDS, Contact, Evidence, Job, Person, Quarantined, Tie
from graph.scans import every
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from ingest.formats import source_to_retry
from ingest.retry import retry_quarantine
from ingest.source import Source
from ingest.sources.contacts import ContactsSource
from ingest.sources.git import git_source
from ingest.sources.linkedin import linkedin_source
from ingest.sources.people import PeopleSource
from ingest.sources.preferences import PreferencesSource
from ingest.sources.skills import SkillsSource
from ingest.sources.ties import TiesSource
from ingest.sources.tours import ToursSource
from policy.viewer import OPERATOR, Viewer
from queries.export import export
from queries.network import Network as Asked
from tests.factories.git_history import NOON, Made, make_repository
from tests.factories.ingest_network import HOME, KEYS, Network
from tests.factories.linkedin_export import connections
from tests.factories.tables import counts, table

TODAY = date(2024, 6, 1)
GRACE = {
    "employee_id": "E7",
    "name": "Grace Hopper",
    "email": "grace.hopper@home.example",
    "personal_email": "amazing@navy.example",
    "linkedin_url": "https://www.linkedin.com/in/grace-hopper",
    "phone": "+1 202 555 0143",
    "start_date": "2019-01-01",
}
ANN = {"employee_id": "E1", "name": "Ann Lee", "email": "ann@home.example", "start_date": "2019-01-01"}
BOB = {"employee_id": "E2", "name": "Bob Ray", "email": "bob@home.example", "start_date": "2020-01-01"}
SPELLINGS = ("grace", "hopper", "amazing@navy", "555 0143", "2025550143")


@pytest.fixture
def network(tmp_path: Path) -> Network:
    made = Network(tmp_path / "locks")
    made.ingest(PeopleSource(table(tmp_path / "people.csv", ANN, BOB, GRACE), today=TODAY))
    return made


def asked(network: Network) -> Asked:
    read_model = ReadModel(network.store, None, "test")
    ties = SnapshotTies(network.store, read_model)
    return Asked(network.store, read_model, ties, KEYS, HOME, lambda: network.now)


def grace(network: Network) -> Key:
    return network.person("email", "grace.hopper@home.example")


def forget(network: Network) -> None:
    erase(asked(network), grace(network))


def everything(network: Network) -> str:
    pages = [network.store.scan(kind, limit=20_000).records for kind in KINDS.values()]
    return "\n".join(str(s.record) for page in pages for s in page).casefold()


def never_came(network: Network) -> bool:
    return not any(spelling in everything(network) for spelling in SPELLINGS)


def owner(network: Network) -> Key:
    return network.person("email", "ann@home.example")


def people(folder: Path, _: Network) -> Source:
    return PeopleSource(table(folder / "again.csv", ANN, BOB, GRACE), today=TODAY)


def tours(folder: Path, _: Network) -> Source:
    tour = {"mission": "Billing", "kind": "rotational", "start": "2021-01-01"}
    rows = [{"person": who, **tour} for who in ("ann@home.example", "GRACE.Hopper@home.example")]
    return ToursSource(table(folder / "tours.csv", *rows))


def skills(folder: Path, _: Network) -> Source:
    rows = [
        {"person": "ann@home.example", "skill": "Compilers", "kind": "declared"},
        {"person": "E7", "skill": "Compilers", "kind": "declared"},
        {"person": "bob@home.example", "skill": "Compilers", "kind": "endorsed", "by": "Grace Hopper"},
    ]
    return SkillsSource(table(folder / "skills.csv", *rows))


def ties(folder: Path, _: Network) -> Source:
    rows = [("ann@home.example", "bob@home.example"), ("bob@home.example", "AMAZING@navy.example")]
    return TiesSource(table(folder / "ties.csv", *({"person_a": a, "person_b": b} for a, b in rows)))


def contacts(folder: Path, _: Network) -> Source:
    rows = [
        ("ann@home.example", "Grace Hopper <GRACE.HOPPER@home.example>; bob@home.example"),
        ("bob@home.example", "ann@home.example"),
        ("amazing@navy.example", "ann@home.example"),
    ]
    made = [{"at": f"2024-05-0{n}T10:00:00Z", "from": a, "to": b} for n, (a, b) in enumerate(rows, 1)]
    return ContactsSource(table(folder / "contacts.csv", *made))


def linkedin(folder: Path, network: Network) -> Source:
    rows = (
        "Grace,Hopper,https://www.linkedin.com/in/Grace-Hopper/,,Navy,Admiral,05 Mar 2021\n",
        "Bob,Ray,,BOB@home.example,,,05 Mar 2021\n",
    )
    return linkedin_source(connections(folder, *rows), owner=owner(network), share=False)


def git(folder: Path, _: Network) -> Source:
    history = [
        Made("Ann Lee <ann@home.example>", NOON, {"a": "1"}, "One"),
        Made("Grace H <Grace.Hopper@HOME.example>", NOON + 1, {"a": "2"}, "Two"),
        Made(
            "Ann Lee <ann@home.example>",
            NOON + 2,
            {"a": "3"},
            "Three by Grace Hopper\n\nCo-authored-by: Grace <amazing@navy.example>",
        ),
        Made("Bob Ray <bob@home.example>", NOON + 3, {"a": "4"}, "Four"),
    ]
    path = folder / "door.git"
    return git_source(path if path.exists() else make_repository(path, history), organization="Home")


def preferences(folder: Path, _: Network) -> Source:
    rows = [
        {"person": "ann@home.example", "blocks": "E7;bob@home.example"},
        {"person": "Grace.Hopper@Home.example", "do_not_contact": "yes"},
    ]
    return PreferencesSource(table(folder / "preferences.csv", *rows), TODAY)


SOURCES = (people, tours, skills, ties, contacts, linkedin, git, preferences)
Read = Callable[[Path, Network], Source]


@pytest.mark.parametrize("source", SOURCES)
def test_an_erased_person_does_not_come_in(network: Network, tmp_path: Path, source: Read) -> None:
    forget(network)
    result = network.ingest(source(tmp_path, network))
    assert result.quarantined == 0, result.problems
    assert never_came(network)
    assert len(network.all(Person)) == 2


@pytest.mark.parametrize("source", SOURCES)
def test_an_erased_person_does_not_come_back(network: Network, tmp_path: Path, source: Read) -> None:
    first = network.ingest(source(tmp_path, network))
    assert first.quarantined == 0, first.problems
    forget(network)
    assert never_came(network)
    before = network.facts()
    again = network.ingest(source(tmp_path, network))
    assert (again.new, again.changed, again.quarantined) == (0, 0, 0), again
    assert never_came(network)
    assert network.facts() == before


def test_the_whole_story(network: Network, tmp_path: Path) -> None:
    for source in SOURCES:
        network.ingest(source(tmp_path, network))
    copy = b"".join(export(asked(network), Viewer(grace(network)), grace(network)))
    document = json.loads(zipfile.ZipFile(io.BytesIO(copy)).read("about-me.json"))
    assert document["person"]["name"] == "Grace Hopper"
    assert {tie["name"] for tie in document["ties"]} == {"Bob Ray"}  # Ann has blocked Grace
    assert len(document["evidence"]) >= 4
    forget(network)
    for source in SOURCES:
        network.ingest(source(tmp_path, network))
    assert never_came(network)
    assert list(export(asked(network), OPERATOR, grace(network))) == []


@pytest.mark.parametrize(
    "row",
    [
        {"email": "GRACE.HOPPER@HOME.EXAMPLE", "name": "G. Hopper"},
        {"employee_id": "E7", "name": "Somebody"},
        {"personal_email": "Amazing@Navy.Example", "name": "Somebody", "employee_id": "E99"},
        {"linkedin_url": "linkedin.com/in/GRACE-HOPPER", "name": "Somebody"},
        {"phone": "+12025550143", "name": "Somebody"},
        {"name": "grace  HOPPER"},
        {"name": "Grace Hopper", "start_date": "not a day", "email": "grace.hopper@home.example"},
        {"name": "Grace Hopper", "email": "not an address"},
    ],
)
def test_a_row_is_known_by_any_of_its_identifiers(
    network: Network, tmp_path: Path, row: dict[str, str]
) -> None:
    forget(network)
    before = network.facts()
    result = network.ingest(PeopleSource(table(tmp_path / "odd.csv", ANN, row), today=TODAY))
    assert counts(result) == (0, 0, 2, 0)
    assert network.facts() == before
    assert never_came(network)


def test_a_manager_who_was_erased_is_none(network: Network, tmp_path: Path) -> None:
    forget(network)
    row = {**BOB, "manager_id": "E7"}
    result = network.ingest(PeopleSource(table(tmp_path / "m.csv", ANN, row), today=TODAY))
    assert (result.quarantined, network.all(Quarantined)) == (0, [])
    assert never_came(network)


def test_who_shares_a_telephone_with_an_erased_person_comes_in_without_it(
    network: Network, tmp_path: Path
) -> None:
    forget(network)
    row = {"employee_id": "E8", "name": "Cy Poe", "email": "cy@home.example", "phone": GRACE["phone"]}
    result = network.ingest(PeopleSource(table(tmp_path / "p.csv", row), today=TODAY))
    assert counts(result) == (1, 0, 0, 0)
    assert not network.person("phone", "+12025550143")


def test_texts_of_others_come_in_without_who_was_erased(network: Network, tmp_path: Path) -> None:
    forget(network)
    named = {"text": "Notes on Hopper, Grace", "link": "https://x.example/grace-hopper"}
    rows = [
        {"person": "ann@home.example", "skill": "Compilers", "kind": "talk", **named},
        {"person": "ann@home.example", "skill": "Grace notes", "kind": "talk", "text": "grace and hoppers"},
    ]
    network.ingest(SkillsSource(table(tmp_path / "talks.csv", *rows)))
    told = sorted((e.text, e.link) for e in every(network.store, Evidence))
    assert told == [("", ""), ("grace and hoppers", "")]
    assert counts(network.ingest(SkillsSource(table(tmp_path / "talks.csv", *rows)))) == (0, 0, 2, 0)


def test_what_waited_in_quarantine_is_gone_and_a_retry_brings_nobody_back(
    network: Network, tmp_path: Path
) -> None:
    rows = [
        {"person_a": "Grace Hopper", "person_b": "nobody@home.example"},
        {"person_a": "ann@home.example", "person_b": "cy@home.example"},
    ]
    network.ingest(TiesSource(table(tmp_path / "t.csv", *rows)))
    forget(network)
    (kept,) = network.all(Quarantined)
    # a row that was put there by an older version
    bad = replace(kept, key=Key("quarantined:old"), columns=json.dumps(rows[0]))
    network.store.apply([bad])
    job = next(j for j in network.all(Job) if j.key == kept.job)
    retry_quarantine(
        network.store,
        source_to_retry(job, TODAY),
        job.key,
        keys=KEYS,
        now=lambda: network.now,
        locks=network.locks,
    )
    assert [q.columns for q in network.all(Quarantined)] == [kept.columns]
    assert never_came(network)


@pytest.mark.parametrize("source", [git, contacts, tours])
def test_nothing_is_inferred_about_who_has_objected(network: Network, tmp_path: Path, source: Read) -> None:
    network.ingest(source(tmp_path, network))
    person = grace(network)
    object_(Act(asked(network), Viewer(person), "1"))
    assert _inferred(network, person) == []
    before = network.facts()
    again = network.ingest(source(tmp_path, network))
    assert (again.new, again.changed, again.quarantined) == (0, 0, 0), again
    assert _inferred(network, person) == []
    assert network.facts() == before


def test_what_somebody_says_of_who_has_objected_still_comes_in(network: Network, tmp_path: Path) -> None:
    person = grace(network)
    object_(Act(asked(network), Viewer(person), "1"))
    for source in (skills, ties, git):
        network.ingest(source(tmp_path, network))
    assert {e.evidence_kind for e in network.all(Evidence) if person in e.people} == {"declared"}
    assert [t.source for t in network.all(Tie) if person in (t.a, t.b)] == ["ties:ties.csv"]
    assert {e.people for e in network.all(Evidence) if e.text == "Two"} == set()
    object_(Act(asked(network), Viewer(person), "2"), objected=False)
    network.ingest(git(tmp_path, network))
    assert [e.people for e in network.all(Evidence) if e.text == "Two"] == [(person,)]


def _inferred(network: Network, person: Key) -> list[object]:
    told = [t for t in network.all(Tie) if person in (t.a, t.b)]
    met = [c for c in network.all(Contact) if person in (c.sender, c.recipient)]
    seen = [e for e in network.all(Evidence) if person in e.people and e.evidence_kind != "tour"]
    return [*told, *met, *seen]
