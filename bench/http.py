"""How long a whole request takes: warmPaths and whoKnows over HTTP, one after another, full answers.

python -m bench.http --url http://127.0.0.1:8000/graphql --token TOKEN QUESTIONS
Each line of QUESTIONS is `paths<TAB>person id` or `who-knows<TAB>topic`.
"""

import argparse
import http.client
import json
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PERSON = "{ id name status headline employments { title since until organization { name } } }"
DOCUMENTS = {
    "paths": (
        "query($q: ID!) { warmPaths(to: {person: $q}, purpose: RECRUITING) { asOf paths { strength warmth"
        f" hops {{ from {PERSON} to {PERSON} strength warmth reasons }} }} }} }}"
    ),
    "who-knows": (
        "query($q: String!) { whoKnows(about: $q) { near edges { score matched { label }"
        f" evidence {{ kind text at link }} node {PERSON} }} }} }}"
    ),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("questions", type=Path)
    options.add_argument("--url", default="http://127.0.0.1:8000/graphql")
    options.add_argument("--token", required=True)
    options.add_argument("--warm-up", type=int, default=5, help="questions of each kind that are not counted")
    given = options.parse_args()
    asked = [line.split("\t", 1) for line in given.questions.read_text().splitlines() if line.strip()]
    for kind, taken in measure(asked, given.url, given.token).items():
        report(kind, taken[given.warm_up :])


def measure(asked: list[list[Any]], url: str, token: str) -> dict[str, list[float]]:
    """Milliseconds of each question, by kind, over one connection."""
    place = urlsplit(url)
    kind_of = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    connection = kind_of(place.netloc, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    taken: dict[str, list[float]] = defaultdict(list)
    for kind, question in asked:
        body = json.dumps({"query": DOCUMENTS[kind], "variables": {"q": question}})
        begun = time.perf_counter()
        connection.request("POST", place.path, body, headers)
        response = connection.getresponse()
        answer = response.read()
        taken[kind].append((time.perf_counter() - begun) * 1000)
        if response.status != 200 or b'"errors"' in answer:
            raise SystemExit(f"{kind} {question!r}: {response.status} {answer[:500]!r}")
    return taken


def report(kind: str, taken: list[float]) -> None:
    if len(taken) < 2:
        raise SystemExit(f"{kind}: too few questions to say anything")
    cuts = statistics.quantiles(taken, n=20, method="inclusive")
    print(f"{kind}: {len(taken)} questions, p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms")


if __name__ == "__main__":
    main()
