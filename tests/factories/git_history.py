"""Real git repositories, made from a list of commits in one process."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

NOON = 1_577_880_000
"""2020-01-01T12:00:00Z"""

DAY = 86_400


@dataclass(frozen=True)
class Made:
    """A commit to be made. `author`: "Name <address>"; `at`: committer time in seconds."""

    author: str = "Ann Lee <ann@example.com>"
    at: int = NOON
    files: Mapping[str | bytes, str] = field(default_factory=dict)
    message: str = "A change"
    merge: int | None = None  # the number (from 1) of another commit to merge
    parent: int | None = None  # None: the one before


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    own = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    settings = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=stdin,
        capture_output=True,
        env=own | settings,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def make_repository(folder: Path, commits: Sequence[Made], *, bare: bool = True) -> Path:
    """A repository at `folder` with these commits; the last one is HEAD."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main", *(["--bare"] if bare else []))
    extend_repository(folder, commits)
    if not bare:
        git(folder, "reset", "-q", "--hard")
    return folder


def extend_repository(folder: Path, commits: Sequence[Made]) -> None:
    """More commits on top of what is there."""
    known = subprocess.run(
        ["git", "-C", str(folder), "rev-parse", "-q", "--verify", "main"], capture_output=True
    )
    begin = b"refs/heads/main^0" if known.returncode == 0 else None
    stream = b"".join(_commit(number, made, begin) for number, made in enumerate(commits, 1))
    git(folder, "fast-import", "--quiet", "--date-format=raw-permissive", stdin=stream)


def commit_ids(folder: Path) -> list[str]:
    """Ids along first parents, oldest first."""
    return git(folder, "rev-list", "--reverse", "--first-parent", "main").split()


def _commit(number: int, made: Made, begin: bytes | None) -> bytes:
    message = made.message.encode()
    lines = [
        b"commit refs/heads/main",
        b"mark :%d" % number,
        f"author {made.author} {made.at} +0000".encode(),
        f"committer Committer <committer@example.com> {made.at} +0000".encode(),
        b"data %d\n%b" % (len(message), message),
    ]
    if number > 1:
        lines.append(b"from :%d" % (made.parent or number - 1))
    elif begin:
        lines.append(b"from " + begin)
    if made.merge:
        lines.append(b"merge :%d" % made.merge)
    for name, content in made.files.items():
        path = name if isinstance(name, bytes) else name.encode()
        quoted = b"".join(b"\\%03o" % byte for byte in path)
        lines.append(b'M 100644 inline "%b"\ndata %d\n%b' % (quoted, len(content.encode()), content.encode()))
    return b"\n".join(lines) + b"\n\n"
