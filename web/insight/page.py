"""/insight: who could tell about a company or a topic, and what has been told of it already."""

from typing import Any, Final

from starlette.responses import Response

from api.graphql.in_process import Unanswered
from web.visit import At, Visit

KINDS: Final = {"company": "a company", "topic": "a market, a technique or another topic"}
"""What somebody asks about, as the form says it."""

LONGEST: Final = 100
"""Letters of what is asked about; what is longer is cut."""

SAID: Final = {
    "recorded": "Thank you. It is found from now on, and you hear what comes of it.",
    "withdrawn": "You took it back. Nothing of it stays.",
    "closed": "Thank you. Who wrote it hears what came of it.",
}
"""What stands on the page after something was done."""


async def insight(visit: Visit) -> Response:
    """Who could tell, and what was told."""
    return await _page(visit, visit.query.get("kind", ""), visit.query.get("q", ""))


async def withdraw(visit: Visit) -> Response:
    """Take back what I told."""
    problem = await visit.act("insight/withdraw.graphql", insight=_which(visit))
    return await _again(visit, problem, "withdrawn")


async def close(visit: Visit) -> Response:
    """Say what came of what somebody told."""
    came_of = visit.form.get("came_of", "")
    problem = await visit.act("insight/close.graphql", insight=_which(visit), cameOf=came_of)
    return await _again(visit, problem, "closed")


def _which(visit: Visit) -> str:
    return visit.form.get("insight", "")


async def _again(visit: Visit, problem: str, said: str) -> Response:
    """The page that the form stood on."""
    kind, asked = visit.form.get("kind", ""), visit.form.get("q", "")
    if problem:
        return await _page(visit, kind, asked, problem)
    return visit.go("/insight", said=said, **({"kind": kind, "q": asked} if asked else {}))


async def _page(visit: Visit, kind: str, text: str, problem: str = "") -> Response:
    asked = " ".join(text.split())[:LONGEST]
    kind = kind if kind in KINDS else "company"
    after = visit.query.get("after")
    about = {"organization" if kind == "company" else "topic": asked} if asked else None
    sources, notes = await _found(visit, about, after)
    which = _which(visit)
    shown = [edge["node"] for edge in notes["edges"]]
    return await visit.show(
        "insight/page.html",
        problem=problem,
        which=which if which in {each["id"] for each in shown} else "",
        came_of=visit.form.get("came_of", ""),
        done=visit.done(SAID),
        kinds=KINDS,
        kind=kind,
        asked=asked,
        sources=sources,
        notes=shown,
        more=notes["pageInfo"]["endCursor"] if notes["pageInfo"]["hasNextPage"] else "",
        behind=after,
    )


async def _found(
    visit: Visit, about: dict[str, str] | None, after: str | None
) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """Who could tell, on the first page of what was asked, and a page of what was told."""
    try:
        notes = (await visit.ask("insight/notes.graphql", about=about, after=after))["insights"]
        if about is None or after:
            return None, notes
        return (await visit.ask("insight/sources.graphql", about=about))["insightSources"], notes
    except Unanswered as error:
        if error.codes == {"BAD_INPUT"} and about:  # a text without letters is about nothing
            return _NOBODY, _NOTHING
        raise


_NOTHING: Final = {"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
_NOBODY: Final = {"near": [], **_NOTHING}

PAGES: Final = (
    At("GET", "/insight", insight),
    At("POST", "/insight/withdraw", withdraw),
    At("POST", "/insight/close", close),
)
