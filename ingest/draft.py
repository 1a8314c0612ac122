"""What a batch wants to become true: pending records on top of what the store holds."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar

from graph.keys import Key, KeyMaker
from graph.model import Record
from graph.ports import Store

R = TypeVar("R", bound=Record)


class Draft:
    """Pending records of one batch, read before what is stored (interface; filled in next)."""

    keys: KeyMaker
    now: datetime
    source: str
    contributor: Key
    home: Key

    def __init__(
        self,
        store: Store,
        *,
        keys: KeyMaker,
        now: datetime,
        source: str,
        contributor: Key,
        home: Key,
    ) -> None: ...

    def load(self, keys: Collection[Key]) -> None: ...

    def get(self, key: Key, kind: type[R]) -> R | None: ...

    def adjacent(self, key: Key, kind: type[R]) -> list[R]: ...

    def put(self, record: Record) -> None: ...

    def delete(self, key: Key) -> None: ...

    def identifier_key(self, scheme: str, value: str) -> Key: ...

    def person(
        self,
        identifiers: Sequence[tuple[str, str]],
        *,
        name: str = "",
        headline: str = "",
        location: str = "",
    ) -> Key: ...

    def find(self, text: str, column: str) -> Key: ...

    def organization_key(self, name: str) -> Key: ...

    def organization(self, name: str) -> Key: ...

    def skill(self, label: str) -> Key: ...
