"""One sample company, taken in once; a test that writes works on a copy."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.shell import Kith, Ran


class Company:
    """A sample and the network that came of it."""

    def __init__(self, folder: Path) -> None:
        self.kith = Kith(folder)
        rates = ("--evidence-per-person", 3, "--ties-per-person", 6, "--contacts-per-person", 2)
        size = ("--people", 60, "--seed", 3, *rates)
        self.summary = self.kith.well("sample", *size, "--out", "sample", "--json").json
        self.sample = folder / "sample"
        self.organization: str = self.summary["organization"]
        self.first: dict[str, Ran] = {}

    def arguments(self) -> dict[str, list[str]]:
        """What to put behind `kith ingest`, by file; of several exports the first."""
        found: dict[str, list[str]] = {}
        for file in self.summary["files"]:
            if not any(file["command"] == "linkedin" == arguments[0] for arguments in found.values()):
                path = str(self.sample / file["filename"])
                found[file["filename"]] = [*file["command"].split(), path, *file["options"]]
        return found

    def take_in(self) -> None:
        """Ingest everything."""
        self.kith.well("init", "--organization", self.organization)
        for name, arguments in self.arguments().items():
            self.first[name] = self.kith.well("ingest", *arguments, "--json")


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    made = Company(tmp_path_factory.mktemp("company"))
    made.take_in()
    return made


@pytest.fixture
def copied(company: Company, tmp_path: Path) -> Callable[[], Kith]:
    """A network of one's own, with the whole sample in it."""

    def copy() -> Kith:
        shutil.copytree(company.kith.path, tmp_path / "kith-data")
        return Kith(tmp_path)

    return copy


@pytest.fixture
def kith(tmp_path: Path) -> Kith:
    """An empty folder to run commands in."""
    return Kith(tmp_path)


PEOPLE = """\
employee_id,name,email,start_date,end_date
1,Ada Lind,ada@acme.example,2019-01-01,
2,Bo Marsh,bo@acme.example,2019-01-01,
3,Cy Noor,cy@acme.example,2019-01-01,
4,Di Oak,di@acme.example,2019-01-01,
5,Sam Poe,sam1@acme.example,2019-01-01,
6,Sam Poe,sam2@acme.example,2019-01-01,
"""


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Kith:
    """Acme as `acme` finds it."""
    kith = Kith(tmp_path_factory.mktemp("founded")).having(KITH_HOME_ORGANIZATION="Acme")
    kith.well("ingest", "people", kith.write("people.csv", PEOPLE))
    return kith


@pytest.fixture
def acme(founded: Kith, tmp_path: Path) -> Kith:
    """Six employees of Acme in a network of their own; two of them are called Sam Poe."""
    shutil.copytree(founded.folder, tmp_path / "acme")
    return replace(founded, folder=tmp_path / "acme")
