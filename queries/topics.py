"""What a topic means: skills with what is narrower, a folder with what is above it, and words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process

from graph.algorithms.evidence_votes import bm25, half_lives, idf, left
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
from queries.heard import corpus_heard
from queries.kept import ballots_on

LOCAL: Final = "local"
"""The scheme of skills that no taxonomy has: some evidence named them."""

NARROWER: Final = 0.7
"""What is left of a match for each step down to a narrower skill."""

FROM_ABOVE: Final = 10.0
"""How many votes the folder above adds to those of a folder, shared out among its own voters."""

_LEAST_WORDS: Final = 0.34
"""Part of a topic's words, by their weight, that a text must speak of to match at all."""


_BEST_BM25: Final = 0.45
"""About what one mention in a text of usual length earns."""


class KnownSkills:
    """Which skills there are for a viewer.

    A skill of a taxonomy is there for everybody. One that only evidence has named (scheme "local") is there
    for those who may hear some of that evidence, or some about a narrower skill: labels may be private, too.
    """

    def __init__(self, snapshot: Snapshot, heard: NDArray[np.bool_], own: Collection[Key] = ()) -> None:
        """`heard` (evidence,) is what the viewer may hear, `own` are skills of their own private evidence."""
        self._snapshot = snapshot
        self._heard = heard
        self._own = own

    def __contains__(self, key: Key) -> bool:
        skill = self._snapshot.skills.skills.get(key)
        if skill is None:
            return False
        return skill.scheme != LOCAL or any(
            map(self._spoken_of, self._snapshot.skills.with_narrower(skill.key))
        )

    def _spoken_of(self, key: Key) -> bool:
        posted = self._snapshot.evidence.about(skill_term(key))["evidence"]
        return key in self._own or bool(self._heard[posted].any())

    def labelled(self, text: str) -> list[Key]:
        """The known skills with this label, in key order."""
        return [key for key in self._snapshot.skills.labelled(text) if key in self]

    def named(self, about: str) -> list[Key]:
        """Skills whose label is the whole topic or, in a longer question, the longest run of its words."""
        exact = self.labelled(about)
        if exact:
            return exact
        said = fold(about.strip(" ?!.")).split()
        for length in range(min(len(said), 6), 0, -1):
            for start in range(len(said) - length + 1):
                run = " ".join(said[start : start + length])
                named = self.labelled(run)
                if named and words(run):
                    return named
        return []

    def near(self, about: str, limit: int = 3) -> list[str]:
        """Skills whose labels come close to `about`, best first. O(labels)."""
        every = self._snapshot.skills.labels()
        close = process.extract(fold(about), list(every), limit=None, score_cutoff=70)
        found: list[str] = []
        for label, _, _ in sorted(close, key=lambda one: (-one[1], one[0])):
            found += [self._snapshot.skills.skills[key].label for key in self.labelled(label)]
            found = list(dict.fromkeys(found))
            if len(found) >= limit:
                break
        return found[:limit]


@dataclass(slots=True)
class Matches:
    """Which evidence matches, how well, and through which skills."""

    skills: list[Key] = field(default_factory=list)
    _numbers: list[NDArray[np.int32]] = field(default_factory=list)
    _match: list[NDArray[np.float64]] = field(default_factory=list)

    def add(self, numbers: NDArray[np.int32], match: NDArray[np.float64]) -> None:
        """Evidence at `numbers` matches so well, in (0, 1]."""
        self._numbers.append(numbers)
        self._match.append(match)

    def found(self, within: NDArray[np.bool_] | None = None) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The evidence that matches, ascending, and how well; the better where it does in several ways.

        Of that `within` (evidence,) alone, when it is given.
        """
        if not self._numbers:
            return np.empty(0, np.int32), np.empty(0)
        every, well = self._numbers, self._match
        if within is not None:
            held = [within[numbers] for numbers in every]
            every = [numbers[which] for numbers, which in zip(every, held, strict=True)]
            well = [match[which] for match, which in zip(well, held, strict=True)]
        numbers, match, first = _grouped(every, well)
        return numbers[first], np.maximum.reduceat(match, first) if len(first) else match


def _grouped(
    numbers: list[NDArray[np.int32]], values: list[NDArray[np.float64]]
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int64]]:
    """All numbers ascending, their values in the same order (of equal numbers as given), and where each
    number stands first. Fast where each of `numbers` ascends already."""
    every, value = np.concatenate(numbers), np.concatenate(values)
    order = np.argsort(every, kind="stable")
    every, value = every[order], value[order]
    begins = np.ones(len(every), bool)
    np.not_equal(every[1:], every[:-1], out=begins[1:])
    return every, value, np.flatnonzero(begins)


def matches(
    snapshot: Snapshot, about: str, readable: NDArray[np.bool_], known: KnownSkills, day: int
) -> Matches:
    """What matches `about` among `readable` evidence (by number) on `day`, and through which `known` skills.

    How telling a word is, and how long texts are, is counted over `readable` evidence only.
    O(evidence + postings of its terms).
    """
    found = Matches()
    _by_skill(snapshot, known.named(about), readable, found)
    folder = _by_path(snapshot, about, readable, found, day)
    if not folder:
        _by_words(snapshot, about, readable, found, ballots_on(snapshot, day).length)
    return found


def skill_matches(snapshot: Snapshot, skills: Collection[Key], readable: NDArray[np.bool_]) -> Matches:
    """What matches these skills, or narrower ones, among `readable` evidence. O(postings of the skills)."""
    found = Matches()
    _by_skill(snapshot, skills, readable, found)
    return found


def whole_matches(snapshot: Snapshot, about: str, readable: NDArray[np.bool_], known: KnownSkills) -> Matches:
    """What is about a skill that `about` names, or one narrower, and texts that hold each of its words.

    Such a text counts as one mention. Closer than `matches`, for what somebody must have. O(postings).
    """
    found = skill_matches(snapshot, known.named(about), readable)
    texts: NDArray[np.int32] | None = None
    for word in dict.fromkeys(words(about)):
        posted = snapshot.evidence.about(word_term(word))["evidence"]
        texts = posted if texts is None else np.intersect1d(texts, posted, assume_unique=True)
    if texts is not None:
        numbers = np.sort(texts[readable[texts]])
        found.add(numbers, np.full(len(numbers), _BEST_BM25))
    return found


def _by_skill(
    snapshot: Snapshot, named: Collection[Key], readable: NDArray[np.bool_], found: Matches
) -> None:
    for skill in named:
        found.skills.append(skill)
        for narrower, steps in snapshot.skills.with_narrower(skill).items():
            numbers = snapshot.evidence.about(skill_term(narrower))["evidence"]
            numbers = numbers[readable[numbers]]
            found.add(numbers, np.full(len(numbers), NARROWER**steps))


def _by_path(snapshot: Snapshot, about: str, readable: NDArray[np.bool_], found: Matches, day: int) -> bool:
    """A folder or file, maybe with the repository's name before it; the folders above count less."""
    evidence = snapshot.evidence
    from_source = evidence.rows.rows["source"]
    for path, within in _paths_meant(snapshot, about, readable):
        numbers = evidence.about(path_term(path))["evidence"]
        numbers = numbers[within[numbers]]
        if not len(numbers):
            continue
        within = within & np.isin(from_source, np.unique(from_source[numbers]))
        summed = _smoothed(snapshot, path, within, day)
        matched = np.flatnonzero(summed).astype(np.int32)
        found.add(matched, summed[matched])
        return True
    return False


