"""`kith` as a shell runs it: a process of its own, with nothing of ours in its environment."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graph.keys import Key
from graph.model import KINDS, Record
from graph.ports import Store
from graph.stores.sqlite.store import SqliteStore

KITH = Path(sys.executable).with_name("kith")
NOW = "2026-11-01"
PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Every line of the answer, read as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        """The one JSON value that was answered."""
        (value,) = self.lines
        return value


@dataclass(frozen=True, slots=True)
class Kith:
    """A folder to run commands in; the network is in `data` there unless the environment says otherwise."""

    folder: Path
    data: str = "kith-data"
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The data folder."""
        return self.folder / self.data

    def having(self, **variables: str) -> "Kith":
        """The same with more variables in the environment."""
        return replace(self, variables={**self.variables, **variables})

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        return {**kept, "KITH_NOW": NOW, "KITH_DATA": str(self.path), **self.variables}

    def __call__(self, *arguments: object, stdin: str | None = None) -> Ran:
        """Run to the end. Nobody watches, so nothing is coloured; nothing ever ends in a traceback."""
        done = subprocess.run(
            [KITH, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment(),
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
        )
        ran = Ran(done.returncode, done.stdout, done.stderr)
        assert "\x1b" not in ran.out + ran.err
        assert "Traceback" not in ran.err
        if "--json" in arguments:
            assert ran.lines is not None  # every line of stdout is JSON, messages are elsewhere
        return ran

    def well(self, *arguments: object, stdin: str | None = None) -> Ran:
        """Run something that must succeed."""
        ran = self(*arguments, stdin=stdin)
        assert ran.code == 0, ran
        return ran

    @contextmanager
    def started(self, *arguments: object) -> Iterator[subprocess.Popen[str]]:
        """A command that runs beside the test; ended with the block."""
        process = subprocess.Popen(
            [KITH, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGKILL)

    def write(self, name: str, content: str | bytes) -> Path:
        """A file in the folder."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def facts(self) -> dict[Key, tuple[Record, int]]:
        """Every fact in the SQLite store with its revision: see all_facts."""
        store = SqliteStore(self.path / "kith.sqlite", create=False)
        try:
            return all_facts(store)
        finally:
            store.close()


def all_facts(store: Store) -> dict[Key, tuple[Record, int]]:
    """Every record but jobs, quarantine and the log of who was named, with its revision."""
    found: dict[Key, tuple[Record, int]] = {}
    for kind in KINDS.values():
        after: Key | None = None
        while kind.KIND not in {"job", "quarantined", "access", "use", "unanswered"}:
            page = store.scan(kind, after=after, limit=20_000)
            found.update((stored.record.key, (stored.record, stored.revision)) for stored in page.records)
            after = page.after
            if after is None:
                break
    return found
