"""Why two people are said to know each other, in words that a viewer may read."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from graph.algorithms.pair_facts import Fact, Pair, counts
from graph.dates import first_day, last_day
from graph.keys import Key
from graph.model import Contact, Employment, Organization, Tie
from policy.viewer import Viewer
from policy.visibility import TOLD_BY_TIES
from queries.network import Network
from queries.sight import Card, Sight

_MOST: Final = 4
_CONTACT: Final = {"mail": "in touch by mail", "meeting": "met", "call": "talked on the phone"}


def reasons(
    network: Network,
    viewer: Viewer,
    sight: Sight,
    facts: Mapping[Pair, Sequence[Fact]],
    contributor: Key,
) -> dict[Pair, tuple[str, ...]]:
    """At most four reasons for each pair, never none: from shared facts and those of `contributor`.

    Years of ties and employments are shown to everybody, days of contact only to the two people
    themselves. What tells employments or tours that one of the two does not show is left out. One round
    trip for the names of organizations.
    """
    cards = sight.cards
    telling = {kind: sight.showing(cards, field, viewer) for kind, field in TOLD_BY_TIES.items()}
    organizations = {e.organization for a, b in facts for e, _ in _shared(cards[a], cards[b])}
    found = network.store.fetch(sorted(organizations)).found
    names = {
        key: stored.record.name for key, stored in found.items() if isinstance(stored.record, Organization)
    }
    result = {}
    for (a, b), known in facts.items():
        own = bool(viewer.person) and viewer.person in (a, b)
        readable = [fact for fact in known if counts(fact, contributor)]
        said = [
            *_from_ties([fact for fact in readable if isinstance(fact, Tie)], telling),
            *_from_employments(cards[a], cards[b], names),
            *_from_contacts([fact for fact in readable if isinstance(fact, Contact)], own),
        ]
        result[a, b] = tuple(dict.fromkeys(said))[:_MOST] or ("know each other",)
    return result


def _from_ties(ties: Sequence[Tie], telling: Mapping[str, Set[Key]]) -> Iterator[str]:
    for tie in sorted(ties, key=lambda t: (-(t.trust + t.strength), t.key)):
        if not tie.contributor and not telling.get(tie.tie_kind, {tie.a, tie.b}) >= {tie.a, tie.b}:
            continue
        yield with_years(tie.reason or tie.tie_kind or "know each other", tie.since, tie.until)


def _shared(one: Card, other: Card) -> Iterator[tuple[Employment, Employment]]:
    """Employments of the two at one organization at the same time."""
    for mine in one.employments:
        for theirs in other.employments:
            if mine.organization == theirs.organization and _overlap(mine, theirs):
                yield mine, theirs


def _overlap(mine: Employment, theirs: Employment) -> bool:
    since = [day for day in (first_day(mine.since), first_day(theirs.since)) if day]
    until = [day for day in (last_day(mine.until), last_day(theirs.until)) if day]
    # without a beginning on either side nothing is known about the time they share
    return len(since) == 2 and (not until or max(since) <= min(until))


def _from_employments(one: Card, other: Card, names: Mapping[Key, str]) -> Iterator[str]:
    for mine, theirs in _shared(one, other):
        where = names.get(mine.organization, "")
        if not where:
            continue
        if mine.department and mine.department == theirs.department:
            where = f"{mine.department} at {where}"
        since = max(mine.since, theirs.since)
        ends = [end for end in (mine.until, theirs.until) if end]
        yield with_years(
            f"both in {where}" if " at " in where else f"both at {where}", since, min(ends, default="")
        )


def _from_contacts(contacts: Sequence[Contact], dated: bool) -> Iterator[str]:
    mail_both_ways = len({c.sender for c in contacts if c.contact_kind == "mail"}) > 1
    for kind, words in _CONTACT.items():
        at = [contact.at for contact in contacts if contact.contact_kind == kind]
        if at and (kind != "mail" or mail_both_ways):
            yield f"{words}, last on {max(at)[:10]}" if dated else words


def with_years(text: str, since: str, until: str) -> str:
    """`text` with the years of partial dates behind it: "both at Acme, 2019–2021"."""
    first, last = since[:4], until[:4]
    if first and last:
        return f"{text}, {first}" if first == last else f"{text}, {first}–{last}"
    if first:
        return f"{text}, since {first}"
    return f"{text}, until {last}" if last else text
