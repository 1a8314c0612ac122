"""Where in a file a fact was stated first: a later row may repeat it, but not contradict it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.keys import Key
from ingest.source import BadRecord, Item, Problem
from ingest.tables import Table

Words = Callable[[Mapping[str, str]], tuple[str, ...]]
"""What of a row's text says which fact it is about."""


@dataclass
class FirstRows:
    """The first row of every fact of one file. About 200 bytes a fact.

    Rows taken in by an earlier, interrupted run are known by their words; those of this run by the key of
    the fact, so that one person written in two ways is still one. Without a table, single rows are
    tried again: then whatever is known of a fact counts as stated before.
    """

    table: Table | None
    words: Words
    _by_key: dict[Key, int] = field(default_factory=dict)
    _by_words: dict[int, int] = field(default_factory=dict)

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`; those before it are only remembered."""
        start = int(after) if after else 0
        for item in self.table.items() if self.table else ():
            if item.line > start:
                yield item
            elif isinstance(item, Item):
                self._by_words.setdefault(hash(self.words(item.columns)), item.line)

    def earlier(self, key: Key, item: Item) -> str:
        """Where the fact `key` was stated before ("line 7"); "" when `item` is the first to do so.

        To be asked when nothing else is wrong with the row.
        """
        if self.table is None:
            return "what is known by now"
        before = self._by_words.get(hash(self.words(item.columns))) if self._by_words else None
        line = self._by_key.setdefault(key, before or item.line)
        return f"line {line}" if line != item.line else ""

    def refuse_other(self, key: Key, item: Item, same: bool, column: str) -> None:
        """Raise BadRecord when an earlier row stated the fact `key` and it was not the `same`."""
        earlier = self.earlier(key, item)
        if earlier and not same:
            raise BadRecord(column, f"contradicts {earlier}")
