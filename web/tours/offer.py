"""/tours/offer: a tour that waits for somebody. For managers and HR."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from web.forms import NO_DAY, is_day
from web.visit import At, Visit
from web.words import TOUR_KIND, dated
from web.words.together import TOUR_KIND_AT_LENGTH

FIELDS: Final = (
    "kind", "mission", "needs", "teaches", "department", "location", "remote", "since", "until", "takes",
)  # fmt: skip


async def offer(visit: Visit) -> Response:
    """The form."""
    return await _page(visit, {"kind": "TRANSFORMATIONAL"})


async def make(visit: Visit) -> Response:
    """Offer it; when that is refused, what was typed stays."""
    form = visit.form
    kind = form.get("kind", "")
    problem = NO_DAY
    if is_day(form.get("since", "")) and is_day(form.get("until", "")):
        refused = await visit.act(
            "tours/offer.graphql",
            kind=kind if kind in TOUR_KIND else "TRANSFORMATIONAL",
            mission=form.get("mission", ""),
            needs=form.lines("needs"),
            teaches=form.lines("teaches"),
            department=form.get("department", ""),
            location=form.get("location", ""),
            remote=form.get("remote") == "yes",
            since=form.get("since") or None,
            plannedUntil=form.get("until") or None,
            companyGives=form.get("takes", ""),
        )
        problem = dated(refused)
    return await _page(visit, form, problem) if problem else visit.go("/tours/offered", said="offered")


async def _page(visit: Visit, typed: Mapping[str, str], problem: str = "") -> Response:
    return await visit.show(
        "tours/offer.html",
        problem=problem,
        typed={name: typed.get(name, "") for name in FIELDS},
        kinds=TOUR_KIND_AT_LENGTH,
    )


PAGES: Final = (At("GET", "/tours/offer", offer), At("POST", "/tours/offer", make))
