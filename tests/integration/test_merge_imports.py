"""After two records were made one, the sources that made them know the one: nothing is made twice."""

from datetime import date
from pathlib import Path

import pytest

from actions.act import Act
from actions.merge import merge_people
from actions.unmerge import unmerge_people
from graph.model import KINDS, Merge, Person, Record
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from ingest.source import Source
from ingest.sources.contacts import ContactsSource
from ingest.sources.people import PeopleSource
from ingest.sources.skills import SkillsSource
from ingest.sources.ties import TiesSource
from ingest.sources.tours import ToursSource
from policy.viewer import OPERATOR
from queries.network import Network as Asked
from tests.factories.ingest_network import HOME, KEYS, Network
from tests.factories.people_file import row, write

FILES = {
    "tours.csv": "person,kind,mission,start\nE00001,rotational,Billing,2019\nE00002,rotational,Maps,2020\n",
    "skills.csv": "person,skill,kind\nE00001,python,declared\nE00002,python,declared\nE00002,rust,declared\n",
    "ties.csv": "person_a,person_b,kind\nE00002,E00003,friends\nE00001,E00003,friends\n",
    "contacts.csv": "at,from,to,kind\n2024-05-01T10:00:00Z,ann.2@home.example,ann.3@home.example,meeting\n",
}


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


def sources(folder: Path) -> list[Source]:
    rows = [row(1, manager_id="E00003"), row(2, manager_id="E00003", end_date="2016-05-01"), row(3)]
    write(folder / "people.csv", rows)
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return [
        PeopleSource(folder / "people.csv", today=date(2024, 6, 1)),
        ToursSource(folder / "tours.csv"),
        SkillsSource(folder / "skills.csv"),
        TiesSource(folder / "ties.csv"),
        ContactsSource(folder / "contacts.csv"),
    ]


def asked(network: Network) -> Asked:
    read_model = ReadModel(network.store, None, "test")
    ties = SnapshotTies(network.store, read_model)
    return Asked(network.store, read_model, ties, KEYS, HOME, lambda: network.now)


def records(network: Network) -> dict[str, Record]:
    kinds = [kind for kind in KINDS.values() if kind.KIND not in ("job", "quarantined", "merge")]
    return {record.key: record for kind in kinds for record in network.all(kind)}


def test_the_next_import_finds_everything_in_its_place(network: Network, tmp_path: Path) -> None:
    for source in sources(tmp_path):
        assert network.ingest(source).quarantined == 0
    before = records(network)
    keep, gone = (network.person("employee", number) for number in ("E00001", "E00002"))
    merge = merge_people(Act(asked(network), OPERATOR, "1"), keep, gone, "the same person twice")
    facts = network.facts()
    assert [person.name for person in network.all(Person)] == ["Ann Ba", "Ann Ea"]
    for source in sources(tmp_path):
        result = network.ingest(source)
        assert (result.new, result.quarantined) == (0, 0), source.format
    assert network.facts().keys() == facts.keys()
    again = network.facts()
    for source in sources(tmp_path):
        assert network.ingest(source).unchanged, source.format
    assert network.facts() == again
    if network.all(Merge)[0].undone == "":
        unmerge_people(Act(asked(network), OPERATOR, "2"), merge.key)
    after = records(network)
    assert after.keys() == before.keys()
    assert {key for key, record in after.items() if record != before[key]} <= {keep, gone}
