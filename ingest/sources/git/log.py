"""The history of a repository as commits: git's stream, parsed, and which commits tell something.

Names of files are read, contents never. Commits are dated by committer. `--since` and `--until`
are applied here: git's own stop at the first commit that is too old, which clocks that were set
wrong put anywhere.
"""

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from graph.identity.names import tidy_name
from ingest.source import BadSource
from ingest.sources.git.repository import Repository

MAX_FILES = 100
"""A commit that touches more files is a move, an import or a reformatting: no evidence."""

MAX_SUBJECT = 2_000
"""Characters of a subject that are kept."""

NO_TIME = -1

_FIELDS = ("%H", "%ct", "%aN", "%aE", "%(trailers:key=Co-authored-by,valueonly,separator=%x1f)", "%s")
_LOG = (
    "log",
    "-z",
    "--encoding=UTF-8",
    "--no-color",
    "--no-show-signature",  # a repository's own settings could name a program to run for it
    "--no-notes",
    "--no-decorate",
)
_FILES = (
    "--name-only",
    "--root",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--no-diff-merges",
    "--ignore-submodules=none",
    "-O/dev/null",
)
_CONTACT = re.compile(r"\s*([^<>]*?)\s*<\s*([^<>\s]+)\s*>\s*")


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody as a commit names them. The address is as it was written."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. `files`: at most MAX_FILES + 1 of them.

    `at`: committer time, seconds since 1970 UTC; NO_TIME when git cannot tell. `authors`: the author
    first, then the co-authors, as they are written there.
    """

    id: str
    at: int
    authors: tuple[Author, ...]
    subject: str
    files: tuple[str, ...]


def all_commits(repository: Repository) -> Iterator[Commit]:
    """Every commit of HEAD's history, in git's order. Raises BadSource. Streamed."""
    return _commits(repository, (*_FILES, repository.head), b"")


def commits_in_order(repository: Repository, ids: Sequence[str]) -> Iterator[Commit]:
    """The commits `ids`, in this order. Raises BadSource. Streamed."""
    if not ids:  # git would take no names for HEAD
        return iter(())
    return _commits(repository, (*_FILES, "--no-walk=unsorted", "--stdin"), "\n".join(ids).encode())


def co_authors(repository: Repository) -> dict[Author, Author]:
    """Everybody named as a co-author, and what the repository's mailmap calls them."""
    trailers = repository.run(*_LOG, f"--format={_FIELDS[4]}", repository.head)
    listed = re.split("[\0\x1f]", trailers.decode(errors="replace"))
    named = sorted({author for text in listed for author in _contacts(text)}, key=lambda a: (a.email, a.name))
    asked = "".join(f"{author.name} <{author.email}>\n" for author in named)
    answer = repository.run("check-mailmap", "--stdin", stdin=asked.encode()).decode(errors="replace")
    called = [next(iter(_contacts(line)), None) for line in answer.split("\n")[: len(named)]]
    return {author: new or author for author, new in zip(named, called, strict=True)}


def parse(tokens: Iterable[bytes], boundary: bytes) -> Iterator[Commit]:
    """Commits from git's NUL-separated words; each begins with `boundary`, which no file is called.

    Raises ValueError when the words end within a commit's header.
    """
    words = iter(tokens)
    header: list[bytes] = []
    files: list[bytes] = []
    for word in words:
        if word == boundary:
            if header:
                yield _commit(header, files)
            header, files = list(islice(words, len(_FIELDS))), []
        elif word and len(files) <= MAX_FILES:
            # git puts a line end between the header and the first file
            files.append(word if files else word.removeprefix(b"\n"))
    if header:
        yield _commit(header, files)


def words(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """NUL-terminated words from chunks cut anywhere."""
    begun: list[bytes] = []
    for chunk in chunks:
        first, *more = chunk.split(b"\0")
        begun.append(first)
        if more:
            yield b"".join(begun)
            yield from more[:-1]
            begun = [more[-1]]
    if rest := b"".join(begun):
        yield rest


def legible(text: str) -> str:
    """Text on one line without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _commits(repository: Repository, arguments: Sequence[str], stdin: bytes) -> Iterator[Commit]:
    boundary = secrets.token_hex(16)  # so that no file name can pass for it
    form = "%x00".join((boundary, *_FIELDS))
    chunks = repository.stream(*_LOG, f"--format={form}", *arguments, stdin=stdin)
    try:
        yield from parse(words(chunks), boundary.encode())
    except ValueError as failed:
        raise BadSource(repository.name, 0, f"git's list of commits cannot be read: {failed}") from failed


def _commit(header: Sequence[bytes], files: Sequence[bytes]) -> Commit:
    commit, at, name, email, trailers, subject = (word.decode(errors="replace") for word in header)
    return Commit(
        id=commit,
        at=int(at) if at.isdecimal() else NO_TIME,
        authors=tuple(dict.fromkeys((_author(name, email), *_contacts(*trailers.split("\x1f"))))),
        subject=legible(subject[:MAX_SUBJECT]),
        files=tuple(_path(file) for file in files),
    )


def _contacts(*texts: str) -> Iterator[Author]:
    for text in texts:
        if match := _CONTACT.fullmatch(text):
            yield _author(match[1], match[2])


@lru_cache(maxsize=65_536)
def _author(name: str, email: str) -> Author:
    return Author(tidy_name(name), email.strip())


def _path(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("latin-1")  # any bytes may be a file name; these at least can be searched
