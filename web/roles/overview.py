"""/roles: those that the viewer works on, and the form that looks for people."""

from typing import Final

from starlette.responses import Response

from web.door import RECRUITERS, only_for
from web.roles.wanted import typed, wanted
from web.visit import At, Visit
from web.words import refused


@only_for(*RECRUITERS)
async def roles(visit: Visit) -> Response:
    """The roles of the viewer, newest first, and the form."""
    return await _page(visit, typed({}))


@only_for(*RECRUITERS)
async def keep(visit: Visit) -> Response:
    """Open a role that says what was looked for; when that is refused, what was typed stays."""
    form = typed(visit.form)
    said = wanted(form)
    problem = said.problem
    if not problem:
        given = {"idempotencyKey": visit.form.get("once", ""), "role": said.role}
        opened = (await visit.ask("roles/open.graphql", input=given))["openRole"]
        if opened["__typename"] == "Role":
            return visit.go("/roles/search", role=opened["id"], said="kept")
        problem = refused(opened)
    return await _page(visit, form, problem)


async def _page(visit: Visit, form: dict[str, str], problem: str = "") -> Response:
    found = (await visit.ask("roles/overview.graphql", after=visit.query.get("after") or None))["roles"]
    there = [edge["node"] for edge in found["edges"]]
    return await visit.show(
        "roles/overview.html",
        form=form,
        problem=problem,
        open_roles=[role for role in there if role["open"]],
        closed_roles=[role for role in there if not role["open"]],
        paged=bool(visit.query.get("after")),
        more=found["pageInfo"]["endCursor"] if found["pageInfo"]["hasNextPage"] else "",
    )


PAGES: Final = (At("GET", "/roles", roles), At("POST", "/roles", keep))
