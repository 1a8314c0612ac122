"""The tables of the embedded store, as numbered steps: step n leads from version n-1 to n.

A step that has been released is never edited; a change is a new step. The version stands in
`PRAGMA user_version`; `PRAGMA application_id` tells our files from other people's.
"""

import sqlite3
from typing import Final

APPLICATION_ID: Final = 0x6B697468  # "kith"

STEPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        # One row a record. `id` is this file's own number, never shown: references use it. `owner` is
        # the id of the record whose name the key begins with (`tie:NAME.`), when it refers to that.
        """CREATE TABLE record (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            revision INTEGER NOT NULL,
            owner INTEGER,
            body TEXT NOT NULL
        )""",
        "CREATE UNIQUE INDEX record_by_key ON record (key)",
        "CREATE UNIQUE INDEX record_by_revision ON record (revision, key)",
        # `key` refers to the record with id `target`, which is not its owner: what an owner owns is
        # found by key already, and a row less for each tie saves a fifth of the pages written.
        """CREATE TABLE reference (
            target INTEGER NOT NULL,
            key TEXT NOT NULL,
            PRIMARY KEY (target, key)
        ) WITHOUT ROWID""",
        "CREATE TABLE tombstone (key TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE UNIQUE INDEX tombstone_by_revision ON tombstone (revision, key)",
        "CREATE TABLE applied (key TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID",
        """CREATE TABLE seal (
            revision INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            digest TEXT NOT NULL,
            seal TEXT NOT NULL
        )""",
    ),
)

VERSION: Final = len(STEPS)
"""The newest version that this code knows."""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of an open file: 0 when it is empty, -1 when it is somebody else's database."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    if owner == APPLICATION_ID:
        return int(version)
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return 0 if tables == 0 and version == 0 and owner == 0 else -1


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Lead a file from `version` to VERSION, each step in a transaction of its own.

    For the holder of the write lock only.
    """
    for number, step in enumerate(STEPS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        for statement in step:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
