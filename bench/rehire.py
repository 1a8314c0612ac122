"""How long rehireCandidates takes over 100,000 alumni, over HTTP, with the warmth of paths from who asks.

    python -m bench.rehire --alumni 100000 [--data DIR | --keep DIR] [--json]

Makes a company whose people have left and may be found (bench.alumni; or takes a data folder that holds one;
with --keep it is made once), starts `kith serve`, and asks for candidates for roles with a title, a text and
skills, one after another, with full answers: 20 candidates each, with reasons, facts and paths.

In the same run, the kernel that finds how warm the best path to everybody is, beside the single-source
Dijkstra of igraph and of NetworkX on the same ties. These two have no limit of hops, no gates and nothing
that connectors cost extra; where the best of all paths has few enough ties it must cost the same.
"""

import argparse
import json
import random
import time
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

import igraph
import networkx as nx
import numpy as np
from numpy.typing import NDArray

from bench.alumni import NOW, SKILLS, WORDS
from bench.alumni import main as fill
from bench.http import DOCUMENTS, PERSON, measure
from bench.requests import kith, processor_ms, resident_mb, serving
from graph.algorithms.best_paths import UNREACHED, compile_kernels, strongest_from
from graph.dates import day_number
from graph.ports import TieGraph
from graph.snapshot.tie_source import shared_graph
from policy.gates import Status, statuses
from service.opening import open_service
from service.settings import Settings

KIND = "rehire"
DOCUMENTS[KIND] = (
    "query($q: RoleInput!) { rehireCandidates(role: $q) { refusal { message } edges { score sameAs"
    " reasons { component weight words facts { text source lastConfirmed } }"
    f" path {{ strength warmth hops {{ from {{ id name }} to {{ id name }} warmth reasons }} }} node {PERSON}"
    " } } }"
)


def company(kept: Path | None, scratch: Path, alumni: int) -> Path:
    folder = (kept or scratch) / f"alumni-{alumni}"
    if not folder.exists():
        begun = folder.with_suffix(".part")  # what breaks off is not taken for a company
        rmtree(begun, ignore_errors=True)
        fill(begun, alumni)
        begun.rename(folder)
    return folder


def roles(count: int, dice: random.Random) -> list[list[Any]]:
    """Roles as recruiters write them."""
    return [
        [
            KIND,
            {
                "title": f"{dice.choice(WORDS)} engineer",
                "text": f"You will work on {' and '.join(dice.sample(SKILLS, 2))}.",
                "anyOf": dice.sample(SKILLS, 2),
                "noneOf": dice.sample(SKILLS, 1),
            },
        ]
        for _ in range(count)
    ]


def ties_of(data: Path) -> tuple[TieGraph, list[str], list[int]]:
    """The shared ties as they are searched, and some employees: ids and numbers."""
    service = open_service(Settings(data=data, now=NOW))
    snapshot = service.network.read_model.current()
    day = day_number(service.today())
    graph = shared_graph(snapshot, "RECRUITING", day)
    here = np.flatnonzero(statuses(snapshot.people.standing.rows, day) == Status.EMPLOYEE)
    numbers = random.Random(1).sample(here.tolist(), 20)
    askers = [str(snapshot.people.ids.key(number)) for number in numbers]
    service.close()
    return graph, askers, numbers


def beside(graph: TieGraph, sources: list[int], of_networkx: int) -> dict[str, float]:
    """Milliseconds of processor time for one asker, ours and theirs. Raises ValueError when they disagree."""
    compile_kernels()
    n = len(graph.start)
    everybody = np.ones(n, np.bool_)
    lengths = graph.end - graph.start
    one = np.repeat(np.arange(n), lengths)
    place = np.concatenate([np.arange(a, b) for a, b in zip(graph.start, graph.end, strict=True)])
    other, cost = graph.neighbors[place], graph.costs[place]
    once = one < other
    theirs = igraph.Graph(n=n, edges=np.stack([one[once], other[once]], axis=1).tolist())
    theirs.es["weight"] = weights = cost[once].tolist()
    drawn: nx.Graph[int] = nx.Graph()
    drawn.add_weighted_edges_from(zip(one[once].tolist(), other[once].tolist(), weights, strict=True))
    found: dict[str, list[float]] = {"ours, 3 hops": [], "ours, 4 hops": [], "igraph": [], "NetworkX": []}
    for number, source in enumerate(sources):
        ours = {}
        for hops in (3, 4):
            began = time.thread_time()
            ours[hops] = strongest_from(graph, source, hops, everybody)
            found[f"ours, {hops} hops"].append((time.thread_time() - began) * 1000)
        began = time.thread_time()
        distances = theirs.distances(source=source, weights="weight")[0]
        found["igraph"].append((time.thread_time() - began) * 1000)
        check(ours[4], np.array(distances))
        if number < of_networkx:
            began = time.thread_time()
            nx.single_source_dijkstra_path_length(drawn, source)
            found["NetworkX"].append((time.thread_time() - began) * 1000)
    return {name: float(np.median(taken)) for name, taken in found.items() if taken}


def check(ours: NDArray[np.int64], theirs: NDArray[np.float64]) -> None:
    """No path of a few ties is cheaper than the best of all, and many are that one."""
    reached = ours != UNREACHED
    if (ours[reached] < theirs[reached]).any() or not (ours[reached] == theirs[reached]).any():
        raise ValueError("igraph finds other costs")


def asked_over_http(data: Path, askers: list[str], count: int, seed: int) -> dict[str, float]:
    listed = roles(count, random.Random(seed))
    taken: list[float] = []
    with serving(data) as (url, start, process):
        tokens = [
            kith(data, "token", "--as", asker, "--role", "recruiter").strip().splitlines()[-1]
            for asker in askers[:4]
        ]
        measure(listed[:5], url, tokens[0])
        before = processor_ms(process)
        for number, token in enumerate(tokens):
            taken += measure(listed[number :: len(tokens)], url, token)[KIND]
        used = (processor_ms(process) - before) / len(taken)
        p50, p95 = np.percentile(taken, [50, 95])
        return {
            "start seconds": start,
            "rehireCandidates p50 ms": float(p50),
            "rehireCandidates p95 ms": float(p95),
            "processor ms a request": used,
            "resident MB": resident_mb(process),
        }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--alumni", type=int, default=100_000)
    held = parser.add_mutually_exclusive_group()
    held.add_argument("--data", type=Path, help="a data folder that bench.alumni has made")
    held.add_argument("--keep", type=Path, help="where the company is kept and found again")
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--networkx-sources", type=int, default=2, help="0 leaves NetworkX out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch:
        data = asked.data or company(asked.keep, Path(scratch), asked.alumni)
        graph, askers, numbers = ties_of(data)
        found = beside(graph, numbers, asked.networkx_sources)
        ours = found["ours, 3 hops"]
        ratios = {f"{name} to ours": found[name] / ours for name in ("igraph", "NetworkX") if name in found}
        figures = asked_over_http(data, askers, asked.questions, asked.seed)
    every = {**{f"{name} ms": taken for name, taken in found.items()}, **ratios, **figures}
    if asked.json:
        print(json.dumps({**{k: str(v) for k, v in vars(asked).items()}, **every}))
        return
    for name, value in every.items():
        print(f"{name:28} {value:10.2f}")


if __name__ == "__main__":
    main()
