"""/tours: those in which I am one of the two sides, and what its forms do."""

from typing import Any, Final

from starlette.responses import Response

from web.forms import NO_DAY, is_day
from web.tours.timeline import drawn
from web.visit import At, Visit
from web.words import dated

SAID: Final = {
    "planned": "It is proposed. The other side decides freely; you hear of it here.",
    "yes": "The tour stands: both sides have said yes.",
    "no": "That is fine. The other side hears that it does not suit, and nothing else.",
    "withdrawn": "You took it back.",
    "noted": "It is noted. Nobody but the two of you reads it.",
    "ended": "The tour has ended. Say together what came of it.",
    "signed": "You signed it. It counts when the other side signs the same.",
}
"""What stands on the page after something was done."""

CHANGED: Final = "What came of it reads otherwise by now. Read it, and sign it then if it is right."

TYPED: Final = ("note", "until", "outcome", "skills")


async def tours(visit: Visit) -> Response:
    """Tours of both sides, by what is next."""
    return await _page(visit)


async def accept(visit: Visit) -> Response:
    """Say yes or no to a proposal."""
    yes = visit.form.get("answer") == "yes"
    problem = await visit.act("tours/accept.graphql", tour=_which(visit), accept=yes)
    return await _next(visit, problem, "yes" if yes else "no")


async def withdraw(visit: Visit) -> Response:
    """Take a proposal of mine back."""
    return await _next(visit, await visit.act("tours/withdraw.graphql", tour=_which(visit)), "withdrawn")


async def check_in(visit: Visit) -> Response:
    """Note what we saw when we looked at it together."""
    note = visit.form.get("note", "")
    problem = await visit.act("tours/check_in.graphql", tour=_which(visit), text=note)
    return await _next(visit, problem, "noted")


async def end(visit: Visit) -> Response:
    """It is over."""
    until = visit.form.get("until", "")
    problem = NO_DAY
    if is_day(until):
        problem = dated(await visit.act("tours/end.graphql", tour=_which(visit), until=until or None))
    return await _next(visit, problem, "ended")


async def sign(visit: Visit) -> Response:
    """Say what came of it, and sign that."""
    form = visit.form
    skills = [*form.every("skill"), *form.lines("skills")]
    outcome = form.get("outcome", "")
    problem = CHANGED
    if await _is_as_it_was_shown(visit):
        problem = await visit.act("tours/sign.graphql", tour=_which(visit), outcome=outcome, skills=skills)
    return await _next(visit, problem, "signed")


async def _is_as_it_was_shown(visit: Visit) -> bool:
    """Whether what came of the tour still reads as on the page with the form that was sent."""
    found = (await visit.ask("tours/page.graphql", after=None))["myTours"]["edges"]
    now = {edge["node"]["id"]: edge["node"] for edge in found}.get(_which(visit))
    read = visit.form.get("reads")  # browsers send other ends of lines than they were given
    return now is None or read is None or read.splitlines() == _reads(now).splitlines()


def _reads(tour: dict[str, Any]) -> str:
    """How far a tour is and what is said to have come of it."""
    return f"{tour['state']}: {tour['outcome'] or ''}"


def _which(visit: Visit) -> str:
    return visit.form.get("tour", "")


async def _next(visit: Visit, problem: str, said: str) -> Response:
    return await _page(visit, problem) if problem else visit.go("/tours", said=said)


async def _page(visit: Visit, problem: str = "") -> Response:
    after = visit.query.get("after")
    found = (await visit.ask("tours/page.graphql", after=after))["myTours"]
    own = [edge["node"] for edge in found["edges"]]
    today = visit.sessions.today()
    which = _which(visit)
    return await visit.show(
        "tours/page.html",
        problem=problem,
        which=which if which in {each["id"] for each in own} else "",
        typed={name: visit.form.get(name, "") for name in TYPED},
        done=visit.done(SAID),
        tours=own,
        reads=_reads,
        groups=_groups(own),
        timeline=drawn(own, today),
        today=today.isoformat(),
        more=found["pageInfo"]["endCursor"] if found["pageInfo"]["hasNextPage"] else "",
        behind=after,
    )


def _groups(own: list[dict[str, Any]]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Id, heading and tours of each part of the page that has any."""
    waiting = [each for each in own if each["waitsFor"] and each["waitsFor"] == each["mySide"]]
    rest = [each for each in own if each not in waiting]
    parts = (
        ("waiting", "What waits for you", waiting),
        ("standing", "Now", [each for each in rest if each["state"] == "STANDING"]),
        ("proposed", "What you proposed", [each for each in rest if each["state"] == "PROPOSED"]),
        ("over", "Over", [each for each in rest if each["state"] not in ("STANDING", "PROPOSED")]),
    )
    return [part for part in parts if part[2]]


PAGES: Final = (
    At("GET", "/tours", tours),
    At("POST", "/tours/accept", accept),
    At("POST", "/tours/withdraw", withdraw),
    At("POST", "/tours/check-in", check_in),
    At("POST", "/tours/end", end),
    At("POST", "/tours/sign", sign),
)
