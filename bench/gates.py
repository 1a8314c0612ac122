"""What the gates cost: the same questions, in turns, to a service with all gates and to one without any.

    python -m bench.gates --data DIR [--questions 300] [--turns 5] [--json]

Both services run as processes over the same data folder; each turn asks all questions of the one, then of
the other. Without gates means: everybody exists, is shown whole, may be found, reached and asked; no
audience, block, budget, rest, disclaimer or earlier request is heeded; nobody is noted as named. Prints the
50th and 95th percentile of each turn, and the ratio of the two services in the same turn.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from bench.http import measure
from bench.requests import KITH, kith, questions, serving
from cli.main import main as run_kith
from queries import heard, path_gates, sight, use_log, warm_paths, who_knows

OPEN = "--without-gates"


def _everybody(rows: Any, *_: Any) -> Any:
    return np.ones(len(rows), bool)


def _all_people(snapshot: Any, *_: Any) -> Any:
    return np.ones(len(snapshot.people.ids), bool)


def _whole(rows: Any, *_: Any) -> Any:
    return np.ones(len(rows))


def _whole_people(snapshot: Any, *_: Any) -> Any:
    return np.ones(len(snapshot.people.ids))


def _alive(snapshot: Any, *_: Any) -> Any:
    return snapshot.evidence.rows.rows["alive"]


def _open_gates(network: Any, viewer: Any, status: Any, purpose: str, graph: Any) -> path_gates.Gates:
    everybody = np.ones(len(graph.start), bool)
    return path_gates.Gates(everybody, everybody.copy(), {}, None, {})


def _no_extra(people: Any, *_: Any) -> dict[Any, int]:
    return {key: 0 for path in people for key in path[1:-1]}


WITHOUT: tuple[tuple[Any, str, Any], ...] = (
    (sight, "visible", _everybody),
    (sight, "allowed", _everybody),
    (sight, "shown", _everybody),
    (sight, "unspent", _whole),
    (sight, "decided_defaults", lambda _: {}),
    (warm_paths, "gates", _open_gates),
    (warm_paths, "staying_off", lambda *_: frozenset()),
    (warm_paths, "across_blocks", lambda *_: False),
    (warm_paths, "_refuse", lambda *_: False),
    (warm_paths, "extra_along", _no_extra),
    (who_knows, "telling_people", _all_people),
    (who_knows, "allowed_people", _all_people),
    (who_knows, "audible", _alive),
    (who_knows, "unspent_part", _whole_people),
    (who_knows, "rests_kept", lambda _: None),
    (who_knows, "disclaimed", lambda *_: []),
    (who_knows, "disclaimed_in_store", lambda *_: set()),
    (heard, "rests_kept", lambda _: None),
    (use_log.UseBuffer, "named", lambda *_: None),
)


def serve_without_gates() -> None:
    """What `kith serve` does, without gates."""
    for place, name, instead in WITHOUT:
        patch.object(place, name, instead).start()
    run_kith()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="a data folder that holds a company")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    viewer, listed = questions(asked.data, asked.questions, asked.seed)
    token = kith(asked.data, "token", "--as", viewer).strip().splitlines()[-1]
    bare = (sys.executable, "-m", "bench.gates", OPEN)
    turns: list[dict[str, Any]] = []
    with serving(asked.data) as (gated, _, _), serving(asked.data, bare) as (ungated, _, _):
        for url in (gated, ungated):
            measure(listed, url, token)
        for _ in range(asked.turns):
            taken = [measure(listed, url, token) for url in (gated, ungated)]
            turns.append({kind: _compared(taken[0][kind], taken[1][kind]) for kind in taken[0]})
    _print(turns, asked.json)


def _compared(gated: list[float], ungated: list[float]) -> dict[str, float]:
    """Percentiles in milliseconds, and the ratio of each."""
    found: dict[str, float] = {}
    for percent in (50, 95):
        one, other = float(np.percentile(gated, percent)), float(np.percentile(ungated, percent))
        found |= {f"p{percent}": one, f"p{percent} without": other, f"p{percent} ratio": one / other}
    return found


def _print(turns: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print(json.dumps(turns))
        return
    ratios: dict[tuple[str, str], list[float]] = defaultdict(list)
    for turn in turns:
        for kind, figures in turn.items():
            print(f"{kind:10} " + "  ".join(f"{name} {value:.2f}" for name, value in figures.items()))
            for percent in ("p50", "p95"):
                ratios[kind, percent].append(figures[f"{percent} ratio"])
    for (kind, percent), found in ratios.items():
        print(f"{kind} {percent}: median ratio {np.median(found):.2f}, worst {max(found):.2f}")


if __name__ == "__main__":
    if OPEN in sys.argv:
        sys.argv = [KITH, *sys.argv[sys.argv.index(OPEN) + 1 :]]
        serve_without_gates()
    else:
        main()
