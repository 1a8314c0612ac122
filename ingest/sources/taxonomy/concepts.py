"""What every taxonomy comes to: concepts with labels first, then links to broader concepts.

A format says which concepts and links an input record stands for (`Item.value`: a tuple of Concept or
of Link); the two stages here turn them into skills. Links come second because both ends must be there.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.keys import Key
from graph.model import Skill
from ingest.draft import Draft
from ingest.source import BadRecord, Item, Problem

Reading = Callable[[str], Iterator[Item | Problem]]
"""Reads the input from behind a checkpoint."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept as one input record has it.

    `whole`: the record holds all there is to say, so its alternative labels replace older ones and a
    second record about the concept must say the same; otherwise labels add up. `label` "" leaves the
    label as it is, of a concept that has to be there.
    """

    uri: str
    label: str
    alternatives: tuple[str, ...] = ()
    whole: bool = True
    field: str = "preferredLabel"  # the column to name when the record contradicts another


@dataclass(frozen=True, slots=True)
class Link:
    """The concept `narrow` stands under the concept `broad` (both are uris); `field` names the column."""

    narrow: str
    broad: str
    field: str = "broader"


def skill_key(draft: Draft, uri: str) -> Key:
    """The key of the skill with this uri."""
    return draft.keys.key("skill", uri)


def tidy(labels: Iterable[str], label: str) -> tuple[str, ...]:
    """Alternative labels without repetitions and without `label` itself, in alphabetical order."""
    seen: dict[str, str] = {}
    for text in (" ".join(text.split()) for text in labels):
        if text and text.casefold() != label.casefold():
            known = seen.setdefault(text.casefold(), text)
            seen[text.casefold()] = min(known, text)
    return tuple(seen[folded] for folded in sorted(seen))


@dataclass
class ConceptStage:
    """Takes in concepts: one Skill each, with what it already stands under."""

    name: str
    scheme: str
    read: Reading
    counts: bool = True
    _first: dict[Key, tuple[str, int]] = field(default_factory=dict)

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The records that hold concepts, from behind `after`."""
        return self.read(after)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The skills that the items speak of."""
        return {skill_key(draft, concept.uri) for item in items for concept in _concepts(item)}

    def take(self, item: Item, draft: Draft) -> None:
        """Put a skill for each concept. BadRecord when it contradicts an earlier record of the input."""
        for concept in _concepts(item):
            key = skill_key(draft, concept.uri)
            stored = draft.get(key, Skill)
            label = concept.label or (stored.label if stored else "")
            if not label:
                raise BadRecord(concept.field, f"no concept {concept.uri!r}")
            skill = Skill(
                key=key,
                label=label,
                alternatives=_alternatives(concept, stored, label),
                broader=stored.broader if stored else (),
                scheme=self.scheme,
                uri=concept.uri,
            )
            self._compare(item, concept, skill, stored)
            draft.put(skill)

    def _compare(self, item: Item, concept: Concept, skill: Skill, stored: Skill | None) -> None:
        here = (item.file, item.line)
        first = self._first.setdefault(skill.key, here)
        if first == here or stored is None:
            return
        same = skill == stored if concept.whole else skill.label == stored.label
        if not same:
            raise BadRecord(concept.field, f"{concept.label!r} contradicts {first[0]}, line {first[1]}")


def _alternatives(concept: Concept, stored: Skill | None, label: str) -> tuple[str, ...]:
    """All alternative labels: an earlier label stays as one when the record is not the whole."""
    if concept.whole or stored is None:
        return tidy(concept.alternatives, label)
    if label != stored.label:
        return tidy((*stored.alternatives, *concept.alternatives, stored.label), label)
    labels = list(stored.alternatives)
    for text in tidy(concept.alternatives, label):  # labels come one a row: no sorting of all for each
        place = bisect_left(labels, text.casefold(), key=str.casefold)
        if place < len(labels) and labels[place].casefold() == text.casefold():
            labels[place] = min(labels[place], text)
        else:
            labels.insert(place, text)
    return tuple(labels)


def _concepts(item: Item) -> tuple[Concept, ...]:
    assert isinstance(item.value, tuple)
    return item.value


@dataclass
class LinkStage:
    """Takes in links between concepts that are there; a circle of broader concepts is refused."""

    name: str
    read: Reading
    counts: bool = False

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The records that hold links, from behind `after`."""
        return self.read(after)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """Both ends of every link."""
        return {
            skill_key(draft, uri)
            for item in items
            for link in _links(item)
            for uri in (link.narrow, link.broad)
        }

    def take(self, item: Item, draft: Draft) -> None:
        """Put each link. BadRecord when an end is not there or a concept would stand under itself."""
        for link in _links(item):
            narrow, broad = self._end(link, link.narrow, draft), self._end(link, link.broad, draft)
            if broad.key in narrow.broader:
                continue
            if _stands_under(broad, narrow.key, draft):
                raise BadRecord(link.field, f"{link.broad!r} stands under {link.narrow!r}: a circle")
            draft.put(replace(narrow, broader=tuple(sorted({*narrow.broader, broad.key}))))

    @staticmethod
    def _end(link: Link, uri: str, draft: Draft) -> Skill:
        skill = draft.get(skill_key(draft, uri), Skill)
        if skill is None:
            raise BadRecord(link.field, f"no concept {uri!r}")
        return skill


def _links(item: Item) -> tuple[Link, ...]:
    assert isinstance(item.value, tuple)
    return item.value


def _stands_under(skill: Skill, key: Key, draft: Draft) -> bool:
    """Whether `key` is `skill` or somewhere above it."""
    above, seen = [skill.key], {skill.key}
    while above:
        current = above.pop()
        if current == key:
            return True
        found = draft.get(current, Skill)
        for broader in found.broader if found else ():
            if broader not in seen:
                seen.add(broader)
                above.append(broader)
    return False
