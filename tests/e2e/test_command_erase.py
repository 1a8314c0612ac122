"""`kith export` and `kith erase`: nothing of the person is left in any file, whoever reads meanwhile."""

import shutil
import signal
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.identity.folding import fold
from graph.identity.names import name_key
from tests.e2e.shell import Kith
from tests.factories.people_file import row, write

GRACE = {
    "name": "Gräce Öldenburg-Hopper",
    "email": "grace.hopper@home.example",
    "personal_email": "amazing@navy.example",
    "linkedin_url": "https://www.linkedin.com/in/grace-oldenburg",
    "location": "Porthcurno",
}


def network(kith: Kith, people: int = 60) -> Kith:
    kith.well("init", "--organization", "Home")
    rows = [row(n) for n in range(people)] + [row(people, **GRACE)]
    kith.well("ingest", "people", write(kith.folder / "people.csv", rows))
    said = "person,skill,kind,text\n" + "".join(
        f"{person},Compilers,document,Compilers by {text}\n"
        for person, text in [
            ("grace.hopper@home.example", GRACE["name"]),
            ("E00001", GRACE["name"]),
            ("E00002", "Ann"),
        ]
    )
    kith.well("ingest", "skills", kith.write("skills.csv", said))
    bad = "person_a,person_b\nGrace.Hopper@home.example,nobody@home.example\n"
    assert kith("ingest", "ties", kith.write("ties.csv", bad)).code == 1
    kith.well("who-knows", "compilers")  # the read model is saved
    return kith


def left_in(folder: Path) -> list[tuple[str, bytes]]:
    """Files that hold the person in any spelling."""
    texts = [*GRACE.values(), "in/grace-oldenburg"]
    forms = {f(t) for t in texts for f in (str, str.lower, str.upper, str.casefold, fold, name_key)} - {""}
    needles = {form.encode(codec) for form in forms for codec in ("utf-8", "utf-16-le")}
    needles |= {form.encode("unicode_escape").replace(b"\\x", b"\\u00") for form in forms}
    files = [path for path in folder.rglob("*") if path.is_file()]
    contents = [(path, path.read_bytes()) for path in files]
    return [(path.name, n) for path, content in contents for n in needles if n in content]


def test_nothing_of_an_erased_person_is_in_any_file(kith: Kith) -> None:
    network(kith)
    assert left_in(kith.path)
    ran = kith.well("erase", "--as", "GRACE.hopper@home.example", "--yes", "--json")
    assert ran.json["erased"].startswith("person:")
    assert left_in(kith.path) == []
    assert kith("who-knows", "compilers", "--json").json["experts"]
    kith("ingest", "people", kith.folder / "people.csv")
    kith("ingest", "skills", kith.folder / "skills.csv")
    kith("ingest", "ties", kith.folder / "ties.csv")
    assert left_in(kith.path) == []
    assert "1 people erased" in kith.well("doctor").out


def test_a_reader_is_waited_for(kith: Kith) -> None:
    network(kith)
    with (
        reading(kith.path / "kith.sqlite") as let_go,
        kith.started("erase", GRACE["email"], "--yes") as erasing,
    ):
        time.sleep(4)
        assert erasing.poll() is None  # the reader still needs what was there
        let_go()
        assert erasing.wait(60) == 0
    assert left_in(kith.path) == []


@contextmanager
def reading(path: Path) -> Iterator[Callable[[], None]]:
    """A read transaction on the file until it lets go."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM record").fetchone()
    try:
        yield connection.close
    finally:
        connection.close()


@pytest.mark.parametrize("delay", [0.6, 0.9, 1.2])
def test_an_erasure_that_is_killed_is_finished_by_the_next_command(kith: Kith, delay: float) -> None:
    network(kith)
    with kith.started("erase", GRACE["email"], "--yes") as erasing:
        time.sleep(delay)
        erasing.send_signal(signal.SIGKILL)
    if kith("erase", GRACE["email"], "--yes").code == 1:  # nobody of that address: it was far enough
        kith.well("doctor")
    assert left_in(kith.path) == []


def test_an_older_copy_that_is_restored_forgets_again(kith: Kith) -> None:
    network(kith)
    shutil.copy(kith.path / "kith.sqlite", kith.folder / "copy")
    models = kith.folder / "models"
    shutil.copytree(kith.path / "read-models", models)
    kith.well("erase", GRACE["email"], "--yes")
    for leftover in kith.path.glob("kith.sqlite-*"):
        leftover.unlink()
    shutil.move(kith.folder / "copy", kith.path / "kith.sqlite")
    shutil.rmtree(kith.path / "read-models")
    shutil.move(models, kith.path / "read-models")
    assert left_in(kith.path)
    assert "were back, from an older copy" in kith.well("doctor").out
    assert left_in(kith.path) == []


def test_a_copy_is_written_for_its_person_alone(kith: Kith) -> None:
    network(kith)
    kith.well("export", "--as", GRACE["email"], "--out", "grace.zip")
    path = kith.folder / "grace.zip"
    assert path.stat().st_mode & 0o077 == 0
    assert b"amazing@navy.example" in zipfile.ZipFile(path).read("about-me.json")


def test_it_asks_before_it_erases_and_says_who_it_needs(kith: Kith) -> None:
    network(kith)
    assert kith("erase", GRACE["email"], stdin="n\n").code != 0
    assert kith("erase").code == 2
    assert left_in(kith.path)
