"""Who plays in the pages of the demo: who asks, who introduces them, and who knows; and about what.

    python sample/demo_people.py .venv/bin/kith sample-data/questions.json

Prints a topic, and addresses with commas between, as KITH_DEMO_PEOPLE has them. The first asks, of whom the
second is the only one between them and the third, who knows about the topic. Behind them come somebody
who left, a recruiter, and who runs the network.
"""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

MADE_UP = ".example"


def asked(kith: str, *arguments: str, lines: str = "") -> list[dict[str, Any]]:
    """What the command answers, a line each."""
    done = subprocess.run(
        [kith, "--json", *arguments], input=lines, stdout=subprocess.PIPE, check=False, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def address(person: dict[str, Any]) -> str:
    """An address at the company, "" without one."""
    return next((email for email in person["emails"] if email.endswith(MADE_UP)), "")


def play(kith: str, asker: str, topic: str) -> tuple[str, ...]:
    """The three, when the best path to one of the experts on `topic` leads through one person."""
    experts = [address(one) for found in asked(kith, "who-knows", topic) for one in found["experts"]]
    questions = "".join(f"{asker}\t{expert}\n" for expert in experts if expert)
    arguments = ("paths", "--batch", "-", "--purpose", "EXPERTISE", "--first", "1")
    for answer in asked(kith, *arguments, lines=questions):
        for path in answer["paths"]:
            people = [address(person) for person in path["people"]]
            if len(people) == 3 and all(people):
                return tuple(people)
    return ()


def others(folder: Path, taken: tuple[str, ...]) -> list[str]:
    """An alumna who said yes to more than most, two employees with roles; as far as the files have them."""
    said = {row["person"]: row["allow"].count(";") for row in rows(folder, "preferences")}
    people = [row for row in rows(folder, "people") if row["email"].endswith(MADE_UP)]
    alumni = [row["email"] for row in people if row["employee_id"] and row["end_date"]]
    alumni = sorted((mail for mail in alumni if mail in said), key=lambda mail: -said[mail])
    free = [row["email"] for row in people if row["employee_id"] and not row["end_date"]]
    roles = ("recruiter+hr_partner", "network_admin+privacy_officer")
    working = [mail for mail in free if mail not in taken and mail not in said]
    return alumni[:1] + [f"{mail}={role}" for mail, role in zip(working, roles, strict=False)]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """A table of the sample."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Try the topics in their order, with the person who asks for paths."""
    kith, file = sys.argv[1:3]
    questions = [question["arguments"] for question in json.loads(Path(file).read_text())]
    askers = [arguments[1] for arguments in questions if arguments[0] == "paths"]
    topics = [arguments[1] for arguments in questions if arguments[0] == "who-knows"]
    for asker in askers:
        for topic in topics:
            people = play(kith, asker, topic)
            if people:
                print(topic)
                print(",".join((*people, *others(Path(file).parent, people))))
                return


if __name__ == "__main__":
    main()
