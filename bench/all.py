"""Every measurement that needs nothing but this machine, one after another: `make bench`.

    python -m bench.all [--quick]

--quick takes small sizes, to see that all of it runs. Quality on git histories and mail archives needs
data of your own: see docs/benchmarks.md.
"""

import argparse
import subprocess
import sys
import time

FULL = (
    ("bench.paths", "--people", "100000", "--ties", "1000000"),
    ("bench.paths_cypher", "--people", "100000", "--ties", "1000000", "--pairs", "10"),
    ("bench.stores_sqlite", "--until", "1000000"),
    ("bench.stores_neo4j", "--records", "200000"),
    ("bench.ingest", "--people", "100000"),
    ("bench.requests", "--people", "100000"),
    ("bench.tour_matches", "--people", "100000"),
    ("bench.rehire", "--alumni", "100000"),
)
QUICK = (
    ("bench.paths", "--people", "2000", "--ties", "20000", "--pairs", "50", "--networkx-pairs", "1"),
    ("bench.paths_cypher", "--people", "2000", "--ties", "10000", "--pairs", "3"),
    ("bench.stores_sqlite", "--until", "20000"),
    ("bench.stores_neo4j", "--records", "10000"),
    ("bench.ingest", "--people", "1000"),
    ("bench.requests", "--people", "1000"),
    ("bench.tour_matches", "--people", "1000", "--offers", "20", "--asked", "20"),
    ("bench.rehire", "--alumni", "1000", "--questions", "10"),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    failed = []
    for module, *arguments in QUICK if parser.parse_args().quick else FULL:
        print(f"== python -m {module} {' '.join(arguments)}", flush=True)
        began = time.monotonic()
        if subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode:
            failed.append(module)
        print(f"   ({time.monotonic() - began:.0f} s)\n", flush=True)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
