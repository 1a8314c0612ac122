"""How fast records go into Neo4j through the store, against the bare driver, and how fast reads answer.

    python -m bench.stores_neo4j --records 200000 --batch 10000

The bare driver writes the same records in the same batches: the same properties (key and rev among
them), relationships, constraints and indexes, one transaction a batch, rows made beforehand. It
compares nothing, checks no reference, seals nothing. Both write to a wiped database, turn by turn.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any

from neo4j import Driver, GraphDatabase, ManagedTransaction

from bench.stores_sqlite import network
from graph.keys import Key, pair_beginning, pair_of
from graph.model import Record, Tie, references
from graph.stores.neo4j.forms import RECORD
from graph.stores.neo4j.store import Neo4jStore
from tests.servers.neo4j_server import Neo4jServer, running_neo4j

Rows = list[dict[str, Any]]
Load = dict[type[Record], Rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--batch", type=int, default=10_000, help="records a transaction")
    parser.add_argument("--turns", type=int, default=2, help="measured turns, behind one to warm up")
    asked = parser.parse_args()
    records = list(islice(network(seed=7), asked.records))
    with running_neo4j() as server:
        ratios = []
        for turn in range(asked.turns + 1):
            part = records if turn else records[: len(records) // 4]
            bare, ours = write_bare(server, part, asked.batch), write_ours(server, part, asked.batch)
            print(
                f"turn {turn}: bare {bare:,.0f}/s, store {ours:,.0f}/s, {ours / bare:.2f} of it", flush=True
            )
            if turn:
                ratios.append(ours / bare)
        print(f"the store writes at {statistics.median(ratios):.2f} of the bare rate (wanted: 0.6)")
        reads(server, records)


def write_ours(server: Neo4jServer, records: Sequence[Record], size: int) -> float:
    """Records a second through the store."""
    store = emptied(server)
    begun = time.perf_counter()
    for batch in batches(records, size):
        store.apply(batch)
    spent = time.perf_counter() - begun
    store.close()
    return len(records) / spent


def write_bare(server: Neo4jServer, records: Sequence[Record], size: int) -> float:
    """Records a second through the driver alone."""
    emptied(server).close()
    loads = [load(batch, number) for number, batch in enumerate(batches(records, size), start=1)]
    with driver(server) as bare, bare.session() as session:
        begun = time.perf_counter()
        for one in loads:
            session.execute_write(write_load, one)
        return len(records) / (time.perf_counter() - begun)


def write_load(tx: ManagedTransaction, rows: Load) -> None:
    for kind, some in rows.items():
        if kind.ENDS is None:
            tx.run(f"UNWIND $rows AS row CREATE (n:{kind.LABEL}:{RECORD}) SET n = row", rows=some).consume()
    for kind, some in rows.items():
        if kind.ENDS is None:
            for name, reference in references(kind).items():
                draw(tx, name, reference.relationship, some)
        else:
            a, b = kind.ENDS
            tx.run(
                f"""UNWIND $rows AS row
                    MATCH (a:{RECORD} {{key: row.{a}}}) MATCH (b:{RECORD} {{key: row.{b}}})
                    CREATE (a)-[n:{kind.LABEL}]->(b) SET n = row""",
                rows=some,
            ).consume()


def draw(tx: ManagedTransaction, name: str, drawn: str, rows: Rows) -> None:
    pairs = []
    for row in rows:
        to = row.get(name, [])
        pairs += [[row["key"], key] for key in ([to] if isinstance(to, str) else to)]
    if pairs:
        tx.run(
            f"""UNWIND $pairs AS p MATCH (n:{RECORD} {{key: p[0]}}) MATCH (t:{RECORD} {{key: p[1]}})
                CREATE (n)-[:{drawn}]->(t)""",
            pairs=pairs,
        ).consume()


def load(batch: Sequence[Record], revision: int) -> Load:
    rows: Load = {}
    for record in batch:
        row = {f.name: plain(getattr(record, f.name)) for f in fields(record)}
        unset = [name for name in references(type(record)) if row[name] == ""]
        rows.setdefault(type(record), []).append(
            {k: v for k, v in row.items() if k not in unset} | {"rev": revision}
        )
    return rows


def plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def batches(records: Sequence[Record], size: int) -> Iterator[Sequence[Record]]:
    return (records[start : start + size] for start in range(0, len(records), size))


def emptied(server: Neo4jServer) -> Neo4jStore:
    server.wipe(schema=True)
    return Neo4jStore(server.uri, server.user, server.password)


def driver(server: Neo4jServer) -> Driver:
    return GraphDatabase.driver(server.uri, auth=(server.user, server.password))


def reads(server: Neo4jServer, records: Sequence[Record]) -> None:
    """Medians and 95th percentiles over what the last turn left there."""
    draw_, store = random.Random(1), Neo4jStore(server.uri, server.user, server.password)
    keys = [record.key for record in records]
    ties = [record for record in records if isinstance(record, Tie)]
    people = [key for key in keys if key.startswith("person:")]
    around = len(store.adjacent(draw_.sample(people, 200), Tie).records)
    figures: dict[str, Callable[[], object]] = {
        "fetch 100": lambda: store.fetch(draw_.sample(keys, 100)),
        f"adjacent 200 (about {around})": lambda: store.adjacent(draw_.sample(people, 200), Tie),
        "scan 20 beginnings": lambda: store.scan(Tie, [beginning(tie) for tie in draw_.sample(ties, 20)]),
        "revision": store.revision,
    }
    for name, call in figures.items():
        spent = sorted(milliseconds(call) for _ in range(100))
        print(f"{name}: median {spent[50]:.1f} ms, 95th percentile {spent[95]:.1f} ms")
    store.close()


def beginning(tie: Tie) -> str:
    return pair_beginning("tie", *pair_of(Key(tie.key)))


def milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
