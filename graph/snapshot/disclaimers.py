"""Who said that a topic is not theirs, by topic and by skill: they are not proposed for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from graph.keys import Key
from graph.model import DISCLAIMING, Verdict


@dataclass(slots=True)
class Disclaimers:
    """What experts themselves said about suggestions: a few of what there is in a network."""

    held: dict[Key, Verdict] = field(default_factory=dict)
    _by_topic: dict[str, set[Key]] = field(default_factory=dict)  # keys of verdicts
    _by_skill: dict[Key, set[Key]] = field(default_factory=dict)

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> "Disclaimers":
        """Those of `verdicts` by which somebody disclaims a topic."""
        table = cls()
        for verdict in verdicts:
            table.put(verdict)
        return table

    def put(self, verdict: Verdict) -> None:
        """Take in a verdict, new or changed; one of another kind goes."""
        self.drop(verdict.key)
        if verdict.verdict in DISCLAIMING:
            self.held[verdict.key] = verdict
            self._by_topic.setdefault(verdict.topic, set()).add(verdict.key)
            for skill in verdict.skills:
                self._by_skill.setdefault(skill, set()).add(verdict.key)

    def drop(self, key: Key) -> None:
        """A verdict that went; an unknown key does not matter."""
        verdict = self.held.pop(key, None)
        if verdict is not None:
            self._by_topic[verdict.topic].discard(key)
            for skill in verdict.skills:
                self._by_skill[skill].discard(key)

    def of_topic(self, topic: str, skills: Collection[Key]) -> set[Key]:
        """The people who disclaimed `topic`, in the form of verdicts, or one of `skills`. O(those people)."""
        verdicts = set(self._by_topic.get(topic, ()))
        for skill in skills:
            verdicts |= self._by_skill.get(skill, set())
        return {self.held[key].expert for key in verdicts}
