"""What a topic means: skills with what is narrower, a folder with what is above it, and words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process

from graph.algorithms.evidence_votes import ages, bm25, half_lives, idf
from graph.algorithms.terms import (
    as_path,
    path_prefixes,
    path_term,
    skill_term,
    word_term,
    words,
)
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Evidence
from graph.snapshot.snapshot import Snapshot

NARROWER: Final = 0.7
"""What is left of a match for each step down to a narrower skill."""

FROM_ABOVE: Final = 10.0
"""How many votes the folder above adds to those of a folder, shared out among its own voters."""

_LEAST_WORDS: Final = 0.34
"""Part of a topic's words, by their weight, that a text must speak of to match at all."""


_BEST_BM25: Final = 0.45
"""About what one mention in a text of usual length earns."""


@dataclass(slots=True)
class Matches:
    """Which evidence matches, how well, and through which skills."""

    match: NDArray[np.float64]  # by evidence number; 0 where it does not match
    skills: list[Key] = field(default_factory=list)

    def numbers(self) -> NDArray[np.int64]:
        """The evidence that matches."""
        return np.flatnonzero(self.match)


def matches(snapshot: Snapshot, about: str, readable: NDArray[np.bool_], day: int) -> Matches:
    """What matches `about` among `readable` evidence (by number) on `day`. O(postings of its terms)."""
    found = Matches(np.zeros(len(snapshot.evidence.rows)))
    _by_skill(snapshot, about, found)
    folder = _by_path(snapshot, about, readable, found, day)
    if not folder:
        _by_words(snapshot, about, readable, found)
    found.match[~readable] = 0.0
    return found


def near_topics(snapshot: Snapshot, about: str, limit: int = 3) -> list[str]:
    """Skills whose labels come close to `about`, best first. O(labels)."""
    near = process.extract(fold(about), list(snapshot.skills.labels()), limit=limit * 4, score_cutoff=70)
    named = [
        snapshot.skills.skills[key].label for label, _, _ in near for key in snapshot.skills.labelled(label)
    ]
    return list(dict.fromkeys(named))[:limit]


def _by_skill(snapshot: Snapshot, about: str, found: Matches) -> None:
    for skill in _skills_named(snapshot, about):
        found.skills.append(skill)
        for narrower, steps in snapshot.skills.with_narrower(skill).items():
            posted = snapshot.evidence.about(skill_term(narrower))
            weight = NARROWER**steps
            found.match[posted["evidence"]] = np.maximum(found.match[posted["evidence"]], weight)


def _skills_named(snapshot: Snapshot, about: str) -> list[Key]:
    """Skills whose label is the whole topic or, in a longer question, the longest run of its words."""
    exact = snapshot.skills.labelled(about)
    if exact:
        return exact
    said = fold(about.strip(" ?!.")).split()
    for length in range(min(len(said), 6), 0, -1):
        for start in range(len(said) - length + 1):
            run = " ".join(said[start : start + length])
            named = snapshot.skills.labelled(run)
            if named and words(run):
                return named
    return []


def _by_path(snapshot: Snapshot, about: str, readable: NDArray[np.bool_], found: Matches, day: int) -> bool:
    """A folder or file, maybe with the repository's name before it; the folders above count less."""
    evidence = snapshot.evidence
    for path in _paths_meant(about, evidence.sources):
        posted = evidence.about(path_term(path))
        posted = posted[readable[posted["evidence"]]]
        if not len(posted):
            continue
        within = readable & np.isin(
            evidence.rows.rows["source"], np.unique(evidence.rows.rows["source"][posted["evidence"]])
        )
        summed = _smoothed(snapshot, path, within, day)
        np.maximum(found.match, summed, out=found.match)
        return True
    return False


def _smoothed(snapshot: Snapshot, path: str, within: NDArray[np.bool_], day: int) -> NDArray[np.float64]:
    """How well evidence speaks of a folder: its own in full, that of each folder above for a part.

    Dirichlet smoothing (Zhai and Lafferty, 2004): to the votes of a folder come FROM_ABOVE votes in
    proportion to those of the folder above, itself smoothed likewise, up to the whole repository.
    So much work in a folder speaks for itself, and a quiet folder leans on those around it.
    """
    evidence = snapshot.evidence
    rows = evidence.rows.rows
    levels = [evidence.about(path_term(prefix))["evidence"] for prefix in path_prefixes(path)]
    levels.append(np.flatnonzero(within))
    match = np.zeros(len(rows))
    part = 1.0
    match[levels[0][within[levels[0]]]] = part
    for above in levels[1:]:
        numbers = above[within[above]]
        mass = float(ages(rows[numbers], day, half_lives(rows[numbers]["kind"])).sum())
        part *= FROM_ABOVE / (mass + (FROM_ABOVE if above is not levels[-1] else 0.0))
        match[numbers] += part
    return match


def _paths_meant(about: str, sources: Collection[str]) -> list[str]:
    path = as_path(about)
    if not path or " " in path:
        return []
    first, _, rest = path.partition("/")
    return [path, rest] if rest and any(s.partition(":")[2] == first for s in sources) else [path]


def _by_words(snapshot: Snapshot, about: str, readable: NDArray[np.bool_], found: Matches) -> None:
    evidence = snapshot.evidence
    rows = evidence.rows.rows
    alive = rows["alive"]
    documents = int(alive.sum())
    average = float(rows["length"][alive].mean()) if documents else 1.0
    earned = np.zeros_like(found.match)
    asked = 0.0
    for word in dict.fromkeys(words(about)):
        posted = evidence.about(word_term(word))
        numbers = posted["evidence"]
        weight = idf(documents, int(alive[numbers].sum()))
        asked += weight
        earned[numbers] += weight * bm25(
            posted["weight"].astype(np.float64), rows["length"][numbers], average
        )
    if asked:
        part = earned / asked
        part[part < _LEAST_WORDS * _BEST_BM25] = 0.0
        np.maximum(found.match, part, out=found.match)


def match_of(snapshot: Snapshot, evidence: Evidence, about: str, skills: Sequence[Key]) -> float:
    """How well one piece of evidence outside the read model matches, by skills and words; in [0, 1]."""
    best = 0.0
    for skill in skills:
        narrower = snapshot.skills.with_narrower(skill)
        best = max([best, *(NARROWER ** narrower[s] for s in evidence.skills if s in narrower)])
    said, asked = set(words(evidence.text)), set(words(about))
    return max(best, len(said & asked) / len(asked) * _BEST_BM25 if asked else 0.0)
