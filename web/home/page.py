"""/home: what is on, for who works here and for who worked here, and what its forms do."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, Final

from starlette.responses import Response

from web.visit import At, Visit
from web.words.together import REFERRAL_CAME_OF

A_YEAR: Final = timedelta(days=365)
"""How long a yes to one click holds."""

LISTS: Final = {"EVENTS": "events", "MENTORING": "mentoring", "REFERRAL": "open roles"}
"""What is listed to alumni who said yes to the purpose, and to whoever works here."""

SAID: Final = {
    "joined": "You take part. Who holds it hears of it.",
    "left": "You do not take part any more.",
    "closed": "It is over, and nobody sees it any more.",
    "offered": "It is listed from now on. You hear who would like to take part.",
    "listed": "From now on they are listed to you. Preferences, in the menu, take it back.",
    "referred": "They are asked first, quietly. You hear of it here.",
    "yes": "Thank you. The recruiters can see the proposal now.",
    "no": "That is fine. Nobody is told that you said no.",
    "opening": "It is listed from now on, and others may propose somebody for it.",
    "unlisted": "It is not listed any more. What was proposed goes on.",
    "told": "Who proposed and who was proposed hear what came of it.",
}
"""What stands on the page after something was done."""

_CURSORS: Final = ("events", "mentoring", "roles", "proposals")


async def home(visit: Visit) -> Response:
    """What is on."""
    return await _page(visit)


async def take_part(visit: Visit) -> Response:
    """I take part."""
    return await _next(visit, await visit.act("home/take_part.graphql", offering=_which(visit)), "joined")


async def leave(visit: Visit) -> Response:
    """I do not take part after all."""
    return await _next(visit, await visit.act("home/leave.graphql", offering=_which(visit)), "left")


async def close(visit: Visit) -> Response:
    """What I hold is over, or taken back."""
    return await _next(visit, await visit.act("home/close.graphql", offering=_which(visit)), "closed")


async def listed(visit: Visit) -> Response:
    """Say yes to be told of one kind of thing, for a year."""
    purpose, problem = visit.form.get("purpose", ""), "Choose what you would like to hear of."
    if purpose in LISTS:
        until = (visit.sessions.today() + A_YEAR).isoformat()
        yes = {"purpose": purpose, "role": "REACHED", "yes": True, "until": until}
        problem = await visit.act("preferences/set.graphql", consents=[yes])
    return await _next(visit, problem, "listed")


async def answer(visit: Visit) -> Response:
    """Say yes or no to a proposal of me."""
    yes = visit.form.get("answer") == "yes"
    problem = await visit.act("home/answer.graphql", referral=_which(visit), yes=yes)
    return await _next(visit, problem, "yes" if yes else "no")


async def tell(visit: Visit) -> Response:
    """Tell what came of a proposal."""
    outcome, problem = visit.form.get("outcome", ""), "Choose what came of it."
    if outcome in REFERRAL_CAME_OF:
        problem = await visit.act("home/close_referral.graphql", referral=_which(visit), outcome=outcome)
    return await _next(visit, problem, "told")


async def list_role(visit: Visit) -> Response:
    """List a role that I work on, or take it off the list."""
    yes = visit.form.get("listed") == "yes"
    problem = await visit.act("home/list_role.graphql", id=_which(visit), role={"listed": yes})
    return await _next(visit, problem, "opening" if yes else "unlisted")


def _which(visit: Visit) -> str:
    return visit.form.get("which", "")


async def _next(visit: Visit, problem: str, said: str) -> Response:
    return await _page(visit, problem) if problem else visit.go("/home", said=said)


async def _page(visit: Visit, problem: str = "") -> Response:
    cursors = {name: visit.query.get(name) for name in _CURSORS}
    found = await visit.ask("home/page.graphql", **cursors)
    proposals = _nodes(found["referrals"])
    listings = {name: found[name] for name in ("events", "mentoring", "openings")}
    shown = [node["id"] for each in listings.values() for node in _nodes(each)]
    which = _which(visit)
    return await visit.show(
        "home/page.html",
        problem=problem,
        which=which if which in {*shown, *(one["id"] for one in proposals)} else "",
        done=visit.done(SAID),
        events=_nodes(found["events"]),
        mentoring=_nodes(found["mentoring"]),
        openings=_nodes(found["openings"]),
        for_me=[one for one in proposals if one["state"] == "FOR_YOU"],
        proposals=[one for one in proposals if one["state"] != "FOR_YOU"],
        more={
            "events": _more(found["events"]),
            "mentoring": _more(found["mentoring"]),
            "roles": _more(found["openings"]),
            "proposals": _more(found["referrals"]),
        },
        unsaid=_unsaid(found["viewer"], visit),
        balance=found["balance"] or {"gave": [], "received": []},
        events_are_mine=not {"recruiter", "network_admin"}.isdisjoint(found["viewer"]["roles"]),
        my_roles=await _my_roles(visit, found["viewer"]["roles"]),
    )


async def _my_roles(visit: Visit, roles: Collection[str]) -> list[dict[str, Any]]:
    """Roles that somebody who looks for people works on, and may list."""
    if {"recruiter", "hr_partner"}.isdisjoint(roles):
        return []
    found = (await visit.ask("home/my_roles.graphql"))["roles"]
    return [role for role in _nodes(found) if role["open"]]


def _unsaid(viewer: Mapping[str, Any], visit: Visit) -> dict[str, str]:
    """What is listed to who left and says yes, and is not listed to who reads this: a word for each."""
    if viewer["person"]["status"] != "ALUMNUS":
        return {}
    today = visit.sessions.today().isoformat()
    held = (viewer["preferences"] or {"consents": []})["consents"]
    yes = {one["purpose"] for one in held if one["yes"] and (not one["until"] or one["until"] >= today)}
    return {purpose: said for purpose, said in LISTS.items() if purpose not in yes}


def _nodes(connection: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


def _more(connection: Mapping[str, Any]) -> str:
    there: Mapping[str, Any] = connection["pageInfo"]
    return str(there["endCursor"]) if there["hasNextPage"] else ""


PAGES: Final = (
    At("GET", "/home", home),
    At("POST", "/home/take-part", take_part),
    At("POST", "/home/leave", leave),
    At("POST", "/home/close", close),
    At("POST", "/home/listed", listed),
    At("POST", "/home/answer", answer),
    At("POST", "/home/tell", tell),
    At("POST", "/home/list-role", list_role),
)
