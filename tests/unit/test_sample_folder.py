"""A sample never harms files that are not its own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sample.company import write
from sample.errors import FolderInUse
from sample.folder import MARKER, Folder

TODAY = date(2025, 6, 2)


def test_a_folder_with_somebody_elses_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("mine")
    with pytest.raises(FolderInUse):
        write(tmp_path, 50, 1, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]
    assert (tmp_path / "people.csv").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FolderInUse):
        write(tmp_path / "out", 50, 1, TODAY)


def test_another_sample_takes_the_place_of_the_first_without_leftovers(tmp_path: Path) -> None:
    write(tmp_path / "a", 60, 1, TODAY)
    write(tmp_path / "a", 60, 2, TODAY)
    write(tmp_path / "b", 60, 2, TODAY)
    names = [sorted(path.name for path in (tmp_path / place).iterdir()) for place in ("a", "b")]
    assert names[0] == names[1]
    for name in ("people.csv", "ties.csv", MARKER, "questions.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_files_that_somebody_put_beside_a_sample_stay(tmp_path: Path) -> None:
    write(tmp_path, 60, 1, TODAY)
    (tmp_path / "notes.txt").write_text("mine")
    write(tmp_path, 60, 2, TODAY)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_that_could_not_be_finished_does_not_replace_the_old_one(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.table("ties.csv", ("a",), [("1",)])

    def broken() -> Iterator[tuple[str]]:
        yield ("half",)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        folder.table("ties.csv", ("a",), broken())
    assert (tmp_path / "ties.csv").read_text() == "a\n1\n"
    Folder(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [MARKER, "ties.csv"]
