"""What the pages of the desk share: who is let in, what leads from one to the other, who decided."""

from collections.abc import Iterable
from typing import Any, Final

from starlette.responses import Response

from web.visit import Visit

PLACES: Final = {
    "/privacy": "Requests",
    "/privacy/rules": "Rules",
    "/privacy/defaults": "Defaults",
    "/privacy/audit": "The record",
}
"""The pages of the desk."""

_ACTORS: Final = {"operator": "the operator", "service": "a machine account", "": "somebody who was erased"}


async def show(visit: Visit, template: str, *, problem: str = "", **values: Any) -> Response:
    """A page of the desk."""
    return await visit.show(template, problem=problem, places=PLACES, **values)


async def names(visit: Visit, ids: Iterable[str]) -> dict[str, str]:
    """What to call who acted, by id: people as the officer may see them."""
    wanted = sorted({*ids})
    people = [id_ for id_ in wanted if id_ not in _ACTORS][:50]
    nodes = (await visit.ask("privacy/people.graphql", ids=people))["nodes"] if people else []
    named = {id_: node["name"] for id_, node in zip(people, nodes, strict=True) if node}
    return {id_: named.get(id_) or _ACTORS.get(id_, "somebody") for id_ in wanted}
