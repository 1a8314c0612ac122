"""Settle a snapshot: the same facts with late keys sorted in and dead entries left out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.resting import Rests
from graph.snapshot.evidence import POSTING, EvidenceTable, index
from graph.snapshot.numbering import Numbering
from graph.snapshot.people import PeopleTable
from graph.snapshot.snapshot import Snapshot
from graph.snapshot.ties import ENTRY, ROW, TieTable

Arrays = dict[str, NDArray[Any]]


def settled(snapshot: Snapshot) -> Arrays:
    """The arrays of `snapshot` by file name, with people and keys numbered in key order. O(size)."""
    people, ties, evidence = snapshot.people, snapshot.ties, snapshot.evidence
    place, order = _sorting(people.ids)
    return {
        **_people(people, order),
        **_ties(ties, place, order),
        **_evidence(evidence, place),
        "phrases": snapshot.phrases.array(),
    }


def settled_blocks(snapshot: Snapshot) -> dict[int, list[int]]:
    """Who blocks whom, in settled numbers."""
    place, _ = _sorting(snapshot.people.ids)
    return {
        int(place[who]): sorted(int(place[other]) for other in blocked if other >= 0)
        for who, blocked in snapshot.people.blocked.items()
    }


def settled_rests(snapshot: Snapshot) -> dict[int, Rests]:
    """Who rested when, in settled numbers."""
    place, _ = _sorting(snapshot.people.ids)
    return {int(place[who]): rests for who, rests in snapshot.people.rests.items()}


def _sorting(ids: Numbering) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """(place of each number in key order, number at each place)."""
    place = ids.rank()
    order = np.empty_like(place)
    order[place] = np.arange(len(place), dtype=np.int32)
    return place, order


def _people(people: PeopleTable, order: NDArray[np.int32]) -> Arrays:
    facets = people.facets.rows[order]
    place, employer_order = _sorting(people.employers)
    known = facets["employer"] >= 0
    facets["employer"][known] = place[facets["employer"][known]]
    return {
        "people": people.ids.names()[order],
        "standing": people.standing.rows[order],
        "facets": facets,
        "returning": people.returning.rows[order],
        "employers": people.employers.names()[employer_order],
    }


def _ties(ties: TieTable, place: NDArray[np.int32], order: NDArray[np.int32]) -> Arrays:
    rows = np.zeros(len(order), ROW)
    rows[: len(ties.rows)] = ties.rows.rows
    rows = rows[order]
    lengths = rows["end"] - rows["start"]
    ends = np.cumsum(lengths)
    starts = ends - lengths
    source = np.repeat(rows["start"] - starts, lengths) + np.arange(ends[-1] if len(ends) else 0)
    entries = np.empty(len(source), ENTRY)
    entries[:] = ties.entries.rows[source]
    entries["neighbor"] = place[entries["neighbor"]]
    rows["start"], rows["end"] = starts, ends
    return {"tie_rows": rows, "tie_entries": entries, "tie_pairs": ties.pairs.rows}


def _evidence(evidence: EvidenceTable, place: NDArray[np.int32]) -> Arrays:
    key_place, key_order = _sorting(evidence.ids)
    rows = evidence.rows.rows.copy()
    rows["key"] = key_place[rows["key"]]
    voters = evidence.voters.rows.copy()
    known = voters["person"] >= 0
    voters["person"][known] = place[voters["person"][known]]
    terms, starts, postings = _postings(evidence)
    return {
        "evidence_keys": evidence.ids.names()[key_order],
        "evidence_current": evidence.current.rows[key_order],
        "evidence": rows,
        "voters": voters,
        "terms": terms,
        "term_starts": starts,
        "postings": postings,
    }


def _postings(evidence: EvidenceTable) -> tuple[Any, Any, Any]:
    if not evidence.late:
        return evidence.terms, evidence.starts, evidence.postings
    late_terms = np.array([t for t, posted in evidence.late.items() for _ in posted], np.uint64)
    late = np.array([p for posted in evidence.late.values() for p in posted], POSTING)
    settled_terms = np.repeat(evidence.terms, np.diff(evidence.starts))
    return index(np.concatenate([settled_terms, late_terms]), np.concatenate([evidence.postings, late]))
