"""/tours/plan: propose a tour, with somebody or from an offer."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from web.forms import NO_DAY, is_day
from web.search.named import people_named
from web.visit import At, Visit
from web.words import TOUR_KIND, dated
from web.words.together import TOUR_KIND_AT_LENGTH

FIELDS: Final = (
    "kind",
    "mission",
    "department",
    "since",
    "until",
    "gives",
    "takes",
    "whose",
    "with",
    "offer",
)
"""What the form holds. `whose`: "mine", or "theirs" when who plans it speaks for the company."""


async def plan(visit: Visit) -> Response:
    """The form, for who was chosen; and people to choose from."""
    chosen = {name: visit.query.get(name, "") for name in ("with", "offer")}
    return await _page(visit, {"kind": "TRANSFORMATIONAL", "whose": "mine", **chosen})


async def propose(visit: Visit) -> Response:
    """Propose it; when that is refused, what was typed stays."""
    form = visit.form
    problem = NO_DAY
    if is_day(form.get("since", "")) and is_day(form.get("until", "")):
        problem = dated(await visit.act("tours/propose.graphql", **_terms(form)))
    return await _page(visit, form, problem) if problem else visit.go("/tours", said="planned")


def _terms(form: Mapping[str, str]) -> dict[str, Any]:
    other, offer = form.get("with") or None, form.get("offer") or None
    theirs = form.get("whose") == "theirs"
    kind = form.get("kind", "")
    return {
        "kind": None if offer else kind if kind in TOUR_KIND else "TRANSFORMATIONAL",
        "mission": form.get("mission", ""),
        "department": form.get("department", ""),
        "since": form.get("since") or None,
        "plannedUntil": form.get("until") or None,
        "personGives": form.get("gives", ""),
        "companyGives": form.get("takes", ""),
        "person": other if theirs else None,
        "companySide": None if theirs else other,
        "offer": offer,
    }


async def _page(visit: Visit, typed: Mapping[str, str], problem: str = "") -> Response:
    other = offer = None
    if typed.get("with"):
        other = (await visit.ask("tours/other.graphql", id=typed["with"]))["node"]
        if not other:
            return await visit.nobody()
    if typed.get("offer"):
        offer = await _offer(visit, typed["offer"])
        if not offer:
            return await visit.nobody()
    asked = visit.query.get("q", "")
    return await visit.show(
        "tours/plan.html",
        problem=problem,
        typed={name: typed.get(name, "") for name in FIELDS},
        other=other,
        offer=offer,
        asked=asked,
        found=await people_named(visit, asked),
        kinds=TOUR_KIND_AT_LENGTH,
    )


async def _offer(visit: Visit, id_: str) -> dict[str, Any] | None:
    """An offer of which somebody may plan a tour; None for any other."""
    page = (await visit.ask("tours/offers.graphql", mine=False, offer=id_))["offeredTours"]
    return next((edge["node"] for edge in page["edges"]), None)


PAGES: Final = (At("GET", "/tours/plan", plan), At("POST", "/tours/plan", propose))
