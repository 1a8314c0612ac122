"""/: find who knows, whoever has the name, and who is at a company."""

from typing import Any, Final

from starlette.responses import JSONResponse, Response

from api.graphql.in_process import Unanswered
from web.headers import PAGE
from web.search.question import topic
from web.visit import At, Visit

LONGEST: Final = 200
"""Letters of a search; what is longer is cut."""

GROUPS: Final = ("experts", "named", "there")
"""What is found; each is paged through by itself, with a cursor in the address under this name."""

FEWEST: Final = 2
"""Letters from which on anything is suggested."""


async def search(visit: Visit) -> Response:
    """The box, and what was found."""
    asked = _typed(visit)
    about = topic(asked)
    found = await _found(visit, asked, about) if asked else {}
    return await visit.show("search/page.html", asked=asked, about=about, found=found)


async def suggest(visit: Visit) -> Response:
    """Skills and names that begin with what is typed so far, for the type-ahead."""
    typed = _typed(visit)
    if len(typed) < FEWEST:
        return JSONResponse([], headers=PAGE)
    found = await visit.ask("search/suggest.graphql", text=typed)
    labels = [edge["node"]["label"] for edge in found["skills"]["edges"]]
    names = [edge["node"]["name"] for edge in found["people"]["edges"]]
    return JSONResponse([*labels, *names], headers=PAGE)


def _typed(visit: Visit) -> str:
    typed = " ".join(visit.query.get("q", "").split())
    return "".join(letter for letter in typed if letter.isprintable())[:LONGEST]


async def _found(visit: Visit, asked: str, about: str) -> dict[str, Any]:
    """Each of GROUPS; of one that is paged through its next page, and None for the others."""
    after = {group: visit.query[group] for group in GROUPS if visit.query.get(group)}
    found: dict[str, Any] = dict.fromkeys(GROUPS)
    if not after or "experts" in after:
        answer = await visit.ask("search/experts.graphql", topic=about, after=after.get("experts"))
        found["experts"] = answer["whoKnows"]
    # a sentence is nobody's name
    if "experts" not in after and about.casefold() == asked.casefold():
        found |= await _people(visit, asked, after)
    return {
        **found,
        "further": bool(after),
        "anybody": any(group and group["edges"] for group in found.values()),
    }


async def _people(visit: Visit, text: str, after: dict[str, str]) -> dict[str, Any]:
    try:
        found = await visit.ask(
            "search/people.graphql", text=text, named=after.get("named"), there=after.get("there")
        )
        return {group: each for group, each in found.items() if not after or group in after}
    except Unanswered as error:
        if error.codes == {"BAD_INPUT"}:  # a text without letters names nobody and no company
            return {}
        raise


PAGES: Final = (At("GET", "/", search), At("GET", "/suggest", suggest))
