"""/people/{id}."""

from typing import Final

from starlette.responses import Response

from web.visit import At, Visit


async def person(visit: Visit) -> Response:
    """Somebody, as far as the viewer may know them."""
    found = (await visit.ask("person/page.graphql", id=visit.path["id"]))["node"]
    if not found:
        return await visit.nobody()
    return await visit.show("person/page.html", person=found)


PAGES: Final = (At("GET", "/people/{id}", person),)
