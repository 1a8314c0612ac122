"""Every command that may name somebody, asked with everything that may hit who is hidden."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.factories.git_history import Made, make_repository
from tests.factories.hidden_people import NAMES, family

Arguments = tuple[str, ...]

NAMES_NOBODY: Final = {
    "kith init": "makes an empty network, and says the name of the company that it was given",
    "kith sample": "makes up a company and opens no network",
    "kith serve": "says where it listens; what is answered there are the routes",
}
"""Commands that are not walked."""

OF_THE_INSTALLATION: Final = {
    "kith rights": "requests are kept against the installation, whoever is hidden",
    "kith export": "tells where the copy is; what is in it is compared by itself",
    "kith erase": "likewise acts for the person",
    "kith token": "is refused to nobody whom the operator sees, and is drawn anew for each installation",
    "kith webhooks list": "is what the installation keeps sending to",
    "kith audit log": "is the record of who was named while they were not hidden: keys, no names",
    "kith audit verify": "counts revisions",
    "kith doctor": "counts what is stored",
    "kith retention": "counts what is stored",
    "kith introductions": "counts everybody's requests",
    "kith report introductions": "counts everybody's requests",
    "kith reports": "is the same for whoever asks; tests/integration/test_reports_hidden.py compares it",
    "kith outbox": "counts everybody's messages",
}
"""Commands that answer about all that is stored: without a name, but not as if the hidden were not there."""

_CONCEPT: Final = '<https://a.example/go> a skos:Concept ; skos:prefLabel "Go"@en .'

DESK: Final[tuple[Arguments, ...]] = (
    ("jobs",),
    ("jobs", "--first", "2"),
    ("quarantine",),
    ("quarantine", "--job", "job:shared"),
    ("decisions",),
    ("decisions", "--history", "retention/contacts"),
    ("rights",),
    ("rights", "--every"),
    ("report", "introductions"),
    ("report", "introductions", "--csv"),
    ("reports",),
    ("reports", "coverage"),
    ("reports", "bridges"),
    ("reports", "tours"),
    ("invitations",),
    ("invitations", "--state", "invited"),
    ("duplicates",),
    ("merges",),
    ("outbox",),
    ("introductions",),
    ("unanswered",),
    ("unanswered", "--days", "365"),
    ("webhooks", "list"),
    ("doctor",),
    ("retention", "--dry-run"),
    ("audit", "log"),
    ("audit", "verify"),
)
"""What the operator asks without naming anybody."""


def questions(names: Iterable[str], as_: str) -> Iterator[Arguments]:
    """`who-knows` and `paths`, as the operator ("") or as somebody, about and around these people."""
    who = ("--as", f"{as_}@example.com") if as_ else ()
    yield from (("who-knows", topic, *who) for topic in ("python", "pyhton", "programming"))
    yield from (("paths", "bob@example.com", to, *who) for to in ("Cyd", "person:eve", "lou@example.com"))
    yield "paths", "dan@example.com", "cyd@example.com", "--purpose", "EXPERTISE", "--every", *who
    for name in names:
        for topic in (f"{family(name)} craft", f"{family(name)} crafd", NAMES[name]):
            yield "who-knows", topic, *who
        spelled = (NAMES[name], NAMES[name][:-1], f"{name}@example.com", f"person:{name}")
        yield from (("paths", "bob@example.com", one, *who) for one in spelled)
        yield "paths", f"{name}@example.com", "cyd@example.com", "--max-hops", "4", *who
        yield "paths", f"{family(name)}-17".casefold(), "cyd@example.com", *who


def batches(names: Sequence[str], folder: Path) -> Iterator[Arguments]:
    """The same two questions, many at once."""
    topics, pairs = folder / "topics.txt", folder / "pairs.txt"
    topics.write_text("".join(f"{topic}\n" for name in names for topic in (family(name), NAMES[name])))
    pairs.write_text("".join(f"bob@example.com\t{name}@example.com\n" for name in names))
    yield "who-knows", "--batch", str(topics)
    yield "paths", "--batch", str(pairs)


def of_each(names: Iterable[str]) -> Iterator[Arguments]:
    """What the operator asks, or would have done, of one person or of something of theirs."""
    for name in names:
        yield "quarantine", "--job", f"job:of-{name}"
        yield "jobs", "--cancel", f"job:of-{name}"
        yield "token", "--as", f"{name}@example.com"
        yield "token", "--as", NAMES[name][:-1]
        yield "audit", "log", "--person", f"person:{name}"
        yield "webhooks", "add", "https://hook.example", "--as", f"{name}@example.com"
        yield "who-knows", "python", "--as", f"{name}@example.com"
        yield "rights", "--open", NAMES[name][:-1], "--right", "access"
        yield "exit", NAMES[name][:-1], "--last-day", "2024-07-01"
        yield "merge", "person:cyd", f"person:{name}", "--reason", "one person"
        yield "merge", NAMES[name][:-1], "person:cyd", "--reason", "one person"
        yield "unmerge", f"merge:{name}.{name}2"
        yield "erase", NAMES[name][:-1], "--yes"
        yield "export", "--as", NAMES[name][:-1], "--out", "nobody.zip"


def acts(folder: Path, names: Sequence[str] = ()) -> Iterator[Arguments]:
    """What changes something, done to others than the hidden; files have rows with almost these names too."""
    yield "decisions", "--set", "retention/contacts=12", "--reason", "agreed with all"
    yield "rights", "--open", "ada@example.com", "--right", "access"
    yield "rights", "--close", "rights:lia.1"
    yield "webhooks", "add", "https://hook.example", "--as", "bob@example.com"
    yield "webhooks", "remove", "webhook:lia"
    yield from (("ingest", *rest) for rest in _files(folder, names))
    yield "quarantine", "--retry"
    yield "introductions", "--settle"
    yield "outbox", "--send"
    yield ("retention",)
    yield "export", "--as", "ada@example.com", "--out", str(folder / "ada.zip")
    yield "token", "--as", "ada@example.com"
    yield "segment", "events", "--out", str(folder / "events.csv")
    yield "exit", "bob@example.com", "--last-day", "2024-07-01"
    yield "exit", "bob@example.com", "--cancel"
    yield "merge", "person:uma", "person:ute", "--reason", "one person"
    yield "unmerge", "merge:una.unity"
    yield "erase", "dan@example.com", "--yes"


def _files(folder: Path, names: Sequence[str]) -> Iterator[Arguments]:
    like = [NAMES[name][:-1] for name in names]
    rows = {
        "people": ["employee_id,name,email", "77,Bob,bob@example.com", "x,,no address"],
        "tours": [
            "person,kind,mission,start",
            "bob@example.com,rotational,maps,2023-01",
            *(f"{n},,x,2023" for n in like),
        ],
        "skills": [
            "person,skill,kind",
            "bob@example.com,python,declared",
            *(f"{n},go,declared" for n in like),
        ],
        "ties": ["person_a,person_b,kind", "bob@example.com,Cyd,team", *(f"{n},Cyd,team" for n in like)],
        "contacts": ["at,from,to,kind", "2024-01-01,bob@example.com,cyd@example.com,mail"],
        "preferences": ["person,do_not_contact", "eve@example.com,yes", *(f"{n},yes" for n in like)],
    }
    for kind, lines in rows.items():
        file = folder / f"{kind}.csv"
        file.write_text("".join(f"{line}\n" for line in lines))
        yield kind, str(file)
        yield kind, str(file), "--dry-run"
    connections = folder / "Connections.csv"
    heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    connections.write_text(
        f"{heading}\nEve,,https://www.linkedin.com/in/eve,eve@example.com,Acme,,01 Jan 2024\n"
    )
    yield "linkedin", str(connections), "--as", "ada@example.com"
    skos = folder / "skills.ttl"
    skos.write_text(f"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n{_CONCEPT}\n")
    yield "taxonomy", "skos", str(skos)
    yield "git", str(make_repository(folder / "code", [Made(files={"maps/a.py": "1"})]))


def command_of(arguments: Sequence[str]) -> str:
    """What is typed of a command before its arguments."""
    group = arguments[0] in ("ingest", "audit", "report", "segment", "webhooks")
    return " ".join(("kith", *arguments[: 2 if group else 1]))
