"""/roles/{id}/candidates.csv: who is down for a role, in the columns that may leave and no other."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.responses import Response

from api.csv_file import MEDIA_TYPE, csv_file
from web.door import RECRUITERS, only_for
from web.headers import PAGE
from web.visit import At, Visit
from web.words.roles import CANDIDATE_STAGE

_Cell = Callable[[Mapping[str, Any]], str]

COLUMNS: Final[Mapping[str, _Cell]] = {
    "Name": lambda down: str(down["person"]["name"]),
    "How it stands": lambda down: CANDIDATE_STAGE[down["stage"]],
    "Note": lambda down: str(down["note"]),
    "Noted by": lambda down: str((down["putDownBy"] or {}).get("name", "")),
    "Noted on": lambda down: str(down["at"])[:10],
}
"""All that leaves: the page of the role names the same columns beside the button."""


@only_for(*RECRUITERS)
async def export(visit: Visit) -> Response:
    """The file. The people in it are noted as named for RECRUITING, as on the page."""
    role = (await visit.ask("roles/export.graphql", id=visit.path["id"]))["role"]
    if role is None:
        return await visit.nowhere()
    rows = [[cell(down) for cell in COLUMNS.values()] for down in role["candidates"]]
    named = {"Content-Disposition": 'attachment; filename="candidates.csv"'}
    return Response(csv_file(tuple(COLUMNS), rows), media_type=MEDIA_TYPE, headers=PAGE | named)


PAGES: Final = (At("GET", "/roles/{id}/candidates.csv", export),)
