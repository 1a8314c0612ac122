"""The question warmPaths: who can introduce me?"""

from datetime import UTC, datetime
from typing import Final

import strawberry

from api.graphql.context import Asked, Context, key_of
from api.graphql.errors import bad_input
from api.graphql.loaders import Loaders
from api.graphql.types.person import Person
from api.graphql.types.words import Purpose, Warmth
from graph.errors import PersonNotFound
from graph.keys import Key
from graph.model import Person as PersonRecord
from policy.viewer import Viewer
from queries import warm_paths as question
from queries.network import Network
from queries.path_targets import experts_on, people_at

USUAL: Final = 5


@strawberry.input(description="Whom to reach: a person, anybody at a company, or an expert.", one_of=True)
class PathTarget:
    """Exactly one is given."""

    person: strawberry.ID | None = strawberry.UNSET
    organization: str | None = strawberry.UNSET
    knows_about: str | None = strawberry.UNSET


@strawberry.type(description="One tie of a path and what the two have in common.")
class Hop:
    """From one person to the next."""

    from_: Person = strawberry.field(name="from")
    to: Person
    strength: float
    warmth: Warmth
    reasons: list[str]

    @classmethod
    def of(cls, hop: question.Hop, purpose: str) -> "Hop":
        """A hop as shown."""
        return cls(
            from_=Person.of(hop.origin, purpose),
            to=Person.of(hop.to, purpose),
            strength=hop.strength,
            warmth=Warmth(hop.warmth.value),
            reasons=list(hop.reasons),
        )


@strawberry.type(description="A chain of people who know each other. Strength is in (0, 1].")
class WarmPath:
    """The product of its ties, and the same in a word."""

    strength: float
    warmth: Warmth
    hops: list[Hop]

    @classmethod
    def of(cls, path: question.WarmPath, purpose: str) -> "WarmPath":
        """A path as shown."""
        hops = [Hop.of(hop, purpose) for hop in path.hops]
        return cls(strength=path.strength, warmth=Warmth(path.warmth.value), hops=hops)


@strawberry.type(description="Paths, best first. `asOf` is to the minute.")
class WarmPaths:
    """Without a path it does not say why: nobody there, not allowed and not connected look alike."""

    paths: list[WarmPath]
    as_of: str


async def paths_to(
    info: Asked, to: PathTarget, origin: str | None, purpose: Purpose, max_hops: int, first: int | None
) -> WarmPaths:
    """The best paths from the viewer, or from somebody else by shared ties alone."""
    context = info.context
    if not 1 <= max_hops <= question.MAX_HOPS:
        raise bad_input("maxHops", f"1 to {question.MAX_HOPS}")
    size = context.page(first, USUAL)
    source = context.viewer.person if origin is None else key_of(PersonRecord.KIND, origin)
    paths: tuple[question.WarmPath, ...] = ()
    if source:
        wanted = _wanted(context, to)
        paths = await context.ask(_paths, wanted, source, purpose.value, max_hops, size, context.load)
    as_of = context.network.clock().astimezone(UTC)
    shown = [WarmPath.of(path, purpose.value) for path in paths]
    return WarmPaths(paths=shown, as_of=_minute(as_of))


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def _wanted(context: Context, to: PathTarget) -> tuple[str, str]:
    """Which target is given, and its value."""
    for name in ("person", "organization", "knows_about"):
        value = getattr(to, name)
        if value is not strawberry.UNSET and value is not None:
            return name, context.text(name, value)
    raise bad_input("to", "exactly one of person, organization and knowsAbout")


def _paths(
    network: Network,
    viewer: Viewer,
    wanted: tuple[str, str],
    source: Key,
    purpose: str,
    hops: int,
    first: int,
    load: Loaders,
) -> tuple[question.WarmPath, ...]:
    """The answer; the organizations that its people worked at are loaded with it."""
    targets = _targets(network, viewer, *wanted)
    if not targets:
        return ()
    asked = question.WarmPathsTo(source, targets, purpose, hops, first)
    try:
        paths = question.warm_paths(network, viewer, asked).paths
    except PersonNotFound:
        return ()
    cards = [card for path in paths for hop in path.hops for card in (hop.origin, hop.to)]
    load.hold({job.organization for card in cards for job in card.employments})
    return paths


def _targets(network: Network, viewer: Viewer, kind: str, value: str) -> tuple[Key, ...]:
    match kind:
        case "organization":
            return people_at(network, viewer, value) if value.strip() else ()
        case "knows_about":
            return experts_on(network, viewer, value)
    key = key_of(PersonRecord.KIND, value)
    return (key,) if key else ()
