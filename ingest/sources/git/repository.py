"""Finding a git repository and running git in it, so that nothing but its history is read.

git is told where the repository is (it does not look further up), reads no settings but the
repository's own, runs no program that those name, and fetches nothing: a partial clone stays
partial. A repository from a stranger can be read.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.source import BadSource

_NAMES = ".mailmap"
_CHUNK = 1 << 16
_GIT_FOLDER = ("HEAD", "objects", "refs")
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # for a git that does not know GIT_NO_LAZY_FETCH yet
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as it stood when it was opened.

    `name` is the base name without `.git`; `head` the id of the newest commit; `edges` are the
    commits where a shallow clone was cut off: what came before them is not there, so each looks
    as if it had added every file.
    """

    name: str
    head: str
    edges: frozenset[str]
    git_dir: Path
    folder: Path  # where git runs: the work tree, if there is one
    names: str  # where .mailmap is in the history; "" when the work tree has it, or nobody

    def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """What one git command says. Raises BadSource when git fails."""
        return b"".join(self.stream(*arguments, stdin=stdin))

    def stream(self, *arguments: str, stdin: bytes = b"") -> Iterator[bytes]:
        """What one git command says, in chunks. Raises BadSource when git fails, at the end."""
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
            given.write(stdin)
            given.seek(0)
            with subprocess.Popen(  # noqa: S603 - our own words, no shell
                self._command(arguments),
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=self.folder,
                env=_environment(),
            ) as process:
                assert process.stdout is not None
                try:
                    while chunk := process.stdout.read(_CHUNK):
                        yield chunk
                except GeneratorExit:
                    process.kill()
                    raise
            if process.returncode:
                errors.seek(0)
                raise BadSource(self.name, 0, _first_complaint(errors.read(10_000), process.returncode))

    def mailmap(self) -> bytes:
        """The names file that git log follows; b"" when there is none."""
        if self.names:
            return self.run("cat-file", "blob", self.names)
        return (self.folder / _NAMES).read_bytes() if _has_names(self.folder, self.git_dir) else b""

    def lacks_mailmap(self) -> bool:
        """Whether the history has a names file whose content this partial clone lacks."""
        if self.names or _has_names(self.folder, self.git_dir):
            return False
        return bool(self.run("ls-tree", "-z", self.head, _NAMES))

    def _command(self, arguments: Sequence[str]) -> list[str]:
        git = shutil.which("git")
        if git is None:
            raise BadSource(self.name, 0, "the git command is not installed")
        return [git, f"--git-dir={self.git_dir}", "-c", f"mailmap.blob={self.names}", *arguments]


_SAYING_NOTHING: Final = frozenset({".git", "repo", "repository", "git", "checkout", "clone", "mirror"})


def open_repository(path: Path) -> Repository:
    """The repository at `path`: a work tree, a `.git` folder or a bare repository.

    Raises BadSource when there is none, when it has no commits, or when git is missing.
    """
    place = Path(os.path.abspath(path))
    name = repository_name(place)
    git_dir, folder = _git_dir(place, name)
    opened = Repository(name, "", frozenset(), git_dir, folder, "")
    head = _head(opened)
    return Repository(name, head, _edges(opened), git_dir, folder, _names(opened, head))


def repository_name(place: Path) -> str:
    """What evidence calls the repository at the absolute path `place`.

    The base name without `.git`, or of the folder above when it says nothing ("repo"); for folders
    named `origin+name.git`, what stands behind the last "+".
    """
    while place.name in _SAYING_NOTHING and place.parent.name:
        place = place.parent
    name = place.name.removesuffix(".git")
    return name.rpartition("+")[2] or name or "repository"


def fingerprint(repository: Repository, *options: str) -> str:
    """A hash of what a run over this repository with these options reads."""
    digest = hashlib.sha256()
    for part in (repository.name, repository.head, *sorted(repository.edges), *options):
        digest.update(part.encode(errors="surrogateescape") + b"\0")
    digest.update(repository.mailmap())
    return digest.hexdigest()


def _git_dir(place: Path, name: str) -> tuple[Path, Path]:
    if not place.is_dir():
        raise BadSource(name, 0, "no such folder" if not place.exists() else "a file, not a repository")
    if (place / ".git").exists():
        return place / ".git", place
    if all((place / part).exists() for part in _GIT_FOLDER):
        return place, place.parent if place.name == ".git" else place
    raise BadSource(name, 0, "not a git repository")


def _head(repository: Repository) -> str:
    try:
        return repository.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except BadSource as failed:
        if "not installed" in failed.reason:
            raise
    try:
        repository.run("rev-parse", "--git-dir")
    except BadSource as failed:
        raise BadSource(
            repository.name, 0, f"not a git repository that can be read: {failed.reason}"
        ) from None
    try:
        repository.run("rev-parse", "--verify", "--quiet", "HEAD")
    except BadSource:
        raise BadSource(repository.name, 0, "the repository has no commits yet") from None
    raise BadSource(repository.name, 0, "the repository is damaged: its newest commit is missing")


def _names(repository: Repository, head: str) -> str:
    """A names file that cannot be read would end git log: a partial clone may lack it."""
    if _has_names(repository.folder, repository.git_dir):
        return ""
    try:
        repository.run("cat-file", "-e", f"{head}:{_NAMES}")
    except BadSource:
        return ""
    return f"{head}:{_NAMES}"


def _has_names(folder: Path, git_dir: Path) -> bool:
    path = folder / _NAMES
    return folder != git_dir and path.is_file() and not path.is_symlink()


def _edges(repository: Repository) -> frozenset[str]:
    listed = os.fsdecode(repository.run("rev-parse", "--git-path", "shallow")).rstrip("\n")
    shallow = repository.folder / listed
    return frozenset(shallow.read_text("ascii").split()) if shallow.is_file() else frozenset()


def _environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | _ENVIRONMENT


def _first_complaint(errors: bytes, code: int) -> str:
    lines = errors.decode(errors="replace").splitlines()
    told = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines
    if "promisor remote" in "".join(told[:1]):
        return "a clone that lacks the names of files too: clone it whole, or with --filter=blob:none"
    return told[0] if told else f"git ended with code {code}"
