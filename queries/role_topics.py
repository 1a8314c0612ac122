"""What a role asks for, as topics, and who is shown by evidence to know of them.

The votes are those of whoKnows, of shared evidence alone: what somebody's own sources say counts for nobody
who looks for candidates. Present activity does not weigh: who has left shows none.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.evidence_rests import unaged
from graph.algorithms.evidence_votes import NEUTRAL_ACTIVITY, Votes, scores, votes
from graph.algorithms.terms import word_term, words
from graph.errors import Refused
from graph.keys import Key
from graph.model import EVIDENCE_KINDS, Skill
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask
from policy.roles import Wanted, check_not_contradictory, check_says_something, checked_skills
from queries.disclaimed import disclaimed
from queries.heard import showing_any
from queries.kept import ballots_on, fingerprint, kept, rests_kept
from queries.topics import KnownSkills, Matches, matches, skill_matches, whole_matches

_TOUR = EVIDENCE_KINDS.index("tour")
_LONGEST_RUN = 4
_MOST_WORDS = 300
_MOST_NAMED = 8
_TELLING_WORDS = 6

_KEPT = 256
"""Topics whose votes are kept: some ten kB each."""

_ANY, _WHOLE, _MEANT = range(3)
"""How a topic is looked for: as in whoKnows; each of its words; the skill that it names, else each word."""


@dataclass(frozen=True, slots=True)
class Needs:
    """A role as it is looked for: what ranks (`topics`), and what somebody must, may or must not have."""

    topics: tuple[str, ...]
    all_of: tuple[str, ...]
    any_of: tuple[str, ...]
    none_of: tuple[str, ...]
    skills: frozenset[str]  # those topics that are skills, typed or named by the text


@dataclass(frozen=True, slots=True)
class Standing:
    """Who knows what: (people,) scores in [0, 1), and the votes behind them with the topic of each."""

    knowledge: NDArray[np.float64]
    tours: NDArray[np.float64]
    fits: Mask
    cast: list[tuple[str, Votes]] = field(default_factory=list)


def needs(snapshot: Snapshot, known: KnownSkills, heard: Mask, wanted: Wanted) -> Needs:
    """What `wanted` asks for. Raises Refused when it asks for nothing, or for what nobody can be."""
    title, text = wanted.title or "", wanted.text or ""
    every, some, none = (
        checked_skills(name, skills or ())
        for name, skills in (("allOf", wanted.all_of), ("anyOf", wanted.any_of), ("noneOf", wanted.none_of))
    )
    check_says_something(title, text, (*every, *some))
    check_not_contradictory(every, some, none)
    _check_meanings(snapshot, known, every, some, none)
    named = _named_in(known, text)
    said = (title.strip(), *every, *some, *named, *(() if named else _telling_words(snapshot, heard, text)))
    topics = tuple(dict.fromkeys(one for one in said if one))
    return Needs(topics, every, some, none, frozenset((*every, *some, *named)))


def _check_meanings(
    snapshot: Snapshot, known: KnownSkills, every: Sequence[str], some: Sequence[str], none: Sequence[str]
) -> None:
    """As policy.roles.check_not_contradictory, for skills of other words that mean the same, or less."""
    barred = {n: text for text in none for k in known.named(text) for n in snapshot.skills.with_narrower(k)}

    def ruled_out(text: str) -> str:
        named = known.named(text)
        return next((barred[key] for key in named), "") if named and barred.keys() >= {*named} else ""

    for text in every:
        if by := ruled_out(text):
            advice = f"{text} is asked for, and ruled out as {by}; take it out of one"
            raise Refused("BAD_INPUT", advice, "noneOf")
    if some and all(map(ruled_out, some)):
        advice = f"{', '.join(some)}: all ruled out; name another skill, or rule out fewer"
        raise Refused("BAD_INPUT", advice, "noneOf")


def _named_in(known: KnownSkills, text: str) -> list[str]:
    """Skills that a longer text names, as it writes them."""
    spoken = _spoken(text)
    found: list[str] = []
    at = 0
    while at < len(spoken) and len(found) < _MOST_NAMED:
        runs = (" ".join(spoken[at : at + n]) for n in range(min(_LONGEST_RUN, len(spoken) - at), 0, -1))
        named = next((run for run in runs if words(run) and known.labelled(run)), "")
        if named:
            found.append(named)
        at += len(named.split()) or 1
    return found


def _telling_words(snapshot: Snapshot, heard: Mask, text: str) -> Iterator[str]:
    """The rarest words of a text that names no skill, together, by what the viewer may hear."""
    counted = []
    for word in dict.fromkeys(words(" ".join(_spoken(text)))):
        posted = snapshot.evidence.about(word_term(word))["evidence"]
        if count := int(heard[posted].sum()):
            counted.append((count, word))
    yield " ".join(word for _, word in sorted(counted)[:_TELLING_WORDS])


def _spoken(text: str) -> list[str]:
    return [word.strip(".,;:!?()\"'") for word in text.split()][:_MOST_WORDS]


def standing(
    snapshot: Snapshot, known: KnownSkills, heard: Mask, telling: Mask, wanted: Needs, day: int
) -> Standing:
    """Who of `telling` (those who show the viewer their skills) knows what. O(votes of the topics).

    Who looks once more, for the next page or with another skill, has the votes of the same topics kept.
    """
    people = len(telling)
    ask = _Topics(snapshot, known, heard, telling, day)
    found = Standing(np.zeros(people), np.zeros(people), np.ones(people, bool))
    neutral = np.full(people, NEUTRAL_ACTIVITY)
    has: dict[str, Mask] = {}
    for topic in wanted.topics:
        skills, cast = ask.votes(topic, _WHOLE if topic in wanted.skills else _ANY)
        has[topic] = np.zeros(people, bool)
        has[topic][cast.person] = True
        own = ~np.isin(cast.person, disclaimed(snapshot, topic, skills))
        cast = _those(cast, own)
        found.cast.append((topic, cast))
        for which, into in ((cast.kind != _TOUR, found.knowledge), (cast.kind == _TOUR, found.tours)):
            if which.any():
                who, score = scores(_those(cast, which), neutral)
                into[who] += score / len(wanted.topics)
    for topic in wanted.all_of:
        found.fits[~has[topic]] = False
    if wanted.any_of:
        found.fits[~np.logical_or.reduce([has[topic] for topic in wanted.any_of])] = False
    for topic in wanted.none_of:
        found.fits[ask.votes(topic, _MEANT)[1].person] = False
    return found


def best_evidence(
    snapshot: Snapshot, found: Standing, people: Sequence[int], most: int
) -> dict[int, dict[bool, list[tuple[Key, str]]]]:
    """Of each of `people`, what counted most and for which topic; apart whether it is of a tour (True).

    Call it while reading. O(votes).
    """
    asked = np.array(sorted(people), np.int32)
    worth: dict[int, dict[int, tuple[float, str, bool]]] = defaultdict(dict)
    for topic, cast in found.cast:
        on = np.flatnonzero(np.isin(cast.person, asked))
        for person, number, kind, value in zip(
            cast.person[on].tolist(),
            cast.evidence[on].tolist(),
            cast.kind[on].tolist(),
            cast.worth[on].tolist(),
            strict=True,
        ):
            if value > worth[person].get(number, (0.0, "", False))[0]:
                worth[person][number] = (value, topic, kind == _TOUR)
    told: dict[int, dict[bool, list[tuple[Key, str]]]] = {}
    for person, pieces in worth.items():
        keyed = [
            (-value, snapshot.evidence.key(n), topic, tour) for n, (value, topic, tour) in pieces.items()
        ]
        ordered = sorted(keyed)
        told[person] = {
            of_tour: [(key, topic) for _, key, topic, tour in ordered if tour == of_tour][:most]
            for of_tour in (False, True)
        }
    return told


@dataclass(slots=True)
class _Topics:
    """The votes on topics for one viewer and one choice of people, kept while neither changes."""

    snapshot: Snapshot
    known: KnownSkills
    heard: Mask  # (evidence,) what the viewer may hear
    telling: Mask  # (people,) whose votes count
    day: int
    _shown: Hashable = field(init=False)
    _version: Hashable = field(init=False)

    def __post_init__(self) -> None:
        people = self.snapshot.people
        self._shown = self.snapshot.evidence.version, len(self.telling), fingerprint(self.telling)
        told = self.snapshot.since(Skill.KIND), people.rests_version, fingerprint(self.heard)
        self._version = self._shown, told, self.day

    def votes(self, topic: str, how: int) -> tuple[list[Key], Votes]:
        """The skills that `topic` names, and the votes on it. Shared. O(postings) when they are not kept."""
        key = self._version, topic, how
        return kept(self.snapshot, "role topics", key, lambda: self._counted(topic, how), most=_KEPT)

    def _counted(self, topic: str, how: int) -> tuple[list[Key], Votes]:
        matched = self._matched(topic, how)
        theirs = kept(
            self.snapshot,
            "shown by",
            self._shown,
            lambda: showing_any(self.snapshot, self.telling),
            most=8,
        )
        rows, voters = self.snapshot.evidence.rows.rows, self.snapshot.evidence.voters.rows
        cast = votes(ballots_on(self.snapshot, self.day), voters, *matched.found(theirs))
        cast = _those(cast, self.telling[cast.person])
        return matched.skills, unaged(cast, rows, rests_kept(self.snapshot), self.day)

    def _matched(self, topic: str, how: int) -> Matches:
        if how == _ANY:
            return matches(self.snapshot, topic, self.heard, self.known, self.day)
        if how == _MEANT:
            meant = skill_matches(self.snapshot, self.known.named(topic), self.heard)
            if meant.skills:
                return meant
        return whole_matches(self.snapshot, topic, self.heard, self.known)


def _those(cast: Votes, which: Mask) -> Votes:
    if which.all():
        return cast
    return Votes(cast.evidence[which], cast.person[which], cast.kind[which], cast.worth[which])
