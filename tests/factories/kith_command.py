"""The `kith` command in this process, over a network that stands in memory."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from typer.testing import CliRunner

from cli.main import app, hoisted
from graph.ports import Store
from graph.stores.sqlite.store import SqliteStore
from queries.network import Network
from tests.factories.kept import copied
from tests.factories.network import NOW, SECRET

_VARYING: Final = re.compile(r'("revision":|revision )\d+|[0-9a-f]{32}|merge:[\w-]{16}|whsec_[\w+/=]+')
"""Revisions, which are for operators, and what is drawn by lot."""


@dataclass(frozen=True, slots=True)
class KithCommand:
    """Runs commands in a folder, with a data folder below it; `variables` are further settings."""

    folder: Path
    variables: Mapping[str, str]

    def told(self, *arguments: str) -> str:
        """All that a run of the command tells: its exit code, stdout and stderr."""
        settings = {"KITH_DATA": str(self.folder / "data"), "KITH_NOW": NOW.isoformat(), **self.variables}
        ran = CliRunner().invoke(app, hoisted([*arguments]), env=settings)
        if ran.exception is not None and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        return f"exit {ran.exit_code}\n{ran.stdout}\n{ran.stderr}".replace(str(self.folder), "FOLDER")

    def compared(self, *arguments: str) -> str:
        """The same without what differs from run to run."""
        return _VARYING.sub("*", self.told(*arguments))


def installed(network: Network, folder: Path, store: Store | None = None, **variables: str) -> KithCommand:
    """The command over a copy of the network: in an empty `store` that the settings name, else in SQLite."""
    data = folder / "data"
    data.mkdir(parents=True)
    held = store or SqliteStore(data / "kith.sqlite", create=True)
    try:
        copied(network, held, secret=SECRET.hex())
    finally:
        held.close()
    return KithCommand(folder, variables)
