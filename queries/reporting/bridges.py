"""Bridges between departments and companies: which groups stand between others, and what joins them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from queries.reporting.groups import COMPANY, Group, Groups, contracted
from queries.reporting.report import Asked, Report, Row

# What it needs to work is imported when it works: nobody else waits for NetworkX.
if TYPE_CHECKING:
    import networkx as nx

NAME: Final = "bridges"
TITLE: Final = "Bridges between departments and companies"
NOTE: Final = (
    "Groups of five people or more, and between which of them at least five people on each side know somebody"
    " on the other. Betweenness is the part of the shortest ways between others that lead through a group;"
    " groups of one community know each other best. A bridge is a tie without which two parts would be apart."
)

STRONGEST: Final = 10
"""Ways lead along the strongest ties of each group, so many."""

TIES: Final = 200
"""So many ties between a department and a company are listed at most, the strongest."""

_SEED: Final = 1


def bridges(asked: Asked) -> Report:
    """Groups by betweenness, then the ties that join departments and companies.

    Everything follows from the bands of groups and ties. O(ties), and at most 200 x 2,000 steps on groups.
    """
    import networkx as nx

    asked.progress("groups")
    found = contracted(asked)
    asked.progress("ways between them")
    graph = _graph(found)
    ways = nx.betweenness_centrality(_backbone(graph), weight="distance")
    community = _communities(graph)
    rows = [
        Row((group.what, group.name, ""), (group.people, round(ways[number], 3), community[number]))
        for number, group in enumerate(found.groups)
    ]
    rows.sort(key=lambda row: (-(row.values[1] or 0), row.labels))
    return Report(
        NAME,
        asked.day.isoformat(),
        ("what", "name", "and"),
        ("people", "betweenness", "community"),
        (*rows, *_joining(found, graph)),
    )


def _graph(found: Groups) -> nx.Graph[int]:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(found.groups)))
    for (one, other), people in found.ties.items():
        graph.add_edge(one, other, people=people, distance=1 / people)
    return graph


def _backbone(graph: nx.Graph[int]) -> nx.Graph[int]:
    """The graph with the strongest ties of each group alone."""
    import networkx as nx

    kept: nx.Graph[int] = nx.Graph()
    kept.add_nodes_from(graph)
    for node in graph:
        ties = sorted(graph.edges(node, data=True), key=lambda tie: (-tie[2]["people"], tie[1]))
        kept.add_edges_from(ties[:STRONGEST])
    return kept


def _communities(graph: nx.Graph[int]) -> dict[int, int]:
    """By group, the number of its community: 1 is the largest."""
    import networkx as nx

    if not graph.number_of_edges():
        return {node: number for number, node in enumerate(graph, 1)}
    found = nx.community.louvain_communities(graph, weight="people", seed=_SEED)
    found = sorted(found, key=lambda members: (-len(members), min(members)))
    return {node: number for number, members in enumerate(found, 1) for node in members}


def _joining(found: Groups, graph: nx.Graph[int]) -> list[Row]:
    """Ties between a department and a company, the bridges first."""
    import networkx as nx

    alone: set[frozenset[int]] = {frozenset(tie) for tie in _pairs(nx.bridges(graph))}
    rows = []
    for (one, other), people in found.ties.items():
        ends = sorted((found.groups[one], found.groups[other]), key=_departments_first)
        if ends[0].what != ends[1].what:
            what = "bridge" if frozenset((one, other)) in alone else "tie"
            rows.append(Row((what, ends[0].name, ends[1].name), (people, None, None)))
    rows.sort(key=lambda row: (row.labels[0] != "bridge", -(row.values[0] or 0), row.labels))
    return rows[:TIES]


def _pairs(ties: Any) -> list[tuple[int, int]]:
    return list(ties)


def _departments_first(group: Group) -> bool:
    return group.what == COMPANY
