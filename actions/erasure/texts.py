"""Texts that may name somebody without referring to them: looked through before anything else goes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np

from actions.erasure.mentions import Mentions
from actions.erasure.rules import unnamed
from graph.algorithms.pair_facts import every
from graph.algorithms.terms import word_term
from graph.errors import Conflict
from graph.keys import Key
from graph.model import Delivery, Evidence, Introduction, Job, Quarantined, Record, UnansweredTopic, Verdict
from graph.ports import Change, Deletion, Store
from queries.network import Network

_CHUNK: Final = 500
_TRIES: Final = 20


def clean_texts(network: Network, person: Key, mentions: Mentions) -> None:
    """Blank or remove every text that names the person. O(quarantine + jobs + outbox + requests).

    Evidence is found by its words, in the read model; what only one contributor may read has none there,
    and is cleaned when it refers to the person.
    """
    store = network.store
    found = [*_outbox(store, person, mentions), *_imports(store, mentions), *_requests(store, mentions)]
    for start in range(0, len(found), _CHUNK):
        store.apply(found[start : start + _CHUNK])
    keys = _evidence_that_may(network, mentions)
    for start in range(0, len(keys), _CHUNK):
        _clean_evidence(store, keys[start : start + _CHUNK], mentions)


def _outbox(store: Store, person: Key, mentions: Mentions) -> Iterator[Change]:
    for delivery in every(store, Delivery):
        if delivery.subject == person:
            yield Deletion(delivery.key)
        elif mentions.found_in(delivery.failure):
            yield replace(delivery, failure="")


def _imports(store: Store, mentions: Mentions) -> Iterator[Change]:
    """Rows that wait to be mended, and what jobs say of their files and of how they ended."""
    for row in every(store, Quarantined):
        if mentions.said_in(row.columns) or mentions.found_in(row.reason):
            yield Deletion(row.key)
        elif mentions.found_in(row.file):
            yield replace(row, file="")
    for job in every(store, Job):
        cleaned = replace(
            job,
            source=mentions.blanked(job.source),
            failure=mentions.blanked(job.failure),
            checkpoint=mentions.blanked(job.checkpoint),
            options="{}" if mentions.found_in(job.options) else job.options,
        )
        if cleaned != job:
            yield cleaned


def _requests(store: Store, mentions: Mentions) -> Iterator[Change]:
    for topic in every(store, UnansweredTopic):
        if mentions.said_by(topic.topic):
            yield Deletion(topic.key)
    for verdict in every(store, Verdict):
        if mentions.said_by(verdict.topic):
            yield Deletion(verdict.key)
    for asked in every(store, Introduction):
        texts: dict[str, Any] = {
            name: mentions.blanked(getattr(asked, name)) for name in ("about", "message", "outcome", "thanks")
        }
        if (cleaned := replace(asked, **texts)) != asked:
            yield cleaned


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


def _clean_evidence(store: Store, keys: list[Key], mentions: Mentions) -> None:
    for attempt in range(_TRIES):
        stored = store.fetch(keys).found
        cleaned: dict[Key, Record] = {}
        for key, held in stored.items():
            if isinstance(held.record, Evidence) and (after := unnamed(held.record, mentions)) != held.record:
                cleaned[key] = after
        try:
            store.apply(list(cleaned.values()), {key: stored[key].revision for key in cleaned})
            return
        except Conflict:
            if attempt == _TRIES - 1:
                raise
