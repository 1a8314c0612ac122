"""/insight/new: write down something that I learned outside."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from web.visit import At, Visit

PROVENANCES: Final = {
    "OWN_WORK": "In my own work",
    "CONVERSATION": "In a conversation",
    "EVENT": "At an event",
    "PUBLIC": "From what anybody can read",
}
AUDIENCES: Final = {"EMPLOYEES": "Those who work here", "EVERYONE": "Everybody in the network"}
TEXTS: Final = ("text", "companies", "topics", "learned", "link")


async def new(visit: Visit) -> Response:
    """The form, with what is known already of what it is about."""
    asked, kind = visit.query.get("q", ""), visit.query.get("kind", "company")
    about = {"companies" if kind == "company" else "topics": asked}
    return await _page(visit, {**about, "request": visit.query.get("request", "")})


async def record(visit: Visit) -> Response:
    """Keep it; when that is refused, what was typed stays."""
    form = visit.form
    problem = await visit.act(
        "insight/record.graphql",
        text=form.get("text", ""),
        organizations=form.lines("companies"),
        topics=form.lines("topics"),
        provenance=_one_of(PROVENANCES, form.get("provenance", "")),
        learned=form.get("learned", ""),
        link=form.get("link", ""),
        audience=_one_of(AUDIENCES, form.get("audience", "")),
        nothingConfidential=form.get("clear") == "yes",
        request=form.get("request") or None,
    )
    return await _page(visit, form, problem) if problem else visit.go("/insight", said="recorded")


def _one_of(options: Mapping[str, str], chosen: str) -> str:
    return chosen if chosen in options else next(iter(options))


async def _page(visit: Visit, typed: Mapping[str, str], problem: str = "") -> Response:
    return await visit.show(
        "insight/record.html",
        problem=problem,
        typed={name: typed.get(name, "") for name in TEXTS},
        provenance=_one_of(PROVENANCES, typed.get("provenance", "")),
        audience=_one_of(AUDIENCES, typed.get("audience", "")),
        clear=typed.get("clear") == "yes",
        request=typed.get("request", ""),
        requests=await _requests(visit),
        provenances=PROVENANCES,
        audiences=AUDIENCES,
    )


async def _requests(visit: Visit) -> list[dict[str, Any]]:
    """Who asked me what I see outside, and I agreed."""
    found = (await visit.ask("insight/requests.graphql"))["inbox"]["edges"]
    return [
        edge["node"]
        for edge in found
        if edge["node"]["forMe"]
        and edge["node"]["purpose"] == "INSIGHT"
        and edge["node"]["state"] in ("AGREED", "CLOSED")
    ]


PAGES: Final = (At("GET", "/insight/new", new), At("POST", "/insight/new", record))
