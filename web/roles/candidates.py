"""/roles/{id}/put-down and take-off: who may come back for a role, and what is written of them."""

from typing import Final

from starlette.responses import Response

from web.door import RECRUITERS, only_for
from web.roles.role import done_or_shown
from web.visit import At, Visit

WORDS: Final = {"NOTED": "They may come back for it", "NOT_NOW": "Not now"}
"""What may be said of somebody; how far they are beyond that follows by itself."""


@only_for(*RECRUITERS)
async def form(visit: Visit) -> Response:
    """What to write of somebody, with what is written already."""
    return await _page(visit, visit.query.get("person", ""))


@only_for(*RECRUITERS)
async def put_down(visit: Visit) -> Response:
    """Write it down; when that is refused, what was typed stays."""
    person, said = visit.form.get("person", ""), visit.form.get("stage", "")
    problem = await visit.act(
        "roles/put_down.graphql",
        role=visit.path["id"],
        person=person,
        note=visit.form.get("note", ""),
        stage=said if said in WORDS else "NOTED",
    )
    if problem:
        return await _page(visit, person, problem)
    return visit.go(f"/roles/{visit.path['id']}", said="down")


@only_for(*RECRUITERS)
async def take_off(visit: Visit) -> Response:
    """Nothing of it is kept."""
    person = visit.form.get("person", "")
    problem = await visit.act("roles/take_off.graphql", role=visit.path["id"], person=person)
    return await done_or_shown(visit, problem, "off")


async def _page(visit: Visit, person: str, problem: str = "") -> Response:
    found = await visit.ask("roles/put_down_form.graphql", role=visit.path["id"], person=person)
    role, who = found["role"], found["node"]
    if role is None:
        return await visit.nowhere()
    if not who:
        return await visit.nobody()
    held = next((one for one in role["candidates"] if one["person"]["id"] == who["id"]), None)
    said = held["stage"] if held and held["stage"] in WORDS else "NOTED"
    return await visit.show(
        "roles/put_down.html",
        role=role,
        person=who,
        held=held,
        options=WORDS,
        stage=visit.form.get("stage", said),
        note=visit.form.get("note", held["note"] if held else ""),
        problem=problem,
    )


PAGES: Final = (
    At("GET", "/roles/{id}/put-down", form),
    At("POST", "/roles/{id}/put-down", put_down),
    At("POST", "/roles/{id}/take-off", take_off),
)
