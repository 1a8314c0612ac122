"""Skills by label."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import Final

from graph.dates import day_number
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Skill
from graph.snapshot.snapshot import Snapshot
from policy.gates import Status
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.heard import audible, audible_to_all, telling_people
from queries.network import Network
from queries.own_evidence import own_evidence
from queries.sight import viewer_status
from queries.topics import KnownSkills

LEAST_LETTERS: Final = 1


@dataclass(frozen=True, slots=True)
class Skills:
    """The question: skills with a label that has `search` at the beginning of a word."""

    search: str
    first: int = 20
    after: tuple[str, Key] | None = None


@dataclass(frozen=True, slots=True)
class SkillsPage:
    """A page of skills by preferred label."""

    skills: tuple[Skill, ...]
    more: bool


def place(skill: Skill) -> tuple[str, Key]:
    """Where a skill stands in the list."""
    return fold(skill.label), skill.key


def skills(network: Network, question: Skills, viewer: Viewer | None = None) -> SkillsPage:
    """Answer for `viewer`; without one, what everybody may see.

    A taxonomy names nobody and is there for all. A skill that only evidence has named is there for those
    who may hear some of that evidence. Raises InvalidValue (first < 1). O(labels + evidence).
    """
    check_number("first", question.first, 1)
    status = viewer_status(network, viewer) if viewer else None
    snapshot = network.read_model.current()
    sought = f" {fold(question.search)}"
    with snapshot.sharing.reading():
        known = known_skills(network, snapshot, viewer, status)
        keys = {
            key
            for label in snapshot.skills.labels()
            if sought in f" {label}"
            for key in snapshot.skills.labelled(label)
        }
        ordered = sorted((snapshot.skills.skills[key] for key in keys), key=place)
        behind = (s for s in ordered if question.after is None or place(s) > question.after)
        found = tuple(islice((s for s in behind if s.key in known), question.first + 1))
    return SkillsPage(found[: question.first], len(found) > question.first)


def narrower_skills(network: Network, viewer: Viewer, key: Key, first: int = 20) -> tuple[Skill, ...]:
    """Skills one step narrower than `key` that there are for the viewer, by label. O(people + narrower)."""
    check_number("first", first, 1)
    status = viewer_status(network, viewer)
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        known = known_skills(network, snapshot, viewer, status)
        below = [one for one, steps in snapshot.skills.with_narrower(key, 1).items() if steps]
        ordered = sorted((snapshot.skills.skills[one] for one in below if one in known), key=place)
    return tuple(ordered[:first])


def skills_seen(network: Network, viewer: Viewer, keys: Collection[Key]) -> set[Key]:
    """Those of `keys` that are skills that there are for the viewer. O(people + evidence about them)."""
    status = viewer_status(network, viewer)
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        known = known_skills(network, snapshot, viewer, status)
        return {key for key in keys if key in known}


def known_skills(
    network: Network, snapshot: Snapshot, viewer: Viewer | None, status: Status | None
) -> KnownSkills:
    """Which skills there are for `viewer`, or for all; call it while reading the snapshot. O(people)."""
    if viewer is None:
        return KnownSkills(snapshot, audible_to_all(snapshot))
    seen = telling_people(snapshot, viewer, status, day_number(network.today()))
    own = own_evidence(network, viewer).skills()
    return KnownSkills(snapshot, audible(snapshot, viewer, status, seen), own)
