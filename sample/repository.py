"""PRODUCT.git: a real repository of a small company, written with `git fast-import`.

Folders are what teams look after; people commit to their team's folder and sometimes elsewhere,
while they work here. Commit ids depend on the seed, the size and the day alone.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sample.addresses import Addresses
from sample.columns import blocks
from sample.errors import GitUnavailable
from sample.expertise import EXPERT, TALKER, Expertise
from sample.folder import Folder
from sample.names import Names
from sample.organization import Roster
from sample.places import COMPONENTS, DEPARTMENTS, PARTS
from sample.repository_words import CHANGES, ENDINGS, FILES, SKILLED
from sample.skills import skills

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400  # seconds
_EACH = 14  # commits of somebody who commits, on average
_BUILDERS = ("Engineering", "Data", "Security")
_ROBOT = "renovate[bot] <renovate-bot@users.example.com>"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit to be: by whom (-1: a robot), when (seconds since 1970), saying what, changing which files."""

    author: int
    moment: int
    message: str
    files: tuple[str, ...]


class Repository:
    """The history of the product."""

    def __init__(self, roster: Roster, names: Names, addresses: Addresses, expertise: Expertise) -> None:
        self._roster = roster
        self._names = names
        self._addresses = addresses
        self._expertise = expertise
        self._dice = roster.dice

    @property
    def filename(self) -> str:
        """The folder's name: the company's first word with .git behind it."""
        return self._addresses.domain.split(".")[0].split("-")[0] + ".git"

    def write(self, folder: Folder) -> int:
        """Make the bare repository; returns the number of commits. Raises GitUnavailable."""
        place = folder.partial(self.filename)
        if place.exists():
            shutil.rmtree(place)
        commits = self._commits()
        _git(["init", "--quiet", "--bare", "--template=", "--initial-branch=main", str(place)])
        stream = b"".join(self._stream(commits))
        _git(["-C", str(place), "fast-import", "--quiet", "--date-format=raw", "--force"], stream)
        folder.place(self.filename)
        return len(commits) + 1

    @cached_property
    def folders(self) -> dict[int, str]:
        """The folder of each team that builds the product."""
        found: dict[int, str] = {}
        building = np.isin(self._roster.teams.department, _department_numbers())
        for place, team in enumerate(np.flatnonzero(building).tolist()):
            below, component = divmod(place, len(COMPONENTS))
            part = f"/{PARTS[(below - 1) % len(PARTS)]}" if below else ""
            found[team] = COMPONENTS[component] + part
        return found

    def _commits(self) -> list[Commit]:
        builders = self._builders()
        counts = self._counts(builders)
        found: list[Commit] = []
        for block in blocks(len(builders), 500):
            found.extend(self._commits_of(builders[block], counts[block]))
        found.extend(self._robot_commits(len(found) // 40))
        return sorted(found, key=lambda c: (c.moment, c.author, c.message))

    def _builders(self) -> NDArray[np.int64]:
        department = self._roster.teams.department[self._roster.team]
        chosen: NDArray[np.int64] = np.flatnonzero(np.isin(department, _department_numbers()))[1:]
        return chosen

    def _counts(self, builders: NDArray[np.int64]) -> NDArray[np.int64]:
        level = self._expertise.level(builders)
        usual = self._dice.unit("commits", builders)
        weight = np.select([level == EXPERT, level == TALKER], [2.6 + usual, usual * 0.5], 0.3 + usual)
        counts: NDArray[np.int64] = np.ceil(weight * _EACH).astype(np.int64)
        return counts

    def _commits_of(self, builders: NDArray[np.int64], counts: NDArray[np.int64]) -> Iterator[Commit]:
        roster, dice = self._roster, self._dice
        author = np.repeat(builders, counts)
        which = np.arange(len(author)) - np.repeat(np.cumsum(counts) - counts, counts)
        number = author * 1024 + which
        length = np.maximum(roster.last(author) - roster.start[author] - 8, 1)
        day = roster.start[author] + 5 + dice.below("commit day", number, length)
        moment = (day.astype(np.int64) - _EPOCH) * _DAY + 28_800 + dice.below("second", number, 36_000)
        columns = zip(
            author.tolist(),
            number.tolist(),
            moment.tolist(),
            self._places(author, number),
            self._expertise.skill(author, dice.below("commit skill", number, 3)).tolist(),
            dice.below("commit says", number, 1000).tolist(),
            dice.below("files", number, 3).tolist(),
            strict=True,
        )
        for who, unique, when, place, skill, says, more in columns:
            files = tuple(_file(place, unique, turn) for turn in range(more + 1))
            yield Commit(who, when, _message(place, files[0], skill, says), tuple(dict.fromkeys(files)))

    def _places(self, author: NDArray[np.int64], number: NDArray[np.int64]) -> list[str]:
        """The folder of each commit: the author's team's, or that of another team."""
        teams = sorted(self.folders)
        own = self._roster.team[author].tolist()
        other = self._dice.below("other folder", number, len(teams)).tolist()
        away = self._dice.chance("away", number, 0.14).tolist()
        return [
            self.folders[teams[o]] if leaves else self.folders[t]
            for t, o, leaves in zip(own, other, away, strict=True)
        ]

    def _robot_commits(self, count: int) -> Iterator[Commit]:
        numbers = np.arange(count)
        ago = 1 + self._dice.below("robot day", numbers, 1500)
        for number, days in zip(numbers.tolist(), ago.tolist(), strict=True):
            moment = (self._roster.plan.day - days - _EPOCH) * _DAY + 3_600 + number % 3_600
            yield Commit(-1, moment, f"Update dependencies (round {number})", ("requirements.txt",))

    def _stream(self, commits: list[Commit]) -> Iterator[bytes]:
        founded = (self._roster.plan.day - 15 * 365 - _EPOCH) * _DAY
        text = "".join(f"/{place}/ {self._owner(team)}\n" for team, place in sorted(self.folders.items()))
        readme = f"# {self._roster.name}\n\nThe product, a folder for each team.\n"
        first = min([founded + _DAY, *(c.moment for c in commits)]) - 3_600
        who = self._author(int(self._builders()[0]), first)
        yield _commit(
            who, first, "Begin", {"CODEOWNERS": text, "README.md": readme, ".mailmap": self._mailmap()}
        )
        changes: dict[str, int] = {}
        for commit in commits:
            for file in commit.files:
                changes[file] = changes.get(file, 0) + 1
            who = _ROBOT if commit.author < 0 else self._author(commit.author, commit.moment)
            contents = {f: f"{f}\nchange {changes[f]}: {commit.message}\n" for f in commit.files}
            yield _commit(who, commit.moment, commit.message, contents)

    def _owner(self, team: int) -> str:
        lead = self._roster.teams.first[team : team + 1].astype(np.int64)
        return self._addresses.work(lead)[0]

    def _author(self, number: int, moment: int) -> str:
        """Name and address; some people's first commits come from a machine that had no address set."""
        name, email = self._people[number]
        begin = (int(self._roster.start[number]) - _EPOCH + 40) * _DAY
        if number % 17 == 5 and moment < begin:
            email = f"{email.partition('@')[0]}@laptop.example.net"
        return f"{name} <{email}>"

    @cached_property
    def _people(self) -> dict[int, tuple[str, str]]:
        numbers = self._builders()
        facts = zip(self._names.full(numbers), self._addresses.work(numbers), strict=True)
        return dict(zip(numbers.tolist(), facts, strict=True))

    def _mailmap(self) -> str:
        numbers = self._builders()
        lines = []
        for number in numbers[numbers % 17 == 5].tolist():
            now, then = self._author(number, 2**60), self._author(number, -(2**60))
            lines.append(f"{now} {then[then.index('<') :]}\n")
        return "".join(lines)


def _department_numbers() -> list[int]:
    return [n for n, d in enumerate(DEPARTMENTS) if d.name in _BUILDERS]


def _file(place: str, number: int, turn: int) -> str:
    chosen = (number * 31 + turn * 7 + number // 1024 * 3) % 97 % 12  # a team works on a dozen files
    base = sum(map(ord, place)) + chosen
    return f"{place}/{FILES[base % len(FILES)]}{ENDINGS[base % len(ENDINGS)]}"


def _message(place: str, file: str, skill: int, says: int) -> str:
    stem = file.rpartition("/")[2].rpartition(".")[0]
    if says % 3 == 0:
        return f"{place}: " + SKILLED[says % len(SKILLED)].format(s=skills()[skill].phrase(says // 7))
    return f"{place}: " + CHANGES[says % len(CHANGES)].format(f=stem)


def _commit(who: str, moment: int, message: str, contents: dict[str, str]) -> bytes:
    lines = [
        f"commit refs/heads/main\nauthor {who} {moment} +0000\ncommitter {who} {moment} +0000\n".encode()
    ]
    lines.append(_data(message + "\n"))
    for name, text in contents.items():
        lines.append(f"M 100644 inline {name}\n".encode() + _data(text))
    return b"".join(lines)


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)


def find_git() -> str:
    """The path of git. Raises GitUnavailable."""
    program = shutil.which("git")
    if program is None:
        raise GitUnavailable("it is not installed")
    return program


def _git(arguments: list[str], stdin: bytes = b"") -> None:
    """Run git untouched by anybody's configuration."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    quiet = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
    options = ["-c", "pack.threads=1", "-c", "fastimport.unpackLimit=0"]
    done = subprocess.run(  # noqa: S603
        [find_git(), *options, *arguments], input=stdin, capture_output=True, env=kept | quiet, check=False
    )
    if done.returncode:
        raise GitUnavailable(done.stderr.decode(errors="replace").strip())
