"""Small companies to ask, and questions in one line: Ada, an employee, asks about Bob and others."""

from typing import Any

from graph.errors import TopicNotFound
from graph.keys import Key
from graph.ports import Change
from policy.viewer import Viewer
from queries.network import Network
from queries.warm_paths import WarmPathsTo, warm_paths
from queries.who_knows import WhoKnows, who_knows
from tests.factories import records as make

HOME = {"employee": ("2019-03", ""), "alumnus": ("2015", "2021-05"), "external": None}
"""When somebody of each status worked at home."""


def key(name: str) -> Key:
    return make.key("person", name)


ADA = Viewer(key("ada"))


def staff(**statuses: str) -> list[Change]:
    """People of these statuses; Ada is an employee."""
    made: list[Change] = []
    for name, status in {"ada": "employee", **statuses}.items():
        span = HOME[status]
        made += [make.person(name), *([make.employment(name, "home", *span)] if span else [])]
    return made


def line(*more: Change, **statuses: str) -> list[Change]:
    """Ada knows Bob, Bob knows Cyd; they are employees unless told otherwise."""
    people = staff(**{"bob": "employee", "cyd": "employee", **statuses})
    return [*people, make.tie("ada", "bob"), make.tie("bob", "cyd"), *more]


def talk(name: str, **fields: Any) -> Change:
    """Evidence that `name` knows about billing."""
    return make.evidence(f"talk-{name}", name, **({"text": "billing", "evidence_kind": "talk"} | fields))


def experts(network: Network, viewer: Viewer = ADA, about: str = "billing", **asked: Any) -> list[str]:
    """Names, best first; nobody for an unknown topic."""
    try:
        found = who_knows(network, viewer, WhoKnows(about, **asked))
    except TopicNotFound:
        return []
    return [expert.card.name for expert in found.experts]


def routes(
    network: Network,
    to: str,
    source: str = "ada",
    viewer: Viewer = ADA,
    purpose: str = "EXPERTISE",
    **asked: Any,
) -> list[str]:
    """Paths as names, best first."""
    found = warm_paths(network, viewer, WarmPathsTo(key(source), (key(to),), purpose, **asked))
    return [" ".join(card.name for card in path.people) for path in found.paths]
