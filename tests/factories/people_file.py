"""people.csv files for tests."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

COLUMNS = (
    "employee_id",
    "name",
    "email",
    "personal_email",
    "title",
    "department",
    "location",
    "manager_id",
    "start_date",
    "end_date",
    "linkedin_url",
    "phone",
    "organization",
)


def row(number: int, **given: str) -> dict[str, str]:
    """Employee `number`; what is not given is plausible or empty."""
    plain = {
        "employee_id": f"E{number:05}",
        "name": f"Ann {_word(number)}",
        "email": f"ann.{number}@home.example",
        "title": "Engineer",
        "department": f"Department {number % 7}",
        "start_date": f"20{10 + number % 10}-0{1 + number % 9}-11",
    }
    return plain | given


def write(path: Path, rows: Iterable[dict[str, str]], columns: Sequence[str] = COLUMNS) -> Path:
    """A file with these rows at `path`."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def company(people: int) -> list[dict[str, str]]:
    """Rows with managers further up and further down, leavers, and a few that cannot be taken in."""
    rows = [
        row(
            number,
            manager_id=f"E{(number * 7 + 3) % people:05}",
            end_date="2023-01-01" if number % 6 == 0 else "",
            personal_email=f"ann{number}@mail.example" if number % 3 == 0 else "",
            linkedin_url=f"https://www.linkedin.com/in/Ann-{number}/" if number % 2 else "",
            phone=f"+49 30 {1000000 + number}" if number % 4 == 0 else "",
        )
        for number in range(people)
    ]
    for number in range(9, people, 50):
        rows[number]["start_date"] = "2019-02-30"
    for number in range(14, people, 60):
        rows[number]["manager_id"] = "nobody"
    return rows


def _word(number: int) -> str:
    letters = ""
    while True:
        number, letter = divmod(number, 20)
        letters = "abdefghijklmnoprstuw"[letter] + letters
        if not number:
            return f"{letters}a".capitalize()
