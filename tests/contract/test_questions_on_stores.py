"""What people allow is heard alike on every store, read from it and through the read model."""

from dataclasses import replace

from actions.act import Act
from actions.defaults import change_default
from graph.algorithms.decisions import decided_defaults
from graph.algorithms.store_ties import StoreTies
from graph.ports import Store
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from policy.viewer import OPERATOR
from queries.network import Network
from tests.factories import records as make
from tests.factories.asking import experts, line, routes, talk
from tests.factories.network import KEYS, NOW


def asked_of(store: Store) -> Network:
    read_model = ReadModel(store, None, "test")
    ties = SnapshotTies(store, read_model)
    return Network(store, read_model, ties, KEYS, make.key("organization", "home"), lambda: NOW)


def test_defaults_budgets_and_rests_are_heard_on_every_store(store: Store) -> None:
    people = line(talk("bob"), make.decision("source/linkedin/DE", "off"), bob="alumnus")
    store.apply([make.organization(), make.installation(), *people])
    network = asked_of(store)
    assert (experts(network), routes(network, "cyd")) == ([], [])
    for number, (role, yes) in enumerate([("found", False), ("found", True), ("connect", True)]):
        act = Act(network, OPERATOR, f"{number}")
        change_default(act, role, "EXPERTISE", "ALUMNUS", yes, "agreed with the works council")
    assert decided_defaults(store) == {
        f"default/{role}/EXPERTISE/ALUMNUS": "yes" for role in ("connect", "found")
    }
    rested = make.preference("bob", rests=("2023-01-01/2023-12-31",), shown=("skills/employees",))
    store.apply([rested, make.budget("bob", "2024-05-20", "2024-05-21")])
    for each in (network, asked_of(store), replace(network, ties=StoreTies(store))):
        assert (experts(each), routes(each, "cyd")) == (["Bob"], ["Ada Bob Cyd"])
    store.apply([make.budget("bob", "2024-05-20", "2024-05-21", "2024-06-01")])
    for each in (network, asked_of(store), replace(network, ties=StoreTies(store))):
        assert (experts(each), routes(each, "cyd")) == ([], [])
