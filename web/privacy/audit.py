"""/privacy/audit: what was changed at which revision and by whom, and whether the record is whole."""

from typing import Any, Final

from starlette.responses import Response

from api.graphql.in_process import Unanswered
from web.door import OFFICER, only_for
from web.privacy.desk import names, show
from web.visit import At, Visit

BUSY: Final = "Somebody has it checked just now. Try again in a while."


async def audit(visit: Visit) -> Response:
    """Revisions, the newest first; with `check`, whether the whole chain holds, once that is known."""
    after = visit.query.get("after") or None
    page = (await visit.ask("privacy/audit.graphql", after=after))["audit"]
    revisions = [edge["node"] for edge in page["edges"]]
    actors = (by for revision in revisions for kind in revision["kinds"] for by in kind["by"])
    expect = visit.query.get("expect", "").strip()[:200]
    asked = visit.query.get("check") == "yes"
    check, problem = await _checked(visit, expect) if asked else (None, "")
    return await show(
        visit,
        "privacy/audit.html",
        problem=problem,
        check=check,
        being_checked=asked and check is None and not problem,
        expect=expect,
        revisions=revisions,
        info=page["pageInfo"],
        who=await names(visit, actors),
    )


async def _checked(visit: Visit, expect: str) -> tuple[dict[str, Any] | None, str]:
    try:
        found = await visit.ask("privacy/verify.graphql", expect=expect)
    except Unanswered as error:
        if error.codes == {"REFUSED"}:
            return None, BUSY
        raise
    return found["auditVerification"], ""


PAGES: Final = (At("GET", "/privacy/audit", only_for(OFFICER)(audit)),)
