"""People of a name, for pages on which one of them is chosen."""

from typing import Any, Final

from api.graphql.in_process import Unanswered
from web.visit import Visit

LONGEST: Final = 100
"""Letters of a name; what is longer is cut."""


async def people_named(visit: Visit, text: str) -> list[dict[str, Any]]:
    """Some of the people with `text` in their names, as cards are made of them; nobody for no name."""
    asked = " ".join(text.split())[:LONGEST]
    if not asked:
        return []
    try:
        found = await visit.ask("search/named.graphql", text=asked)
    except Unanswered as error:
        if error.codes == {"BAD_INPUT"}:  # a text without letters is nobody's name
            return []
        raise
    return [edge["node"] for edge in found["people"]["edges"]]
