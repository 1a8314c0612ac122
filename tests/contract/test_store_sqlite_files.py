import os
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.model import Person
from graph.ports import Deletion
from graph.stores.records import encode
from graph.stores.seal import FIRST_DIGEST, FIRST_SEAL, chain, content_digest, weight
from graph.stores.sqlite.lock import WriteLock
from graph.stores.sqlite.store import SqliteStore
from tests.factories import records as a

ADA = a.key("person", "ada")
SECRET = "Zwetschgenkuchenrezept"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "kith.sqlite"


@contextmanager
def as_nobody_special():
    """Root may write anywhere; as somebody else, a folder can be read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def frozen(folder: Path):
    """Nobody but root may change anything in the folder."""
    folder.chmod(0o555)
    for file in folder.iterdir():
        file.chmod(0o444)
    with as_nobody_special():
        yield
    folder.chmod(0o755)
    for file in folder.iterdir():
        file.chmod(0o644)


@pytest.fixture
def shared_path():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name) / "data" / "kith.sqlite"


def in_any_file(folder: Path, text: str) -> list[str]:
    return [file.name for file in folder.iterdir() if text.encode() in file.read_bytes()]


def test_a_folder_that_cannot_be_written_to_can_be_read(shared_path):
    with closing(SqliteStore(shared_path)) as store:
        store.apply([a.person("ada")])
    with frozen(shared_path.parent):
        store = SqliteStore(shared_path)
        assert store.fetch([ADA]).found[ADA].record == a.person("ada")
        with pytest.raises(StoreUnavailable):
            store.apply([a.person("bob")])
        assert store.revision() == 1
    with closing(SqliteStore(shared_path)) as writer:
        writer.apply([a.person("bob")])
        assert store.revision() == 2, "a reader of a frozen folder goes on after it thaws"
    store.close()


def test_unfinished_writes_in_a_folder_that_cannot_be_written_to_are_told(shared_path):
    with closing(SqliteStore(shared_path)) as store:
        store.apply([a.person("ada")])
        log = shared_path.with_name("kith.sqlite-wal")
        kept = {file: file.read_bytes() for file in (shared_path, log)}
    for file, content in kept.items():
        file.write_bytes(content)
    with frozen(shared_path.parent), pytest.raises(StoreUnavailable) as caught:
        SqliteStore(shared_path)
    assert "unfinished writes" in caught.value.reason
    with closing(SqliteStore(shared_path)) as store:
        assert store.revision() == 1


@pytest.mark.parametrize("times", [1, 300], ids=["within a page", "over many pages"])
def test_deleted_and_replaced_text_is_in_no_file_once_the_log_is_empty(path, times):
    text = SECRET * times
    with closing(SqliteStore(path)) as store:
        store.apply([a.person("ada", headline=text), a.person("bob", headline=text), a.skill("x", uri=text)])
        store.apply([a.person(f"p{n}") for n in range(200)])
        assert store.scrub()
        assert in_any_file(path.parent, SECRET) == ["kith.sqlite"]
        store.apply([Deletion(ADA), a.person("bob"), Deletion(a.key("skill", "x"))])
        assert store.scrub()
        assert in_any_file(path.parent, SECRET) == []


def test_the_log_is_not_emptied_under_a_reader(path):
    with closing(SqliteStore(path)) as store:
        store.apply([a.person("ada", headline=SECRET)])
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM record").fetchone()
            store.apply([a.person("ada")])
            assert not store.scrub()
            assert reader.execute("SELECT body FROM record").fetchone()[0].count(SECRET) == 1
        assert store.scrub()
        assert in_any_file(path.parent, SECRET) == []


@pytest.mark.parametrize(
    "content", [b"name,email\nAda,ada@example.com\n" * 200, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_a_file_that_is_no_database_is_told(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable):
        SqliteStore(path)
    assert path.read_bytes() == content


def test_a_damaged_file_is_told_when_it_is_read(path):
    with closing(SqliteStore(path)) as store:
        store.apply([a.person(f"p{n:04}", headline="x" * 100) for n in range(2000)])
    with path.open("r+b") as file:
        file.seek(100_000)
        file.write(b"\xa5" * 200_000)
    with closing(SqliteStore(path)) as store, pytest.raises(StoreUnavailable):
        store.scan(Person, limit=2000)


def test_a_record_that_cannot_be_read_is_told(path):
    with closing(SqliteStore(path)) as store:
        store.apply([a.person("ada")])
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE record SET body = '{}'")
            connection.commit()
        with pytest.raises(StoreUnavailable):
            store.fetch([ADA])


def test_somebody_elses_database_is_left_alone(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreUnavailable) as caught:
        SqliteStore(path)
    assert "not one of kith" in caught.value.reason


def test_a_file_of_a_newer_version_is_left_alone(path):
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreUnavailable) as caught:
        SqliteStore(path)
    assert "newer" in caught.value.reason


def test_a_missing_file_is_made_only_when_that_is_wanted(path):
    with pytest.raises(StoreUnavailable):
        SqliteStore(path, create=False)
    assert not path.parent.exists()
    SqliteStore(path).close()
    SqliteStore(path, create=False).close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable):
        SqliteStore(tmp_path / "file" / "kith.sqlite")


def test_odd_names_of_folders_are_no_trouble(tmp_path):
    path = tmp_path / "data ?mode=memory#1 %20 ünï" / "kith.sqlite"
    with closing(SqliteStore(path)) as store:
        store.apply([a.person("ada")])
    assert path.exists()
    with closing(SqliteStore(path)) as store:
        assert store.revision() == 1


def test_many_may_open_a_new_store_at_once(path):
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: SqliteStore(path), range(6)))
    for number, store in enumerate(stores):
        assert store.apply([a.person(f"p{number}")]) == number + 1
        store.close()


def test_a_writer_that_waits_too_long_says_so_and_its_user_hears_of_the_wait(path):
    heard = []
    with closing(SqliteStore(path, wait_s=1.2, on_wait=lambda: heard.append("waiting"))) as store:
        with WriteLock(path, 1, None).held(), pytest.raises(StoreUnavailable) as caught:
            store.apply([a.person("ada")])
        assert "1.2 seconds" in caught.value.reason
        assert heard == ["waiting"]
        assert store.apply([a.person("ada")]) == 1


@pytest.mark.parametrize(("at_close", "level"), [(False, 2), (True, 1)])
def test_each_write_reaches_the_disk_unless_the_close_sees_to_that(path, at_close, level):
    with closing(SqliteStore(path, sync_at_close=at_close)) as store:
        store.apply([a.person("ada")])
        with store._writer.transaction() as connection:
            assert connection.execute("PRAGMA synchronous").fetchone() == (level,)


def test_a_close_has_the_disk_keep_what_others_still_read_in_the_log(path, monkeypatch):
    kept = []
    monkeypatch.setattr(os, "fsync", lambda file: kept.append(os.fstat(file)))
    with closing(SqliteStore(path)) as reading:
        SqliteStore(path, sync_at_close=True).close()
        assert kept == []
        with closing(SqliteStore(path, sync_at_close=True)) as writing:
            writing.apply([a.person("ada")])
            assert reading.revision() == 1
        log = path.with_name(path.name + "-wal").stat()
    assert [(one.st_ino, one.st_size) for one in kept] == [(log.st_ino, log.st_size)]


def test_a_clean_close_leaves_one_file_of_data(path):
    with closing(SqliteStore(path)) as store:
        store.apply([a.person("ada")])
        store.fetch([ADA])
    assert not path.with_name("kith.sqlite-wal").exists()


def test_each_revision_is_sealed_by_what_it_changed_and_by_the_one_before(path):
    with closing(SqliteStore(path)) as store:
        store.apply([a.person("bob"), a.person("ada")])
        store.apply([a.person("bob"), Deletion(ADA), a.skill("maps")])
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT revision, at, seal FROM seal ORDER BY revision").fetchall()
    ada, bob, maps = a.person("ada"), a.person("bob"), a.skill("maps")
    content = [
        [(record.key, encode(record)) for record in (ada, bob)],
        [(ADA, None), (maps.key, encode(maps))],
    ]
    went = [[], [(ADA, encode(ada))]]
    previous, digest = FIRST_SEAL, FIRST_DIGEST
    for (revision, at, seal), changes, before in zip(rows, content, went, strict=True):
        digest = content_digest(changes, digest, weight(changes) - weight(before))
        previous = chain(previous, revision, at, digest)
        assert seal == previous
