"""What a profile tells beside the card: skills with the evidence that speaks for them, and purposes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from graph.algorithms.source_switches import source_of
from graph.dates import day_number
from graph.keys import NO_KEY, Key
from graph.model import EVIDENCE_KINDS, PURPOSES, Employment, Evidence
from graph.scans import all_adjacent
from policy.gates import allowed, readable
from policy.viewer import Viewer
from policy.visibility import purposes_told
from queries.heard import may_read, withheld
from queries.network import Network
from queries.sight import look, viewer_status

_LOOK: Final = 500
"""People who are looked at together when the first visible one of many is sought."""


@dataclass(frozen=True, slots=True)
class SkillShown:
    """One skill of a person and how many pieces of evidence of each kind speak for it; no score."""

    skill: Key
    kinds: tuple[tuple[str, int], ...]  # in the order of EVIDENCE_KINDS, counts >= 1
    latest: str  # the last dated piece, "" when none is dated


def skills_shown(
    network: Network, viewer: Viewer, people: Collection[Key]
) -> dict[Key, tuple[SkillShown, ...]]:
    """Skills of those of `people` who show them to the viewer, from shared evidence in the viewer's audience.

    Evidence of a tour speaks only where the tour may be known. Skills with several kinds of evidence
    first, then in key order: how often somebody did something does not rank. O(evidence of these people).
    """
    sight = look(network, viewer, people)
    company = sight.showing(people, "skills", viewer)
    touring = sight.showing(people, "tours", viewer)
    status = viewer_status(network, viewer)
    silenced = network.read_model.current().silenced
    told: dict[Key, dict[Key, list[Evidence]]] = {key: defaultdict(list) for key in people}
    for evidence in all_adjacent(network.store, sorted(company), Evidence) if company else ():
        if evidence.contributor or not readable(evidence.audience, viewer, status):
            continue
        silent = silenced.get(source_of(evidence), frozenset())
        told_of = company & touring if evidence.evidence_kind == "tour" else company
        for person in told_of.intersection(evidence.people) - silent:
            for skill in evidence.skills:
                told[person][skill].append(evidence)
    return {key: _in_order(skills) for key, skills in told.items()}


def _in_order(told: Mapping[Key, list[Evidence]]) -> tuple[SkillShown, ...]:
    shown = []
    for skill, evidence in told.items():
        counted = Counter(one.evidence_kind for one in evidence)
        kinds = tuple((kind, counted[kind]) for kind in EVIDENCE_KINDS if counted[kind])
        shown.append(SkillShown(skill, kinds, max(one.at for one in evidence)))
    return tuple(sorted(shown, key=lambda one: (-len(one.kinds), one.skill)))


def open_to(network: Network, viewer: Viewer, people: Collection[Key]) -> dict[Key, tuple[str, ...]]:
    """The purposes for which each of `people` may be found by this viewer, as far as the viewer may know.

    None for who does not exist, or is known to the viewer from their own source only.
    """
    sight = look(network, viewer, people)
    shown = {key for key, card in sight.cards.items() if not card.private}
    day = day_number(network.today())
    decided = sight.decided()
    may = {p: allowed(sight.standings, "found", p, day, decided=decided) for p in PURPOSES}
    return {
        key: tuple(
            purpose
            for purpose in purposes_told(viewer, key == viewer.person)
            if key in shown and may[purpose][sight.order[key]]
        )
        for key in people
    }


def readable_evidence(network: Network, viewer: Viewer, keys: Collection[Key]) -> dict[Key, Evidence]:
    """Those of `keys` that the viewer may read and whose people are not all hidden from the viewer.

    People who are hidden, or do not show the viewer their skills (of a tour: their tours), are not named
    in it. What the viewer alone contributed names everybody who exists for them.
    """
    status = viewer_status(network, viewer)
    found = [stored.record for stored in network.store.fetch(sorted(keys)).found.values()]
    mine = [e for e in found if isinstance(e, Evidence) and may_read(e, viewer, status)]
    named = {person for evidence in mine for person in (*evidence.people, evidence.endorser)} - {NO_KEY}
    sight = look(network, viewer, named)
    own = {key for key, card in sight.cards.items() if card.private}
    skilled = sight.showing(named, "skills", viewer) | own
    touring = sight.showing(named, "tours", viewer) | own
    told: dict[Key, Evidence] = {}
    for evidence in mine:
        seen = {*sight.cards} if evidence.contributor else skilled
        seen = seen & touring if evidence.evidence_kind == "tour" and not evidence.contributor else seen
        if not seen.isdisjoint(evidence.people):
            told[evidence.key] = withheld(evidence, named - seen)
    return told


def organizations_seen(network: Network, viewer: Viewer, keys: Collection[Key]) -> set[Key]:
    """Those of `keys` where the viewer sees that somebody works or worked, and the home organization.

    O(employments at the others) at worst; it stops at the first people who are seen.
    """
    seen = {*keys} & {network.home}
    wanted = sorted({*keys} - seen)
    told = all_adjacent(network.store, wanted, Employment) if wanted else iter(())
    open_ = (e for e in told if not e.contributor or e.contributor == viewer.person)
    while batch := list(islice(open_, _LOOK)):
        cards = look(network, viewer, {e.person for e in batch}).cards
        told_of = {x.key for card in cards.values() for x in card.employments}
        seen |= {e.organization for e in batch if e.key in told_of and e.organization in wanted}
        if seen >= {*keys}:
            break
    return seen
