"""How fast warm paths are found, beside one weighted Cypher query on Neo4j over the same ties.

    python -m bench.paths_cypher --people 100000 --ties 1000000 --pairs 20 [--json]

Takes the Neo4j of the tests (NEO4J_URI: its database is wiped; else Docker, else Java and Maven).
Both are asked for the 5 best simple paths of at most 3 ties between the same pairs; their costs must
be equal. Wall time, for the work is done in another process.
"""

import argparse
import json
import time
from collections.abc import Sequence

import neo4j
import numpy as np
from numpy.typing import NDArray

from bench.paths import Pair, draw_costs, draw_ties, tie_graph
from graph.algorithms.best_paths import best_paths, compile_kernels
from graph.ports import TieGraph
from tests.servers.neo4j_server import running_neo4j

HOPS = 3
BATCH = 20_000
QUERY = f"""
MATCH p = (a:Person {{n: $source}})-[:KNOWS*1..{HOPS}]-(b:Person {{n: $target}})
WHERE all(x IN nodes(p)[1..-1] WHERE x <> a AND x <> b)
WITH p, reduce(cost = 0, r IN relationships(p) | cost + r.cost) AS cost
WHERE all(i IN range(0, size(nodes(p)) - 2) WHERE NOT nodes(p)[i] IN nodes(p)[i + 1..])
RETURN cost ORDER BY cost LIMIT $k
"""


def load(driver: neo4j.Driver, people: int, ties: NDArray[np.int64], costs: NDArray[np.int32]) -> None:
    driver.execute_query("CREATE CONSTRAINT person IF NOT EXISTS FOR (p:Person) REQUIRE p.n IS UNIQUE")
    for first in range(0, people, BATCH):
        numbers = list(range(first, min(first + BATCH, people)))
        driver.execute_query("UNWIND $numbers AS n CREATE (:Person {n: n})", numbers=numbers)
    for first in range(0, len(ties), BATCH):
        rows = [
            {"a": int(a), "b": int(b), "cost": int(cost)}
            for (a, b), cost in zip(ties[first : first + BATCH], costs[first : first + BATCH], strict=True)
        ]
        driver.execute_query(
            "UNWIND $rows AS row MATCH (a:Person {n: row.a}) MATCH (b:Person {n: row.b})"
            " CREATE (a)-[:KNOWS {cost: row.cost}]->(b)",
            rows=rows,
        )


def ask_neo4j(driver: neo4j.Driver, pairs: Sequence[Pair], k: int) -> tuple[list[list[int]], list[float]]:
    answers, took = [], []
    for source, target in pairs:
        began = time.perf_counter()
        found = driver.execute_query(QUERY, source=source, target=target, k=k)
        took.append((time.perf_counter() - began) * 1000)
        answers.append([record["cost"] for record in found.records])
    return answers, took


def ask_ours(graph: TieGraph, pairs: Sequence[Pair], k: int) -> tuple[list[list[int]], list[float]]:
    connect = np.ones(len(graph.rank), np.bool_)
    answers, took = [], []
    for source, target in pairs:
        began = time.perf_counter()
        found = best_paths(graph, source, target, hops=HOPS, k=k, connect=connect, every=True)
        took.append((time.perf_counter() - began) * 1000)
        answers.append([path.cost for path in found])
    return answers, took


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--ties", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("-k", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    ties = draw_ties(asked.people, asked.ties, rng)
    costs = draw_costs(asked.ties, 0, rng)
    graph = tie_graph(asked.people, ties, costs)
    tied = np.flatnonzero(graph.end - graph.start)
    pairs = [(int(a), int(b)) for a, b in rng.choice(tied, (asked.pairs + 1, 2))]
    compile_kernels()
    with running_neo4j() as server:
        server.wipe()
        with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
            load(driver, asked.people, ties, costs)
            theirs, neo4j_ms = ask_neo4j(driver, pairs, asked.k)
            ours, kith_ms = ask_ours(graph, pairs, asked.k)
        server.wipe()
    if theirs != ours:
        raise SystemExit("Neo4j finds other paths")
    found = {  # the first pair is a warm-up
        name: {"p50": float(np.percentile(ms[1:], 50)), "p95": float(np.percentile(ms[1:], 95))}
        for name, ms in (("neo4j", neo4j_ms), ("kith", kith_ms))
    }
    ratio = found["neo4j"]["p50"] / found["kith"]["p50"]
    if asked.json:
        print(json.dumps({**vars(asked), "milliseconds": found, "neo4j_ratio": ratio}))
        return
    for name, by in found.items():
        print(f"{name:6} p50 {by['p50']:10.3f} ms   p95 {by['p95']:10.3f} ms   ({len(pairs) - 1} pairs)")
    print(f"the Cypher query takes {ratio:,.0f} times as long (medians, same pairs)")


if __name__ == "__main__":
    main()
