"""A command does not wait for libraries that it does not need."""

import subprocess
import sys

import pytest

HEAVY = (
    "numba",
    "numpy",
    "strawberry",
    "fastapi",
    "neo4j",
    "networkx",
    "rich",
    "snowballstemmer",
    "phonenumbers",
)


@pytest.mark.parametrize(
    "module",
    [
        "cli.main",
        "cli.running",
        "service.settings",
        "service.opening",
        "ingest.jobs",
        "ingest.sources.people",
    ],
)
def test_what_every_import_waits_for_is_light(module: str) -> None:
    said = f"import sys, {module}; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
