"""Small tables in the formats of `kith ingest`, and a network with people to name in them."""

import csv
from pathlib import Path

from graph.keys import Key
from ingest.result import Result
from tests.factories.ingest_network import Network


def table(path: Path, *rows: dict[str, str]) -> Path:
    """Write rows; the columns are those that any of them has, in order of appearance."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def known_people(network: Network, *names: str) -> list[Key]:
    """People whom the company knows: "Ann" is ann@home.example."""
    return [network.employee(f"{name.lower()}@home.example", name) for name in names]


def counts(result: Result) -> tuple[int, int, int, int]:
    """New, changed, unchanged and quarantined, which add up to what was read."""
    counted = result.new, result.changed, result.unchanged, result.quarantined
    assert sum(counted) == result.read
    return counted


def problems(result: Result) -> list[tuple[int, str]]:
    """Line and column of what went to quarantine."""
    return [(problem.line, problem.field) for problem in result.problems]
