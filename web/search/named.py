"""People of a name, for pages on which one of them is chosen."""

from typing import Any, Final

from api.graphql.in_process import Unanswered
from web.visit import Visit

LONGEST: Final = 100
"""Letters of a name; what is longer is cut."""

NOBODY: Final[dict[str, Any]] = {"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
"""The answer to a search that found nobody."""


async def found_by_name(visit: Visit, document: str, text: str, **variables: Any) -> dict[str, Any]:
    """The `people` of the answer to a document that looks for `text` in names: edges and pageInfo.

    A text without letters names nobody. Raises Unanswered.
    """
    asked = " ".join(text.split())[:LONGEST]
    if not asked:
        return NOBODY
    try:
        found: dict[str, Any] = (await visit.ask(document, text=asked, **variables))["people"]
    except Unanswered as error:
        if error.codes == {"BAD_INPUT"}:
            return NOBODY
        raise
    return found


async def people_named(visit: Visit, text: str) -> list[dict[str, Any]]:
    """Some of the people with `text` in their names, as cards are made of them; nobody for no name."""
    return [edge["node"] for edge in (await found_by_name(visit, "search/named.graphql", text))["edges"]]
