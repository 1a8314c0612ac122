"""/roles/{id}/share: who else works on a role, found by name."""

from typing import Any, Final

from starlette.responses import Response

from web.door import RECRUITERS, only_for
from web.roles.role import done_or_shown
from web.search.named import WORKS_HERE, found_by_name
from web.visit import At, Visit

NOBODY: Final = "Nobody who works here is found by that name. Write it as the directory has it."
SEVERAL: Final = "Several people are found by that name. Choose one of them."
MORE: Final = "Many people are found by that name. Choose one of these, or write the name in full."
_LONGEST: Final = 200


@only_for(*RECRUITERS)
async def share(visit: Visit) -> Response:
    """Share the role with a colleague: with who was chosen, or with the only one of the name."""
    name = " ".join(visit.form.get("colleague", "").split())[:_LONGEST]
    chosen, problem = visit.form.get("person", ""), ""
    choices: list[dict[str, Any]] = []
    if not chosen:
        choices, problem = await _called(visit, name)
        chosen = choices[0]["id"] if len(choices) == 1 else ""
    if chosen:
        problem = await visit.act("roles/share.graphql", id=visit.path["id"], person=chosen)
    return await done_or_shown(visit, problem, "shared", colleague=name, choices=choices)


@only_for(*RECRUITERS)
async def unshare(visit: Visit) -> Response:
    """It is not shared with somebody any more."""
    whom = visit.form.get("person", "")
    problem = await visit.act("roles/share.graphql", id=visit.path["id"], person=whom, shared=False)
    return await done_or_shown(visit, problem, "unshared")


async def _called(visit: Visit, name: str) -> tuple[list[dict[str, Any]], str]:
    """Who works here and is called so, and what to say when that is not one person."""
    found = await found_by_name(visit, name, WORKS_HERE, first=6)
    people = [edge["node"] for edge in found["edges"]]
    if not people:
        return [], NOBODY
    return people, MORE if found["pageInfo"]["hasNextPage"] else SEVERAL


PAGES: Final = (At("POST", "/roles/{id}/share", share), At("POST", "/roles/{id}/unshare", unshare))
