"""How well the strength of a tie before a day tells who will be in contact after it.

    python -m bench.tie_strength CONTACTS.csv --cut 2001-01-01 --cut 2001-07-01 [--json]

CONTACTS.csv has the columns of `kith ingest contacts` (at, from, to, kind). For each cut: pairs with
contact before it; truth is contact in the half year after it. AUC of kith's strength beside the count of
contacts and the day of the last one; for pairs whose contact went both ways (what kith calls a tie), and
for all.
"""

import argparse
import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.tie_strength import AMOUNTS, amounts, strengths
from graph.dates import day_number
from graph.keys import Key
from graph.model import Contact

HORIZON = timedelta(days=182)
MOST_RECIPIENTS = 15


def contacts_in(path: Path) -> list[Contact]:
    found = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            sender = row["from"].strip().lower()
            others = {to.strip().lower() for to in row["to"].split(";")} - {sender, ""}
            if not others or len(others) > MOST_RECIPIENTS:
                continue
            for other in others:
                key = Key(f"contact:{row['at']}.{sender}.{other}")
                found[key] = Contact(
                    key=key,
                    sender=Key(sender),
                    recipient=Key(other),
                    contact_kind=row["kind"].strip() or "mail",
                    at=row["at"][:10],
                    weight=1 / len(others),
                    source="bench",
                )
    return list(found.values())


def auc(score: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The odds that a pair with later contact is put before one without; ties count half."""
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    good, bad = int(truth.sum()), int((~truth).sum())
    return float((rank[truth].sum() - good * (good + 1) / 2) / (good * bad))


def evaluate(contacts: list[Contact], cut: date) -> dict[str, dict[str, float]]:
    before: dict[tuple[Key, Key], list[Contact]] = defaultdict(list)
    after = set()
    for contact in contacts:
        pair = tuple(sorted((contact.sender, contact.recipient)))
        at = date.fromisoformat(contact.at)
        if at < cut:
            before[pair].append(contact)  # type: ignore[index]  # two sorted
        elif at < cut + HORIZON:
            after.add(pair)
    pairs = sorted(before)
    truth = np.array([pair in after for pair in pairs])
    sums = np.array([amounts([], before[pair]) for pair in pairs], AMOUNTS)
    scores = {
        "kith": strengths(sums, "RECRUITING", day_number(cut)),
        "count": np.array([len(before[pair]) for pair in pairs], float),
        "last contact": np.array(
            [max(day_number(date.fromisoformat(c.at)) for c in before[pair]) for pair in pairs], float
        ),
    }
    results = {}
    for name, chosen in (("both ways", sums["known"]), ("all", np.ones(len(pairs), bool))):
        results[name] = {"pairs": float(chosen.sum()), "later contact": float(truth[chosen].mean())}
        results[name] |= {by: auc(score[chosen], truth[chosen]) for by, score in scores.items()}
    return results


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("contacts", type=Path)
    parser.add_argument("--cut", action="append", type=date.fromisoformat, required=True)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    contacts = contacts_in(arguments.contacts)
    for cut in arguments.cut:
        found = evaluate(contacts, cut)
        if arguments.json:
            print(json.dumps({"cut": cut.isoformat(), "auc": found}))
            continue
        for name, by in found.items():
            print(f"{cut} {name:9} " + "  ".join(f"{key} {value:.3f}" for key, value in by.items()))


if __name__ == "__main__":
    main()
