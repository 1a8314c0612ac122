"""A command does not wait for libraries that it does not need."""

import subprocess
import sys

import pytest

HEAVY = ("numba", "strawberry", "fastapi", "neo4j", "networkx")


@pytest.mark.parametrize(
    "module", ["cli.main", "service.settings", "ingest.jobs", "graph.stores.sqlite.store"]
)
def test_what_every_command_imports_is_light(module: str) -> None:
    said = f"import sys, {module}; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
