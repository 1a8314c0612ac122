"""Somebody who writes for others, and does it at the last moment."""

from collections.abc import Mapping, Sequence

from graph.keys import Key
from graph.ports import Change, Store


class Lagging:
    """Implements `graph.ports.Apart`: what is begun is not in `store` before its end is waited for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._call: tuple[Sequence[Change], Mapping[Key, int] | None, str | None] | None = None

    def begin(
        self, changes: Sequence[Change], expect: Mapping[Key, int] | None = None, key: str | None = None
    ) -> None:
        assert self._call is None
        self._call = changes, expect, key

    def end(self) -> int:
        assert self._call is not None
        call, self._call = self._call, None
        return self._store.apply(*call)

    def close(self) -> None:
        if self._call is not None:
            self.end()
