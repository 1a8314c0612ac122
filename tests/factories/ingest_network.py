"""A small installation in memory, and what is asked of it in tests of ingest."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from graph.keys import NO_KEY, Key, KeyMaker
from graph.model import KINDS, Identifier, Installation, Organization, Person, Record
from graph.ports import Store
from ingest.jobs import run
from ingest.result import Result
from ingest.source import Source
from tests.fakes.memory_store import MemoryStore

R = TypeVar("R", bound=Record)

KEYS = KeyMaker(b"a secret of the tests")
HOME = KEYS.key(Organization.KIND, "home")


@dataclass
class Network:
    """A store with an installation; its clock stands still."""

    locks: Path
    store: Store = field(default_factory=MemoryStore)
    now: datetime = datetime(2024, 6, 1, tzinfo=UTC)

    def __post_init__(self) -> None:
        installation = KEYS.key(Installation.KIND, "test")
        self.store.apply(
            [
                Organization(key=HOME, name="Home"),
                Installation(key=installation, home=HOME, secret="00", created="2020-01-01T00:00:00Z"),
            ]
        )

    def ingest(self, source: Source, *, dry_run: bool = False) -> Result:
        return run(
            self.store,
            source,
            keys=KEYS,
            now=lambda: self.now,
            holder="test:1",
            locks=self.locks,
            dry_run=dry_run,
        )

    def employee(self, email: str, name: str) -> Key:
        """Somebody whom the company knows."""
        person = KEYS.key(Person.KIND, "email", email)
        identifier = KEYS.key(Identifier.KIND, "email", email)
        self.store.apply(
            [
                Person(key=person, name=name),
                Identifier(key=identifier, person=person, scheme="email", value=email),
            ]
        )
        return person

    def all(self, kind: type[R]) -> list[R]:
        return [stored.record for stored in self.store.scan(kind, limit=20_000).records]

    def facts(self) -> dict[Key, int]:
        """The revision of every record but those about jobs."""
        kinds = [kind for kind in KINDS.values() if kind.KIND not in {"job", "quarantined"}]
        pages = [self.store.scan(kind, limit=20_000) for kind in kinds]
        return {stored.record.key: stored.revision for page in pages for stored in page.records}

    def person(self, scheme: str, value: str) -> Key:
        found = self.store.fetch([KEYS.key(Identifier.KIND, scheme, value)]).found
        return next((s.record.person for s in found.values() if isinstance(s.record, Identifier)), NO_KEY)
