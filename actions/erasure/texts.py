"""Texts that may name somebody without referring to them: looked through before anything else goes."""

from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np

from actions.erasure.journals import cleaned_journal
from actions.erasure.rules import Leaving, unnamed
from graph.algorithms.pair_facts import every
from graph.algorithms.terms import word_term
from graph.errors import Conflict
from graph.keys import Key
from graph.model import (
    Decision,
    Delivery,
    Evidence,
    Introduction,
    Job,
    Merge,
    Quarantined,
    Record,
    RightsRequest,
    UnansweredTopic,
    Verdict,
)
from graph.ports import Change, Deletion, R, Store
from queries.mentions import Mentions
from queries.network import Network

_CHUNK: Final = 500
_TRIES: Final = 20


def clean_texts(network: Network, person: Key, mentions: Mentions) -> None:
    """Blank or remove every text that names the person. O(quarantine + jobs + outbox + requests + decisions).

    Evidence is found by its words, in the read model; what only one contributor may read has none there,
    and is cleaned when it refers to the person.
    """
    store = network.store
    keys = [
        record.key
        for kind in _KINDS
        for record in every(store, kind)
        if _cleaned(record, person, mentions) is not record
    ]
    keys += _evidence_that_may(network, mentions)
    for start in range(0, len(keys), _CHUNK):
        _clean(store, keys[start : start + _CHUNK], person, mentions)


def _cleaned(record: Record, person: Key, mentions: Mentions) -> Record | None:
    """What is left of a record: itself when it does not name the person, None when it goes."""
    match record:
        case Evidence():
            return _same(record, unnamed(record, mentions))
        case Delivery():
            gone = record.subject == person
            return None if gone else _blanked(record, mentions, "failure")
        case Quarantined():
            gone = mentions.said_in(record.columns) or mentions.found_in(record.reason)
            return None if gone else _blanked(record, mentions, "file")
        case Job():
            kept = record.options if not mentions.found_in(record.options) else "{}"
            cleaned = _blanked(record, mentions, "source", "failure", "checkpoint")
            return _same(record, replace(cleaned, options=kept))
        case UnansweredTopic() | Verdict():
            return None if mentions.said_by(record.topic) else record
        case Introduction():
            return _blanked(record, mentions, "about", "message", "outcome", "thanks")
        case RightsRequest():
            return _blanked(record, mentions, "note")
        case Merge():
            leaving = Leaving(person, mentions, record.at)
            clean = partial(_cleaned, person=person, mentions=mentions)
            unnamed_one = replace(record, moved=cleaned_journal(record.moved, leaving, clean))
            return _same(record, _blanked(unnamed_one, mentions, "reason"))
        case Decision():
            unsigned = replace(record, by="") if record.by == person else record
            return _blanked(unsigned, mentions, "reason")
    return record


_KINDS: Final[tuple[type[Record], ...]] = (
    Delivery,
    Quarantined,
    Job,
    UnansweredTopic,
    Verdict,
    Introduction,
    RightsRequest,
    Decision,
    Merge,
)
"""Kinds that are looked through as a whole: there are few of each."""


def _blanked(record: R, mentions: Mentions, *fields: str) -> R:
    texts: dict[str, Any] = {name: mentions.blanked(getattr(record, name)) for name in fields}
    return _same(record, replace(record, **texts))


def _same(before: R, after: R) -> R:
    return before if after == before else after


def _evidence_that_may(network: Network, mentions: Mentions) -> list[Key]:
    """Shared evidence that holds every word of a name or an address. O(postings of those words)."""
    topics = mentions.topics()
    if not topics:
        return []
    snapshot = network.read_model.current()
    found: set[Key] = set()
    with snapshot.sharing.reading():
        table = snapshot.evidence
        for words in topics:
            posted = [np.unique(table.about(word_term(word))["evidence"]) for word in set(words)]
            together = posted[0]
            for each in posted[1:]:
                together = np.intersect1d(together, each, assume_unique=True)
            found.update(table.key(int(n)) for n in together if table.rows.rows["alive"][n])
    return sorted(found)


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
