"""Skills by label."""

from dataclasses import dataclass
from typing import Final

from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Skill
from queries.network import Network

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


def skills(network: Network, question: Skills) -> SkillsPage:
    """Answer for anybody: the taxonomy names nobody. O(labels)."""
    snapshot = network.read_model.current()
    sought = f" {fold(question.search)}"
    with snapshot.sharing.reading():
        keys = {
            key
            for label in snapshot.skills.labels()
            if sought in f" {label}"
            for key in snapshot.skills.labelled(label)
        }
        found = sorted((snapshot.skills.skills[key] for key in keys), key=place)
    if question.after is not None:
        found = [skill for skill in found if place(skill) > question.after]
    return SkillsPage(tuple(found[: question.first]), len(found) > question.first)
