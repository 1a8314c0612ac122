"""People of a name, for pages on which one of them is chosen."""

from collections.abc import Mapping
from typing import Any, Final

from api.graphql.in_process import Unanswered
from web.visit import Visit

LONGEST: Final = 100
"""Letters of a name; what is longer is cut."""

NOBODY: Final[dict[str, Any]] = {"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
"""The answer to a search that found nobody."""


WORKS_HERE: Final = {"status": ["EMPLOYEE"]}
WORKS_OR_WORKED_HERE: Final = {"status": ["EMPLOYEE", "ALUMNUS"]}


async def found_by_name(
    visit: Visit,
    text: str,
    among: Mapping[str, Any] | None = None,
    *,
    first: int = 10,
    after: str | None = None,
) -> dict[str, Any]:
    """People with `text` in their names, as cards are made of them: edges and pageInfo.

    `among` is a PersonFilter. A text without letters names nobody. Raises Unanswered.
    """
    asked = " ".join(text.split())[:LONGEST]
    if not asked:
        return NOBODY
    page = {"filter": among, "first": first, "after": after}
    try:
        found: dict[str, Any] = (await visit.ask("search/named.graphql", text=asked, **page))["people"]
    except Unanswered as error:
        if error.codes == {"BAD_INPUT"}:
            return NOBODY
        raise
    return found


async def people_named(visit: Visit, text: str) -> list[dict[str, Any]]:
    """Some of the people with `text` in their names; nobody for no name."""
    return [edge["node"] for edge in (await found_by_name(visit, text))["edges"]]
