"""The question rehireCandidates: who might come back for a role?"""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from dataclasses import replace
from datetime import UTC, date, datetime, time
from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.connections import page_info
from api.graphql.context import Asked, Context
from api.graphql.errors import RequestError, bad_input
from api.graphql.loaders import Loaders
from api.graphql.mutations.outcome import Refusal
from api.graphql.mutations.roles import RoleInput
from api.graphql.paths import WarmPath
from api.graphql.types.person import Person
from graph.dates import day_number, from_day_number
from graph.errors import Refused
from graph.keys import Key
from policy.roles import PURPOSE, TEXT
from policy.viewer import Viewer
from queries.network import Network
from queries.rehire_candidates import (
    MAX_HOPS,
    Candidates,
    RehireCandidates,
    rehire_candidates,
)
from queries.rehire_candidates import RehireFilter as Filter
from queries.rehire_reasons import Candidate, Fact, Part
from queries.sight import look

USUAL = 20


@strawberry.input(
    description="All that is given must fit. `formerDepartment` is the last one here; `availableBy`: open to"
    " return, from that day or earlier. What somebody does not show is as if it were not known.",
    one_of=False,
)
class RehireFilter:
    """What candidates are narrowed by."""

    left_after: date | None = None
    left_before: date | None = None
    former_department: str | None = None
    available_by: date | None = None
    location: str | None = None
    open_to_return: bool | None = None


@strawberry.enum(description="What a rank is made of.")
class RehireComponent(Enum):
    """Values of policy.rehire_ranking.Component."""

    KNOWLEDGE = "knowledge"
    TOURS = "tours"
    RETURN = "return"
    RECENCY = "recency"
    WARMTH = "warmth"


@strawberry.type(description="A stored fact, its source, and when it was last confirmed; null: nobody knows.")
class RehireFact:
    """One fact."""

    text: str
    source: str
    last_confirmed: str | None

    @classmethod
    def of(cls, fact: Fact) -> "RehireFact":
        """As told."""
        return cls(text=fact.text, source=fact.source, last_confirmed=fact.confirmed or None)


@strawberry.type(description="One part of a rank in words. `weight` is what it counts, of 1 in all.")
class RehireReason:
    """One component."""

    component: RehireComponent
    weight: float
    words: str
    facts: list[RehireFact]

    @classmethod
    def of(cls, part: Part) -> "RehireReason":
        """As told."""
        return cls(
            component=RehireComponent(part.component.value),
            weight=part.weight,
            words=part.words,
            facts=[RehireFact.of(fact) for fact in part.facts],
        )


@strawberry.type(
    description="Somebody who might come back. The score orders them and says nothing by itself. `sameAs`"
    " are other records that are probably of the same person."
)
class RehireCandidateEdge:
    """One candidate in an answer."""

    cursor: str
    node: Person
    score: float
    reasons: list[RehireReason]
    path: WarmPath | None = strawberry.field(description="The best path from me; null without one.")
    same_as: list[strawberry.ID]

    @classmethod
    def of(cls, candidate: Candidate, cursor: str) -> "RehireCandidateEdge":
        """As told."""
        return cls(
            cursor=cursor,
            node=Person.of(candidate.card, PURPOSE),
            score=candidate.score,
            reasons=[RehireReason.of(part) for part in candidate.parts],
            path=WarmPath.of(candidate.path, PURPOSE) if candidate.path else None,
            same_as=[strawberry.ID(key) for key in candidate.same_as],
        )


@strawberry.type(
    description="A page of candidates, best first; `refusal` says why a role cannot be looked for."
)
class RehireCandidateConnection:
    """One page."""

    edges: list[RehireCandidateEdge]
    page_info: PageInfo
    refusal: Refusal | None


@strawberry.type
class CandidateQuery:
    """See queries.rehire_candidates."""

    @strawberry.field(
        description="Who might come back for a role? Alumni who said yes to RECRUITING; for recruiters and"
        " hr_partners. Paths have at most `maxHops` ties."
    )
    async def rehire_candidates(
        self,
        info: Asked,
        role: RoleInput,
        filter: RehireFilter | None = None,
        first: int | None = USUAL,
        after: str | None = None,
        max_hops: int | None = 3,
    ) -> RehireCandidateConnection:
        """See queries.rehire_candidates."""
        context = info.context
        asked = _question(context, role, filter, first, 3 if max_hops is None else max_hops)
        question = ("rehireCandidates", context.viewer.person, str((asked.role, asked.filter, asked.hops)))
        place = context.cursors.open(question, after, tuple[int, int, Key])
        day = _day(context.network, place)
        asked = replace(asked, after=place[1:] if place else None)
        try:
            found = await context.ask(_candidates, asked, day, context.load)
        except Refused as refused:
            if refused.code != "BAD_INPUT":
                raise
            return RehireCandidateConnection(
                edges=[], page_info=page_info([], False, after), refusal=Refusal.of(refused)
            )
        edges = [
            RehireCandidateEdge.of(one, context.cursors.seal(question, (day, one.place, one.card.key)))
            for one in found.candidates
        ]
        return RehireCandidateConnection(
            edges=edges, page_info=page_info(edges, found.more, after), refusal=None
        )


def _question(
    context: Context, role: RoleInput, given: RehireFilter | None, first: int | None, hops: int
) -> RehireCandidates:
    if not 1 <= hops <= MAX_HOPS:
        raise bad_input("maxHops", f"1 to {MAX_HOPS}")
    for name in ("title", "location", "level"):
        context.text(name, getattr(role, name))
    context.text("text", role.text, TEXT)
    for name in ("all_of", "any_of", "none_of"):
        for skill in getattr(role, name) or ():
            context.text(name, skill)
    filter_ = Filter()
    if given is not None:
        filter_ = Filter(
            given.left_after,
            given.left_before,
            context.text("formerDepartment", given.former_department),
            given.available_by,
            context.text("location", given.location),
            given.open_to_return,
        )
    return RehireCandidates(role.wanted(), filter_, context.page(first, USUAL), hops=hops)


def _day(network: Network, place: tuple[int, int, Key] | None) -> int:
    today = day_number(network.today())
    if place is None:
        return today
    if not today - 1 <= place[0] <= today:
        raise RequestError("BAD_CURSOR", "This cursor is from another day; ask for the first page again.")
    return place[0]


def _candidates(
    network: Network, viewer: Viewer, asked: RehireCandidates, day: int, load: Loaders
) -> Candidates:
    """The answer for the day of the first page, without who may not be found any more today."""
    today = day_number(network.today())
    noon = datetime.combine(from_day_number(day), time(12), UTC)
    then = network if day == today else replace(network, clock=lambda: noon)
    found = rehire_candidates(then, viewer, asked)
    if day != today:
        keys = [one.card.key for one in found.candidates]
        may = look(network, viewer, keys).allowed(keys, "found", PURPOSE, today, viewer)
        kept = tuple(one for one in found.candidates if one.card.key in may)
        found = replace(found, candidates=kept)
    cards = [one.card for one in found.candidates]
    ways = [one.path for one in found.candidates if one.path is not None]
    cards += [card for way in ways for card in way.people]
    load.hold({job.organization for card in cards for job in card.employments})
    return found
