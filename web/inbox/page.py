"""/inbox and what its forms do: answer, close, withdraw, and a rest from all of it."""

from datetime import timedelta
from typing import Any, Final

from starlette.responses import Response

from web.visit import At, Visit
from web.words import OUTCOME

REST: Final = timedelta(days=30)
"""How long a quiet period from the inbox lasts; the preferences set any other."""

SAID: Final = {
    "asked": "You asked. Each of them decides freely; you hear of it here.",
    "yes": "Thank you. It goes on from here.",
    "no": "That is fine. Nobody is told that you said no.",
    "closed": "Everybody who took part hears of it. Thank you for closing the loop.",
    "withdrawn": "You took it back.",
    "resting": "You are left in peace until then. Nothing fades meanwhile.",
    "back": "You can be asked again.",
}
"""What stands on the page after something was done."""


async def inbox(visit: Visit) -> Response:
    """Everything that concerns requests and me."""
    return await _page(visit)


async def answer(visit: Visit) -> Response:
    """Say yes or no to a request."""
    yes = visit.form.get("answer") == "yes"
    problem = await visit.act("inbox/answer.graphql", introduction=_which(visit), yes=yes)
    return await _page(visit, problem) if problem else visit.go("/inbox", said="yes" if yes else "no")


async def close(visit: Visit) -> Response:
    """Say what came of an introduction, and thanks."""
    outcome = visit.form.get("outcome", "")
    problem = "Choose what came of it."
    if outcome in OUTCOME:
        thanks = visit.form.get("thanks", "")
        problem = await visit.act(
            "inbox/close.graphql", introduction=_which(visit), outcome=outcome, thanks=thanks
        )
    return await _page(visit, problem) if problem else visit.go("/inbox", said="closed")


async def withdraw(visit: Visit) -> Response:
    """Take a request back."""
    problem = await visit.act("inbox/withdraw.graphql", introduction=_which(visit))
    return await _page(visit, problem) if problem else visit.go("/inbox", said="withdrawn")


async def rest(visit: Visit) -> Response:
    """Begin a quiet period, or end it."""
    if visit.form.get("rest") == "end":
        problem, said = await visit.act("preferences/set.graphql", endQuiet=True), "back"
    else:
        until = (visit.sessions.today() + REST).isoformat()
        problem, said = await visit.act("preferences/set.graphql", quietUntil=until), "resting"
    return await _page(visit, problem) if problem else visit.go("/inbox", said=said)


def _which(visit: Visit) -> str:
    return visit.form.get("introduction", "")


async def _page(visit: Visit, problem: str = "") -> Response:
    found = await visit.ask("inbox/page.graphql")
    waiting = _nodes(found["waiting"])
    mine = _nodes(found["myIntroductions"])
    which = _which(visit)
    reached = [node for node in reversed(_nodes(found["reached"])) if node["state"] != "FOR_YOU"]
    return await visit.show(
        "inbox/page.html",
        problem=problem,
        # what is refused may have gone from the page meanwhile: then it is said above
        which=which if which in {node["id"] for node in (*waiting, *mine)} else "",
        thanks=visit.form.get("thanks", ""),
        done=visit.done(SAID),
        requests=waiting,
        people=await _context(visit, waiting),
        mine=mine,
        reached=reached,
        preferences=found["viewer"]["preferences"],
    )


async def _context(visit: Visit, waiting: list[dict[str, Any]]) -> dict[str, Any]:
    """Who the people of the waiting requests are, by id."""
    named = {each[part]["id"] for each in waiting for part in ("asker", "target") if each[part]}
    if not named:
        return {}
    found = await visit.ask("inbox/people.graphql", ids=sorted(named))
    return {node["id"]: node for node in found["nodes"] if node}


def _nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


PAGES: Final = (
    At("GET", "/inbox", inbox),
    At("POST", "/inbox/answer", answer),
    At("POST", "/inbox/close", close),
    At("POST", "/inbox/withdraw", withdraw),
    At("POST", "/inbox/rest", rest),
)
