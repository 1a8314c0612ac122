"""A whole company, written file by file: what `kith sample` does."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sample import evidence, people_file, taxonomy, ties_file, tours
from sample.addresses import Addresses
from sample.connections import Connections
from sample.consent import HEADER as PREFERENCES
from sample.consent import Consent
from sample.contacts import HEADER as CONTACTS
from sample.contacts import Contacts
from sample.expertise import Expertise
from sample.folder import Folder
from sample.names import Names
from sample.network import draw_ties, neighbors_of
from sample.organization import found_company
from sample.plan import Plan
from sample.questions import Question, folders, introductions, topics
from sample.repository import Repository, find_git


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a sample. `rows` counts people's rows, concepts of a taxonomy, commits of a repository."""

    command: str
    filename: str
    rows: int
    options: tuple[str, ...] = ()

    def arguments(self, folder: Path) -> list[str]:
        """What stands behind `kith ingest` to take this file in."""
        return [*self.command.split(), str(folder / self.filename), *self.options]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a sample holds. `files` are in the order in which to ingest them."""

    organization: str
    files: tuple[Written, ...]
    questions: tuple[Question, ...]


def _silent(message: str) -> None:
    """Nobody listens."""


def write(
    out: Path,
    people: int,
    seed: int,
    today: date,
    report: Callable[[str], None] = _silent,
    *,
    evidence_per_person: float = 5.0,
    ties_per_person: float = 10.0,
    contacts_per_person: float = 6.0,
) -> Summary:
    """Write a company of `people` (50 to 1,000,000) as of `today` into the folder `out`.

    The same arguments give the same bytes. Beside the files named in the summary there are
    questions.json and ingest.txt (one line of arguments for `kith ingest` a file). `report` hears of
    each file. An earlier sample in `out` is replaced file by file.

    Raises SizeOutOfRange, RateOutOfRange, FolderInUse, GitUnavailable. About 0.3 ms a person.
    """
    plan = Plan(people, seed, today, evidence_per_person, ties_per_person, contacts_per_person)
    if plan.small:
        find_git()  # before anything is written
    writing = _Writing(plan, Folder(out), report)
    return writing.all()


class _Writing:
    """One sample while it is being written."""

    def __init__(self, plan: Plan, folder: Folder, report: Callable[[str], None]) -> None:
        self._folder = folder
        self._report = report
        self._files: list[Written] = []
        self._questions: list[Question] = []
        self._roster = found_company(plan)
        self._names = Names(self._roster.dice, plan.people)
        self._addresses = Addresses(self._roster, self._names)
        self._expertise = Expertise(self._roster)
        self._people = people_file.PeopleFile(self._roster, self._names, self._addresses)

    def all(self) -> Summary:
        """Every file, then the questions and the list of commands."""
        self._knowledge()
        self._network()
        files, questions = tuple(self._files), tuple(self._questions)
        with self._folder.text("questions.json") as file:
            asked = [{"arguments": list(q.arguments), "why": q.why} for q in questions]
            file.write(json.dumps(asked, ensure_ascii=False, indent=1) + "\n")
        with self._folder.text("ingest.txt") as file:
            file.writelines(" ".join(written.arguments(Path())) + "\n" for written in files)
        self._folder.finish()
        return Summary(self._roster.name, files, questions)

    def _knowledge(self) -> None:
        """Who is there and what they know."""
        roster, addresses = self._roster, self._addresses
        with self._folder.text("taxonomy.ttl") as file:
            file.writelines(taxonomy.lines(addresses.domain))
        self._wrote("taxonomy skos", "taxonomy.ttl", taxonomy.concepts())
        self._table("people", people_file.EARLIER_HEADER, self._people.earlier_rows(), "people-earlier.csv")
        self._table("people", people_file.HEADER, self._people.rows())
        self._table("tours", tours.HEADER, tours.rows(roster, self._expertise, self._people.employee_ids))
        shown = evidence.Evidence(roster, self._expertise)
        self._table("skills", evidence.HEADER, evidence.rows(roster, shown, addresses))
        self._questions = topics(roster, shown)
        if roster.plan.small:
            repository = Repository(roster, self._names, addresses, self._expertise)
            self._wrote("git", repository.filename, repository.write(self._folder))
            self._questions += folders(repository)

    def _network(self) -> None:
        """Who knows whom and what they allow."""
        roster, addresses = self._roster, self._addresses
        ties = draw_ties(roster)
        neighbors = neighbors_of(ties, roster.people)
        self._table("ties", ties_file.HEADER, ties_file.rows(roster, addresses, ties))
        self._table("contacts", CONTACTS, Contacts(roster, ties, addresses).rows())
        consent = Consent(roster, neighbors)
        self._table("preferences", PREFERENCES, consent.rows(addresses))
        connections = Connections(roster, self._names, addresses, self._people, neighbors)
        for export in connections.write(self._folder):
            self._wrote("linkedin", export.filename, export.rows, ("--as", export.email))
        self._questions += introductions(roster, neighbors, consent, addresses)

    def _table(
        self, command: str, header: Sequence[str], rows: Iterable[Sequence[str]], name: str = ""
    ) -> None:
        name = name or f"{command}.csv"
        self._wrote(command, name, self._folder.table(name, header, rows))

    def _wrote(self, command: str, filename: str, rows: int, options: tuple[str, ...] = ()) -> None:
        self._files.append(Written(command, filename, rows, options))
        self._report(f"{filename}: {rows:,} {_UNITS.get(command, 'rows')}")


_UNITS = {"git": "commits", "taxonomy skos": "concepts"}
