"""What is no export of a LinkedIn account, or a dangerous one, is refused."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from graph.keys import Key
from ingest.source import BadSource, WrongSource
from ingest.sources.linkedin import archive, linkedin_source
from tests.factories.ingest_network import Network
from tests.factories.linkedin_export import (
    BEA,
    CAL,
    HEADER,
    MESSAGES,
    WHOLE,
    connections,
    export,
)


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


@pytest.fixture
def ann(network: Network) -> Key:
    return network.employee("ann@home.org", "Ann Lee")


@pytest.mark.parametrize(
    "text", ["employee_id,name,email\n1,Ann,ann@x.org\n", "Name\nPython\n", "just words\n", MESSAGES]
)
def test_another_kind_of_file_is_refused(ann: Key, tmp_path: Path, text: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text)
    with pytest.raises(WrongSource):
        linkedin_source(path, owner=ann)
    with pytest.raises(WrongSource):
        linkedin_source(export(tmp_path, {"people.csv": text}), owner=ann)


def test_two_files_of_a_kind_are_refused(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"2023.csv": HEADER + BEA, "2024.csv": HEADER + CAL})
    with pytest.raises(WrongSource, match=r"2023\.csv and 2024\.csv"):
        linkedin_source(path, owner=ann)


@pytest.mark.parametrize("keep", [0, 3, 40, 400, -1, -30])
def test_a_truncated_archive_says_so(ann: Key, tmp_path: Path, keep: int) -> None:
    path = export(tmp_path, WHOLE)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(BadSource, match=r"export\.zip: the archive is damaged or incomplete"):
        linkedin_source(path, owner=ann)


def test_damage_inside_an_archive_is_met_before_anything_is_written(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"Connections.csv": HEADER + BEA + CAL * 500})
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises((BadSource, WrongSource)):
        linkedin_source(path, owner=ann)


@pytest.mark.parametrize(
    "name", ["../Connections.csv", "/etc/Connections.csv", "a\\..\\..\\x.csv", "C:\\x.csv"]
)
def test_an_archive_that_reaches_outside_is_refused(ann: Key, tmp_path: Path, name: str) -> None:
    path = export(tmp_path, {name: HEADER + BEA})
    with pytest.raises(BadSource, match="outside of itself"):
        linkedin_source(path, owner=ann)


def test_an_encrypted_archive_is_refused(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"Connections.csv": HEADER + BEA})
    content = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + offset] |= 1
    path.write_bytes(content)
    with pytest.raises(BadSource, match=r"Connections\.csv is encrypted"):
        linkedin_source(path, owner=ann)


def test_an_archive_that_explodes_is_refused(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"Connections.csv": HEADER + BEA + "\n" * 3_000_000})
    assert path.stat().st_size < 20_000
    with pytest.raises(BadSource, match="200 times larger"):
        linkedin_source(path, owner=ann)


def test_a_size_that_lies_is_no_way_around(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"Connections.csv": HEADER + BEA + "\n" * 3_000_000})
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 24  # the size that the list states
    content[place : place + 4] = (5_000).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(BadSource, match="damaged"):
        linkedin_source(path, owner=ann)


def test_a_link_in_an_archive_is_not_followed(ann: Key, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    link = zipfile.ZipInfo("Connections.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as written:
        written.writestr(link, "/etc/passwd")
    with pytest.raises(WrongSource):
        linkedin_source(path, owner=ann)


def test_a_link_in_a_folder_is_not_followed(ann: Key, tmp_path: Path) -> None:
    real = connections(tmp_path, BEA)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "Connections.csv").symlink_to(real)
    with pytest.raises(WrongSource):
        linkedin_source(tmp_path / "folder", owner=ann)


def test_a_table_within_an_archive_within_an_archive_is_not_looked_for(ann: Key, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as written:
        written.writestr("Connections.csv", HEADER + BEA)
    path = tmp_path / "outer.zip"
    with zipfile.ZipFile(path, "w") as written:
        written.writestr("inner.zip", inner.getvalue())
    with pytest.raises(WrongSource):
        linkedin_source(path, owner=ann)


@pytest.mark.parametrize("missing", ["nowhere.csv", "nowhere.zip"])
def test_a_file_that_is_not_there_says_so(ann: Key, tmp_path: Path, missing: str) -> None:
    with pytest.raises(BadSource, match="no such file"):
        linkedin_source(tmp_path / missing, owner=ann)


def test_reading_an_archive_leaves_nothing_on_disk_and_nothing_open(
    network: Network, ann: Key, tmp_path: Path
) -> None:
    path = export(tmp_path, WHOLE)
    before = set(tmp_path.rglob("*"))
    network.ingest(linkedin_source(path, owner=ann))
    assert {place for place in tmp_path.rglob("*") if "locks" not in place.parts} == before - {
        tmp_path / "locks"
    }
    assert archive.is_archive(path)