def _smoothed(snapshot: Snapshot, path: str, within: NDArray[np.bool_], day: int) -> NDArray[np.float64]:
    """How well evidence speaks of a folder: its own in full, that of each folder above for a part.

    Dirichlet smoothing (Zhai and Lafferty, 2004): to the votes of a folder come FROM_ABOVE votes in
    proportion to those of the folder above, itself smoothed likewise, up to the whole repository;
    never more votes than the folder has evidence, nor than there are above. So much work in a folder
    speaks for itself, and a quiet folder leans on those around it.
    """
    evidence = snapshot.evidence
    rows = evidence.rows.rows
    levels = [evidence.about(path_term(prefix))["evidence"] for prefix in path_prefixes(path)]
    levels.append(np.flatnonzero(within))
    levels = [numbers[within[numbers]] for numbers in levels]
    match = np.zeros(len(rows))
    match[levels[0]] = part = 1.0
    for own, above in pairwise(levels):
        mass = float(left(rows["day"][above], day, half_lives(rows["kind"][above])).sum())
        added = min(FROM_ABOVE, len(own), mass)
        part *= added / (mass + (FROM_ABOVE if above is not levels[-1] else 0.0)) if mass else 0.0
        match[above] += part
    return match


def _paths_meant(
    snapshot: Snapshot, about: str, readable: NDArray[np.bool_]
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Paths that `about` may mean, each with the evidence to look for it in.

    A repository's name may stand before the path; there is such a repository only if some of its
    evidence is `readable`.
    """
    path = as_path(about)
    if not path or " " in path:
        return
    yield path, readable
    first, _, rest = path.partition("/")
    sources = snapshot.evidence.sources
    named = [number for number, source in enumerate(sources) if source.partition(":")[2] == first]
    if rest and named:
        yield rest, readable & np.isin(snapshot.evidence.rows.rows["source"], named)


def _by_words(
    snapshot: Snapshot,
    about: str,
    readable: NDArray[np.bool_],
    found: Matches,
    lengths: NDArray[np.float32],
) -> None:
    corpus = corpus_heard(snapshot, readable)
    spoken: list[NDArray[np.int32]] = []
    earned: list[NDArray[np.float64]] = []
    asked = 0.0
    for word in dict.fromkeys(words(about)):
        posted = snapshot.evidence.about(word_term(word))
        audible = readable.take(posted["evidence"])
        numbers, counts = posted["evidence"][audible], posted["weight"][audible].astype(np.float64)
        weight = idf(corpus.documents, len(numbers))
        asked += weight
        spoken.append(numbers)
        earned.append(weight * bm25(counts, lengths.take(numbers), corpus.length))
    if not asked:
        return
    numbers, values, first = _grouped(spoken, earned)
    place = np.repeat(np.arange(len(first)), np.diff(first, append=len(numbers)))
    part = np.bincount(place, values, len(first)) / asked  # word by word, as they were asked
    enough = part >= _LEAST_WORDS * _BEST_BM25
    found.add(numbers[first[enough]], part[enough])


def match_of(snapshot: Snapshot, evidence: Evidence, about: str, skills: Sequence[Key]) -> float:
    """How well one piece of evidence outside the read model matches, by skills and words; in [0, 1]."""
    best = 0.0
    for skill in skills:
        narrower = snapshot.skills.with_narrower(skill)
        best = max([best, *(NARROWER ** narrower[s] for s in evidence.skills if s in narrower)])
    said, asked = set(words(evidence.text)), set(words(about))
    return max(best, len(said & asked) / len(asked) * _BEST_BM25 if asked else 0.0)
