"""A generated company goes in without a record that has to be mended; a second time changes nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph.identity import normalise, organization_name
from graph.keys import Key, KeyMaker
from graph.model import Employment, Identifier, Installation, Organization, Person, Quarantined
from graph.stores.sqlite.store import SqliteStore
from ingest.jobs import run, this_process
from ingest.result import Result
from ingest.source import Source
from ingest.sources.contacts import ContactsSource
from ingest.sources.git import git_source
from ingest.sources.linkedin import linkedin_source
from ingest.sources.people import PeopleSource
from ingest.sources.preferences import PreferencesSource
from ingest.sources.skills import SkillsSource
from ingest.sources.taxonomy import taxonomy_source
from ingest.sources.ties import TiesSource
from ingest.sources.tours import ToursSource
from sample.company import Summary, Written, write

TODAY = date(2025, 6, 2)
KEYS = KeyMaker(b"a sample's secret")


def noon() -> datetime:
    return datetime(2025, 6, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ingested")


@pytest.fixture(scope="module")
def summary(folder: Path) -> Summary:
    return write(folder / "sample", 150, 4, TODAY)


@pytest.fixture(scope="module")
def store(folder: Path, summary: Summary) -> Iterator[SqliteStore]:
    opened = SqliteStore(folder / "kith.db")
    home = KEYS.key("organization", organization_name(summary.organization))
    installation = Installation(
        key=KEYS.key("installation", "this"), home=home, secret="00", created="2025-06-02T12:00:00Z"
    )
    opened.apply([Organization(key=home, name=summary.organization), installation])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def results(folder: Path, summary: Summary, store: SqliteStore) -> list[Result]:
    return take_in(folder, summary, store)


def take_in(folder: Path, summary: Summary, store: SqliteStore) -> list[Result]:
    return [
        run(
            store,
            source(file, folder / "sample" / file.filename, store),
            keys=KEYS,
            now=noon,
            holder=this_process(),
            locks=folder / "locks",
        )
        for file in summary.files
    ]


def source(file: Written, path: Path, store: SqliteStore) -> Source:
    match file.command:
        case "taxonomy skos":
            return taxonomy_source("skos", [path])
        case "people":
            return PeopleSource(path, today=TODAY)
        case "tours":
            return ToursSource(path)
        case "skills":
            return SkillsSource(path)
        case "git":
            return git_source(path)
        case "ties":
            return TiesSource(path)
        case "contacts":
            return ContactsSource(path)
        case "preferences":
            return PreferencesSource(path, TODAY)
        case "linkedin":
            return linkedin_source(path, owner=person(file.options[1], store))
    raise AssertionError(file.command)


def person(email: str, store: SqliteStore) -> Key:
    key = KEYS.key("identifier", "email", normalise("email", email))
    found = store.fetch([key]).found[key].record
    assert isinstance(found, Identifier)
    return found.person


def test_no_record_of_a_sample_is_quarantined(
    results: list[Result], summary: Summary, store: SqliteStore
) -> None:
    assert [problem for result in results for problem in result.problems] == []
    assert not store.scan(Quarantined).records
    for file, result in zip(summary.files, results, strict=True):
        if file.command not in ("git", "taxonomy skos"):  # these leave out robots and headings
            assert result.read == file.rows


def test_as_many_people_are_known_to_the_company_as_were_asked_for(
    results: list[Result], store: SqliteStore
) -> None:
    people = [stored.record for stored in store.scan(Person).records]
    assert len([each for each in people if each.name]) == 150


def test_somebody_who_came_back_has_both_stays(
    results: list[Result], folder: Path, store: SqliteStore
) -> None:
    lines = (folder / "sample" / "people-earlier.csv").read_text().splitlines()[1:]
    assert lines
    home = store.scan(Installation).records[0].record.home
    for line in lines:
        key = person(line.split(",")[2], store)
        stays = [stored.record for stored in store.adjacent([key], Employment).records]
        at_home = [stay for stay in stays if stay.person == key and stay.organization == home]
        assert len(at_home) == 2
        assert min(stay.until or "9999" for stay in at_home) < max(stay.since for stay in at_home)


def test_a_second_time_changes_no_fact(
    results: list[Result], folder: Path, summary: Summary, store: SqliteStore
) -> None:
    again = take_in(folder, summary, store)
    assert [(each.new, each.changed, each.quarantined) for each in again] == [(0, 0, 0)] * len(again)
