"""/privacy/defaults: what holds for those who have said nothing, and a change of it with its reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.responses import Response

from web.door import OFFICER, only_for
from web.privacy.desk import show
from web.visit import At, Visit
from web.words import OPEN_TO
from web.words.own import DEFAULT_FOR, DEFAULT_ROLE


async def defaults(visit: Visit) -> Response:
    """All of them, in words."""
    return await _page(visit)


async def change(visit: Visit) -> Response:
    """Change one; what somebody said themselves stays."""
    form = visit.form
    role, purpose, status = (form.get(field, "") for field in ("role", "purpose", "status"))
    name = f"default/{role.lower()}/{purpose}/{status}"
    value = "yes" if form.get("value") == "yes" else "no"
    reason = form.get("reason", "")
    problem = await visit.act("privacy/decide.graphql", name=name, value=value, reason=reason)
    return await _page(visit, problem) if problem else visit.go("/privacy/defaults", said="decided")


def summed(held: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """By status and role, the purposes for which it is yes without a word."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: {role: [] for role in DEFAULT_ROLE})
    for one in held:
        purposes = found[one["status"]][one["role"]]
        if one["yes"]:
            purposes.append(one["purpose"])
    return {status: found[status] for status in DEFAULT_FOR}


async def _page(visit: Visit, problem: str = "") -> Response:
    held = (await visit.ask("privacy/defaults.graphql"))["consentDefaults"]
    return await show(
        visit,
        "privacy/defaults.html",
        problem=problem,
        typed=visit.form if problem else {},
        done=visit.done({"decided": "It holds from now on."}),
        statuses=summed(held),
        decided=[one for one in held if one["reason"]],
        every=len(OPEN_TO),
    )


PAGES: Final = (
    At("GET", "/privacy/defaults", only_for(OFFICER)(defaults)),
    At("POST", "/privacy/defaults", only_for(OFFICER)(change)),
)
