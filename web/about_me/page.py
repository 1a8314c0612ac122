"""/about-me: everything that is held about who is signed in, and a copy of it."""

from typing import Any, Final

from starlette.responses import Response

from web.about_me.sections import sections
from web.visit import At, Visit

APPEALED: Final = "You appealed. Somebody else than who said it decides within 30 days, or it lapses."


async def about_me(visit: Visit) -> Response:
    """All of it, section by section."""
    return await _page(visit)


async def appeal(visit: Visit) -> Response:
    """Say what speaks against what is said of one's coming back; when refused, what was typed stays."""
    problem = await visit.act("about_me/appeal.graphql", text=visit.form.get("appeal", ""))
    return await _page(visit, problem) if problem else visit.go("/about-me", said="appealed")


async def _page(visit: Visit, problem: str = "") -> Response:
    held = (await visit.ask("about_me/page.graphql"))["aboutMe"]
    if held is None:
        return await visit.nobody()
    return await visit.show(
        "about_me/page.html",
        status=422 if problem else 200,
        sections=sections(held),
        left=held["unitsLeft"],
        candidacies=held["candidacies"],
        rehire=held["rehireStatus"],
        may_appeal=_may_appeal(held["rehireStatus"], visit.sessions.today().isoformat()),
        appeal=visit.form.get("appeal", ""),
        problem=problem,
        done=APPEALED if visit.query.get("said") == "appealed" else "",
    )


def _may_appeal(status: dict[str, Any] | None, today: str) -> bool:
    """Whether something is said against the person that they may still appeal."""
    against = status is not None and (status["status"], status["state"]) == ("NOT_NOW", "IN_FORCE")
    return against and status is not None and today <= status["appealUntil"]


async def copy(visit: Visit) -> Response:
    """The same as files, to keep or to take elsewhere."""
    made = await visit.ask("about_me/export.graphql", input={"idempotencyKey": visit.form.get("once", "")})
    link = made["exportMyData"]
    return visit.go(link["url"]) if link["__typename"] == "FileLink" else await about_me(visit)


PAGES: Final = (
    At("GET", "/about-me", about_me),
    At("POST", "/about-me/copy", copy),
    At("POST", "/about-me/appeal", appeal),
)
