"""The question whoKnows: experts with the evidence for them."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any, Final

import strawberry
from strawberry.relay import PageInfo
from strawberry.types.nodes import FragmentSpread, InlineFragment, SelectedField, Selection

from api.graphql.connections import page_info
from api.graphql.context import Asked, key_of
from api.graphql.errors import RequestError
from api.graphql.loaders import Loaders
from api.graphql.types.evidence import Evidence
from api.graphql.types.filters import PersonFilter, filter_of, told
from api.graphql.types.person import Person
from api.graphql.types.skill import Skill, skills_at
from graph.dates import day_number, from_day_number
from graph.errors import TopicNotFound
from graph.keys import Key
from graph.model import Person as PersonRecord
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import look
from queries.who_knows import PURPOSE, Expert, Experts, WhoKnows, who_knows

USUAL: Final = 10
USUAL_EVIDENCE: Final = 3


@strawberry.type(description="Somebody who knows. The score orders experts and says nothing by itself.")
class ExpertEdge:
    """One expert in an answer."""

    cursor: str
    node: Person
    score: float
    expert: strawberry.Private[Expert]
    about: strawberry.Private[frozenset[Key]]
    origin: strawberry.Private[Key | None]

    @strawberry.field(
        description="The skills of the topic that the best evidence is about.", graphql_type=list[Skill]
    )
    def matched(self, info: Asked) -> list[Skill] | Awaitable[list[Skill]]:
        """Of the first pieces of evidence, whatever number of them was asked for."""
        return skills_at(info, _matched(self.expert, self.about))

    @strawberry.field(description="What counted most.")
    def evidence(self, info: Asked, first: int | None = USUAL_EVIDENCE) -> list[Evidence]:
        """Only what the viewer may read."""
        size = info.context.page(first, USUAL_EVIDENCE)
        return [Evidence.of(shown.evidence) for shown in self.expert.evidence[:size]]

    @strawberry.field(description="Hops of the best warm path to this expert, at most 3; null without one.")
    async def hops(self, info: Asked) -> int | None:
        """From the viewer, or from the person that `near` names. A search for each expert."""
        if not self.origin:
            return None
        return await info.context.load.hops.load((self.origin, self.expert.card.key))


@strawberry.type(description="A page of experts, best first.")
class ExpertConnection:
    """`near` names topics that come close when nothing speaks of the one asked for."""

    edges: list[ExpertEdge]
    page_info: PageInfo
    near: list[str]


async def experts_page(
    info: Asked,
    about: str,
    wanted: PersonFilter | None,
    near: str | None,
    first: int | None,
    after: str | None,
) -> ExpertConnection:
    """Experts for the day of the first page; who may not be found any more is left out."""
    context = info.context
    chosen = filter_of(context, wanted)
    text = context.text("about", about)
    question = ("whoKnows", context.viewer.person, text, told(chosen))
    place = context.cursors.open(question, after, tuple[int, int, Key])
    day = day_of(context.network, place)
    size = min(max((*_asked_evidence(info.selected_fields), USUAL_EVIDENCE)), context.limits.first)
    asked = WhoKnows(text, context.page(first, USUAL), size, chosen, place[1:] if place else None)
    try:
        found, topic = await context.ask(_experts, asked, day, context.load)
    except TopicNotFound as error:
        return ExpertConnection(edges=[], page_info=page_info([], False, after), near=list(error.near))
    origin = context.viewer.person if near is None else key_of(PersonRecord.KIND, near)
    edges = [
        ExpertEdge(
            cursor=context.cursors.seal(question, (day, expert.place, expert.card.key)),
            node=Person.of(expert.card, PURPOSE),
            score=expert.score,
            expert=expert,
            about=topic,
            origin=origin,
        )
        for expert in found.experts
    ]
    return ExpertConnection(edges=edges, page_info=page_info(edges, found.more, after), near=[])


def day_of(network: Network, place: tuple[int, int, Key] | None) -> int:
    """The day that a page belongs to: that of the first one. Raises RequestError."""
    today = day_number(network.today())
    if place is None:
        return today
    if not today - 1 <= place[0] <= today:
        raise RequestError("BAD_CURSOR", "This cursor is from another day; ask for the first page again.")
    return place[0]


def on_day(network: Network, day: int) -> Network:
    """`network` as it is asked on a day."""
    if day == day_number(network.today()):
        return network
    noon = datetime.combine(from_day_number(day), time(12), UTC)
    return replace(network, clock=lambda: noon)


def _matched(expert: Expert, topic: frozenset[Key]) -> list[Key]:
    spoken = [skill for shown in expert.evidence[:USUAL_EVIDENCE] for skill in shown.evidence.skills]
    return list(dict.fromkeys(skill for skill in spoken if skill in topic))


def _experts(
    network: Network, viewer: Viewer, asked: WhoKnows, day: int, load: Loaders
) -> tuple[Experts, frozenset[Key]]:
    """The answer, and every skill that the topic covers; what nearly everybody asks beside it is loaded."""
    today = day_number(network.today())
    found = who_knows(on_day(network, day), viewer, asked)
    if day != today:
        keys = [expert.card.key for expert in found.experts]
        may = look(network, viewer, keys).allowed(keys, "found", PURPOSE, today, viewer)
        found = replace(found, experts=tuple(e for e in found.experts if e.card.key in may))
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        topic = frozenset(n for skill in found.skills for n in snapshot.skills.with_narrower(skill))
    load.hold(
        {skill for expert in found.experts for skill in _matched(expert, topic)}
        | {job.organization for expert in found.experts for job in expert.card.employments}
    )
    return found, topic


def _asked_evidence(selected: Iterable[Selection]) -> Iterator[int]:
    """How much evidence the document asks for, wherever it does so below whoKnows.edges."""
    for field in selected:
        if isinstance(field, SelectedField) and field.name == "evidence":
            size: Any = field.arguments.get("first")
            if isinstance(size, int):
                yield size
        elif isinstance(field, (FragmentSpread, InlineFragment)) or field.name in ("whoKnows", "edges"):
            yield from _asked_evidence(field.selections)
