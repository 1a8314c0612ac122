"""/roles/{id}: what a role says, who works on it, who may come back for it, and what came of it."""

from typing import Any, Final

from starlette.responses import Response

from web.door import RECRUITERS, only_for
from web.forms import as_shown, meant
from web.roles.export import COLUMNS
from web.roles.wanted import filled_in, typed, wanted
from web.visit import At, Visit
from web.words.roles import REFERRAL_OUTCOME

SAID: Final = {
    "asked": "You asked. Each of them decides freely; you hear of it here and in your inbox.",
    "changed": "That is what the role says from now on.",
    "closed": "The role is closed. Nobody is added or asked for it any more.",
    "watched": "You hear of it when somebody new fits, or when you can reach somebody in a new way.",
    "unwatched": "You hear no more of it.",
    "down": "It is noted, and they can read it.",
    "off": "They are not on the list any more, and nothing of it is kept.",
    "shared": "It is shared. They see all that stands here, if they are a recruiter or an HR partner.",
    "unshared": "It is not shared with them any more.",
    "told": "Who proposed them and they themselves are told what came of it.",
}
"""What stands on the page after something was done."""


@only_for(*RECRUITERS)
async def role(visit: Visit) -> Response:
    """The role with all that belongs to it."""
    return await role_page(visit)


@only_for(*RECRUITERS)
async def change(visit: Visit) -> Response:
    """Say something else of it; when that is refused, what was typed stays."""
    found = (await visit.ask("roles/role.graphql", id=visit.path["id"]))["role"]
    if found is None:
        return await visit.nowhere()
    form = typed(meant(visit.form, filled_in(found)))
    said = wanted(form)
    problem = said.problem or await visit.act("roles/change.graphql", id=visit.path["id"], role=said.role)
    return await done_or_shown(visit, problem, "changed", changed=form)


@only_for(*RECRUITERS)
async def close(visit: Visit) -> Response:
    """Nobody is looked for any more."""
    problem = await visit.act("roles/close.graphql", id=visit.path["id"])
    return await done_or_shown(visit, problem, "closed")


@only_for(*RECRUITERS)
async def watch(visit: Visit) -> Response:
    """Hear of new people, or no longer."""
    on = visit.form.get("watch") == "yes"
    which = "roles/watch.graphql" if on else "roles/unwatch.graphql"
    problem = await visit.act(which, role=visit.path["id"])
    return await done_or_shown(visit, problem, "watched" if on else "unwatched")


@only_for(*RECRUITERS)
async def came_of(visit: Visit) -> Response:
    """Say what came of a proposal by somebody else."""
    outcome = visit.form.get("outcome", "")
    problem = "Choose what came of it."
    if outcome in REFERRAL_OUTCOME:
        which = visit.form.get("referral", "")
        problem = await visit.act("roles/close_referral.graphql", referral=which, outcome=outcome)
    return await done_or_shown(visit, problem, "told")


async def done_or_shown(visit: Visit, problem: str, said: str, **values: Any) -> Response:
    """To the role once something is done, or the role with the problem."""
    if problem:
        return await role_page(visit, problem, **values)
    return visit.go(f"/roles/{visit.path['id']}", said=said)


async def role_page(visit: Visit, problem: str = "", **values: Any) -> Response:
    """The page of the role. `values`: `changed`, `colleague` and `choices` keep what was typed in forms."""
    found = await visit.ask("roles/role.graphql", id=visit.path["id"], proposals=visit.query.get("proposals"))
    if found["role"] is None:
        return await visit.nowhere()
    proposed = [edge["node"] for edge in found["referrals"]["edges"]]
    info = found["referrals"]["pageInfo"]
    changed = values.get("changed")
    return await visit.show(
        "roles/role.html",
        role=found["role"],
        form=changed or filled_in(found["role"]),
        was=as_shown(filled_in(found["role"])),
        is_changing=changed is not None,
        colleague=values.get("colleague", ""),
        choices=values.get("choices", []),
        proposed=[one for one in proposed if one["part"] != "PERSON"],
        older=info["endCursor"] if info["hasNextPage"] else "",
        closes="recruiter" in found["viewer"]["roles"],
        columns=COLUMNS,
        problem=problem,
        done=visit.done(SAID),
    )


PAGES: Final = (
    At("GET", "/roles/{id}", role),
    At("POST", "/roles/{id}", change),
    At("POST", "/roles/{id}/close", close),
    At("POST", "/roles/{id}/watch", watch),
    At("POST", "/roles/{id}/came-of", came_of),
)
