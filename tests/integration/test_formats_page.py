"""docs/formats.md names every column that is read, and its examples can be taken in."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from ingest.source import Source
from ingest.sources import contacts, preferences, skills, ties, tours
from ingest.sources.contacts import ContactsSource
from ingest.sources.linkedin.parts import PARTS
from ingest.sources.people import PeopleSource
from ingest.sources.people.mapping import COLUMNS as PEOPLE
from ingest.sources.preferences import PreferencesSource
from ingest.sources.skills import SkillsSource
from ingest.sources.taxonomy import EscoSource, esco, onet
from ingest.sources.taxonomy.skos_graph import FORMATS
from ingest.sources.ties import TiesSource
from ingest.sources.tours import ToursSource
from tests.factories.ingest_network import Network

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLES: Mapping[str, str] = dict(re.findall(r"^```csv (\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
TODAY = date(2024, 6, 1)

LAYOUTS = (
    esco.SKILLS,
    esco.LABELS,
    esco.BROADER,
    onet.TECHNOLOGY,
    onet.REFERENCE,
    onet.OCCUPATIONS,
    onet.TITLES,
)
READ: Mapping[str, set[str]] = {
    "people": set(PEOPLE),
    "tours": set(tours.COLUMNS),
    "skills": set(skills.COLUMNS),
    "ties": set(ties.COLUMNS),
    "contacts": set(contacts.COLUMNS),
    "preferences": set(preferences.COLUMNS),
    "taxonomy": {name for layout in LAYOUTS for name in layout.columns.values()} | set(FORMATS),
    "linkedin": {name for part in PARTS for name in part.columns.values()},
}

SOURCES: Mapping[str, Callable[[Path], Source]] = {
    "people": lambda path: PeopleSource(path, today=TODAY),
    "tours": ToursSource,
    "skills": SkillsSource,
    "ties": TiesSource,
    "contacts": ContactsSource,
    "preferences": lambda path: PreferencesSource(path, TODAY),
    "esco": lambda path: EscoSource([path]),
}


@pytest.mark.parametrize("section", READ)
def test_every_column_is_explained(section: str) -> None:
    missing = {name for name in READ[section] if f"`{name}`" not in SECTIONS[section]}
    assert not missing


def test_every_example_is_taken_in_whole(tmp_path: Path) -> None:
    network = Network(tmp_path / "locks")
    refused = {}
    for name, text in EXAMPLES.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        result = network.ingest(SOURCES[name](path))
        assert result.new > 0
        refused[name] = [problem.reason for problem in result.problems]
    assert refused == {name: [] for name in SOURCES}
