"""Companies large enough that a report has something to tell."""

from collections.abc import Iterable, Iterator

import msgspec

from graph.ports import Change
from policy.viewer import Viewer
from queries.network import Network
from queries.reporting.published import made
from queries.reporting.report import Figure, Report
from tests.factories import records as make
from tests.factories.asking import HOME

ADMIN = Viewer(make.key("person", "ada"), frozenset({"network_admin"}))
Told = dict[tuple[str, ...], tuple[Figure, ...]]
"""By labels, the figures."""


def crowd(prefix: str, count: int) -> list[str]:
    """Names of so many people."""
    return [f"{prefix}{number}" for number in range(count)]


def people(names: Iterable[str], status: str = "employee", department: str = "") -> Iterator[Change]:
    """People of one status."""
    for name in names:
        yield make.person(name)
        if span := HOME[status]:
            yield make.employment(name, "home", *span, department=department)


def at(company: str, names: Iterable[str]) -> Iterator[Change]:
    """These people work at another company."""
    for name in names:
        yield make.employment(name, company, "2022-01")


def knowing(skill: str, names: Iterable[str], **fields: object) -> Iterator[Change]:
    """Each of them has given a talk about it."""
    for name in names:
        yield make.evidence(f"{skill}-{name}", name, about=(skill,), **fields)


def figures(network: Network, name: str) -> Told:
    """A report as it would be made now, whatever was told this month."""
    told = msgspec.json.decode(made(network, name, lambda _: None).body, type=Report)
    return {row.labels: row.values for row in told.rows}
