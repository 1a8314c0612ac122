"""Offer before you ask: a hint to an employee who looks at an alumnus who has done something for them.

It rests only on what the viewer may know anyway: their own requests that the person agreed to, answers of
the person that they said helped, insights that the person wrote because the viewer had asked, and what the
viewer did for the person in turn. What the person gave to others, or refused, is in nothing of it.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from graph.keys import Key
from graph.model import HELPED, Insight, Introduction, Offering, Participation, Verdict
from graph.scans import all_adjacent
from policy.gates import Status
from policy.introductions import AGREED, answer_of, path_of
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import look

_INTRODUCED: Final = "helped with an introduction that you asked for"
_ANSWERED: Final = "gave you an answer that helped"
_WROTE: Final = "wrote down an insight for you"


def offers_first(network: Network, viewer: Viewer, people: Collection[Key]) -> dict[Key, str]:
    """What to say of each of `people`; nothing of most. O(records that name the viewer)."""
    me = viewer.person
    if not me or not people:
        return {}
    sight = look(network, viewer, people)
    if sight.viewer_status is not Status.EMPLOYEE:
        return {}
    alumni = {key for key, card in sight.cards.items() if card.status is Status.ALUMNUS and not card.private}
    if not alumni:
        return {}
    gave, got = _between(network, me, alumni)
    return {
        key: _words(sight.cards[key].name, gave[key]) for key in alumni if len(gave[key]) > got.get(key, 0)
    }


def _between(network: Network, me: Key, others: set[Key]) -> tuple[dict[Key, list[str]], dict[Key, int]]:
    """By person: what they did for me, and how often I did something for them."""
    gave: dict[Key, list[str]] = defaultdict(list)
    got: dict[Key, int] = defaultdict(int)
    for one in all_adjacent(network.store, [me], Introduction):
        if one.state not in AGREED:
            continue
        if one.asker == me:
            for key in others.intersection(path_of(one)):
                gave[key].append(_INTRODUCED)
        elif one.asker in others and answer_of(one, me):
            got[one.asker] += 1
    for verdict in all_adjacent(network.store, [me], Verdict):
        if verdict.verdict == HELPED and verdict.by == me and verdict.expert in others:
            gave[verdict.expert].append(_ANSWERED)
        elif verdict.verdict == HELPED and verdict.expert == me and verdict.by in others:
            got[verdict.by] += 1
    for insight in all_adjacent(network.store, [me], Insight):
        if insight.asked_by == me and insight.author in others:
            gave[insight.author].append(_WROTE)
        elif insight.author == me and insight.asked_by in others:
            got[insight.asked_by] += 1
    mine = [one.key for one in all_adjacent(network.store, [me], Offering) if one.by == me]
    for taken in all_adjacent(network.store, mine, Participation) if mine else ():
        got[taken.person] += taken.person in others
    return gave, got


def _words(name: str, gave: list[str]) -> str:
    return f"{name} {' and '.join(dict.fromkeys(gave))}. Offer something before you ask again."
