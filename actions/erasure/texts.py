"""Texts that may name somebody without referring to them: looked through before anything else goes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from actions.erasure.journals import cleaned_journal
from actions.erasure.rules import Leaving
from graph.algorithms.mentions import Mentions, without_mentions
from graph.errors import Conflict
from graph.keys import Key
from graph.model import Decision, Delivery, Merge, Record
from graph.model.texts import FREE
from graph.ports import Change, Deletion, Store
from graph.scans import every
from queries.network import Network

_CHUNK: Final = 500
_TRIES: Final = 20


def clean_texts(network: Network, person: Key, mentions: Mentions) -> None:
    """Blank or remove every text that names the person, as graph.model.texts says.

    O(records of kinds of which there are few), and of the others O(records) only where the read model knows
    that a text may name the person. The person must be restricted: what is searched is then withheld.
    """
    chunk: list[Key] = []
    for key in _to_be_cleaned(network, person, mentions):
        chunk.append(key)
        if len(chunk) == _CHUNK:
            _clean(network.store, chunk, person, mentions)
            chunk = []
    _clean(network.store, chunk, person, mentions)


def _to_be_cleaned(network: Network, person: Key, mentions: Mentions) -> Iterator[Key]:
    snapshot = network.read_model.current()
    yield from sorted(snapshot.withheld)
    for kind in FREE:
        for record in every(network.store, kind) if snapshot.phrases.may_name(kind, mentions) else ():
            if _cleaned(record, person, mentions) is not record:
                yield record.key


def _cleaned(record: Record, person: Key, mentions: Mentions) -> Record | None:
    """What is left of a record: itself when it does not name the person, None when it goes."""
    if isinstance(record, Delivery) and record.subject == person:
        return None
    if isinstance(record, Decision) and record.by == person:
        record = replace(record, by="")
    if isinstance(record, Merge):
        leaving = Leaving(person, mentions, record.at)
        clean = partial(_cleaned, person=person, mentions=mentions)
        record = replace(record, moved=cleaned_journal(record.moved, leaving, clean))
    return without_mentions(record, mentions)


def _clean(store: Store, keys: list[Key], person: Key, mentions: Mentions) -> None:
    for attempt in range(_TRIES):
        changes: list[Change] = []
        expect: dict[Key, int] = {}
        for key, held in store.fetch(keys).found.items():
            after = _cleaned(held.record, person, mentions)
            if after is held.record:
                continue
            changes.append(Deletion(key) if after is None else after)
            if held.record.FEED:
                expect[key] = held.revision
        try:
            store.apply(changes, expect)
            return
        except Conflict:  # an import that runs writes its job with every batch
            if attempt == _TRIES - 1:
                raise
