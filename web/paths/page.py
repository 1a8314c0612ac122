"""/people/{id}/paths: how to reach somebody, and the form that asks for an introduction."""

from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from web.paths.drawing import Drawing, drawn
from web.visit import At, Visit
from web.words import PURPOSE

DIRECTLY: Final = "directly"
"""What the form says for a request without connectors."""


FOR_ROLES: Final = "RECRUITING"
"""The purpose for which a request may stand in a role."""


@dataclass(frozen=True, slots=True)
class Way:
    """One path: what the form says for it, who leads along it, and its picture."""

    value: str
    through: tuple[str, ...]
    warmth: str
    hops: tuple[dict[str, Any], ...]
    drawing: Drawing


async def paths(visit: Visit) -> Response:
    """The ways that lead to somebody."""
    purpose = visit.query.get("purpose", "")
    asked = {name: visit.query.get(name, "") for name in ("about", "role")} | {"message": "", "path": ""}
    return await _page(visit, purpose if purpose in PURPOSE else "EXPERTISE", asked)


async def ask(visit: Visit) -> Response:
    """Ask for an introduction; when that is refused, what was typed stays."""
    form = visit.form
    purpose = form.get("purpose", "")
    chosen, role = form.get("path", DIRECTLY), form.get("role", "")
    problem = await visit.act(
        "paths/ask.graphql",
        path=[] if chosen == DIRECTLY else chosen.split(),
        target=visit.path["id"],
        purpose=purpose if purpose in PURPOSE else "EXPERTISE",
        about=form.get("about", ""),
        message=form.get("message", ""),
        role=role or None,
    )
    if not problem:
        return visit.go(f"/roles/{role}" if role else "/inbox", said="asked")
    asked = {name: form.get(name, "") for name in ("about", "message", "path", "role")}
    return await _page(visit, purpose, asked, problem)


async def _page(visit: Visit, purpose: str, asked: dict[str, str], problem: str = "") -> Response:
    role = asked["role"] if purpose == FOR_ROLES else ""
    found = await visit.ask("paths/page.graphql", id=visit.path["id"], purpose=purpose, role=role)
    if not found["node"]:
        return await visit.nobody()
    ways = [_way(path) for path in found["warmPaths"]["paths"]]
    return await visit.show(
        "paths/page.html",
        person=found["node"],
        ways=[way for way in ways if way.through],
        known=next((way for way in ways if not way.through), None),
        purpose=purpose,
        role=found["role"] if found["role"] and found["role"]["open"] else None,
        asked=asked,
        problem=problem,
        directly=DIRECTLY,
    )


def _way(path: dict[str, Any]) -> Way:
    connectors = [hop["to"] for hop in path["hops"][:-1]]
    return Way(
        " ".join(person["id"] for person in connectors),
        tuple(person["name"] for person in connectors),
        path["warmth"],
        tuple(path["hops"]),
        drawn(path["hops"]),
    )


PAGES: Final = (At("GET", "/people/{id}/paths", paths), At("POST", "/people/{id}/paths", ask))
