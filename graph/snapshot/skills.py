"""Skills by label, and what is narrower than what."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Skill


@dataclass(slots=True)
class SkillTable:
    """The taxonomy in memory: a few ten thousand concepts."""

    skills: dict[Key, Skill] = field(default_factory=dict)
    _labelled: dict[str, set[Key]] = field(default_factory=dict)
    _narrower: dict[Key, set[Key]] = field(default_factory=dict)

    @classmethod
    def of(cls, skills: Iterable[Skill]) -> "SkillTable":
        """A table of `skills`."""
        table = cls()
        for skill in skills:
            table.put(skill)
        return table

    def put(self, skill: Skill) -> None:
        """Take in a skill, new or changed."""
        self.drop(skill.key)
        self.skills[skill.key] = skill
        for label in labels(skill):
            self._labelled.setdefault(label, set()).add(skill.key)
        for broader in skill.broader:
            self._narrower.setdefault(broader, set()).add(skill.key)

    def drop(self, key: Key) -> None:
        """A skill that went; an unknown key does not matter."""
        skill = self.skills.pop(key, None)
        if skill is None:
            return
        for label in labels(skill):
            self._labelled[label].discard(key)
            if not self._labelled[label]:
                del self._labelled[label]
        for broader in skill.broader:
            self._narrower[broader].discard(key)

    def labelled(self, text: str) -> list[Key]:
        """Skills with this preferred or alternative label, in key order; several when it is ambiguous."""
        return sorted(self._labelled.get(fold(text), ()))

    def labels(self) -> Iterable[str]:
        """Every folded label."""
        return self._labelled

    def with_narrower(self, skill: Key, depth: int = 3) -> dict[Key, int]:
        """`skill` and what is narrower, with the number of steps down to each (0 to `depth`)."""
        found = {skill: 0}
        layer = [skill]
        for step in range(1, depth + 1):
            layer = [n for key in layer for n in sorted(self._narrower.get(key, ())) if n not in found]
            found.update(dict.fromkeys(layer, step))
        return found

    def with_broader(self, skill: Key, depth: int = 3) -> dict[Key, int]:
        """`skill` and what is broader, with the number of steps up to each (0 to `depth`)."""
        found = {skill: 0}
        layer = [skill]
        for step in range(1, depth + 1):
            above = {b for key in layer if key in self.skills for b in self.skills[key].broader}
            layer = sorted(above - found.keys())
            found.update(dict.fromkeys(layer, step))
        return found


def labels(skill: Skill) -> set[str]:
    """All labels of a skill, folded."""
    return {fold(label) for label in (skill.label, *skill.alternatives)} - {""}
