"""/roles: those that the viewer works on, and the form that looks for people."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Final

from starlette.responses import Response

from web.door import RECRUITERS, only_for
from web.forms import ONCE
from web.roles.wanted import filled_in, typed, wanted
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
        opened = await _opened(visit, said.role)
        if opened["__typename"] == "Role":
            return visit.go("/roles/search", role=opened["id"], said="kept")
        problem = refused(opened)
    return await _page(visit, form, problem)


async def _opened(visit: Visit, role: dict[str, Any]) -> dict[str, Any]:
    """The role, opened; one that was opened in this session and still says the same is it.

    Pages are not stored, so going back to a search gives a form that has not been sent: the form's own key
    counts only once the role that was opened says something else.
    """
    session = visit.sessions.form_token(visit.session)
    search = blake2b(json.dumps(role, sort_keys=True).encode(), key=session.encode(), digest_size=24)
    opened = await _asked_to_open(visit, search.hexdigest(), role)
    if opened["__typename"] != "Role" or (opened["open"] and _says(opened) == _says(role)):
        return opened
    return await _asked_to_open(visit, visit.form.get(ONCE, ""), role)


async def _asked_to_open(visit: Visit, once: str, role: dict[str, Any]) -> dict[str, Any]:
    given = {"idempotencyKey": once, "role": role}
    opened: dict[str, Any] = (await visit.ask("roles/open.graphql", input=given))["openRole"]
    return opened


def _says(role: Mapping[str, Any]) -> dict[str, str]:
    """What a role says, but for how its words are set."""
    return {name: " ".join(text.split()) for name, text in filled_in(role).items()}


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
