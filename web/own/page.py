"""/me: what somebody is called, what they say that they know, and where they would like to go."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from web.visit import At, Visit

WORDS: Final = ("name", "headline", "location")
TEXTS: Final = ("goals", "gives", "likes")

SAID: Final = {
    "called": "That is what you are called from now on.",
    "declared": "It is on your page, as your own word.",
    "retracted": "You took your word back.",
    "hoped": "That is where you would like to go. Thank you for saying so.",
}
"""What stands on the page after something was done."""


async def me(visit: Visit) -> Response:
    """What holds now, in forms."""
    return await _page(visit)


async def call(visit: Visit) -> Response:
    """Put right what somebody is called."""
    words = {field: visit.form.get(field, "") for field in WORDS}
    return await _done(visit, "words", "called", await visit.act("own/rectify.graphql", **words))


async def declare(visit: Visit) -> Response:
    """Say that one knows about something."""
    problem = await visit.act("own/declare.graphql", skill=visit.form.get("skill", ""))
    return await _done(visit, "skill", "declared", problem)


async def retract(visit: Visit) -> Response:
    """Take that back."""
    problem = await visit.act("own/retract.graphql", skill=visit.form.get("skill", ""))
    return await _done(visit, "taken", "retracted", problem)


async def aspire(visit: Visit) -> Response:
    """Say where one would like to go."""
    form = visit.form
    said = {field: form.get(field, "") for field in (*TEXTS, "horizon")}
    learn = [line.strip() for line in form.get("learn", "").splitlines() if line.strip()]
    open_ = form.get("open") == "yes"
    problem = await visit.act("own/aspire.graphql", **said, learn=learn, openToReturn=open_)
    return await _done(visit, "hopes", "hoped", problem)


async def _done(visit: Visit, which: str, said: str, problem: str) -> Response:
    return await _page(visit, problem, which) if problem else visit.go("/me", said=said)


async def _page(visit: Visit, problem: str = "", which: str = "") -> Response:
    """`which` form was refused: it keeps what was typed, the others show what is held."""
    person = (await visit.ask("own/page.graphql"))["viewer"]["person"]
    return await visit.show(
        "own/page.html",
        problem=problem,
        which=which,
        done=visit.done(SAID),
        person=person,
        called=visit.form if which == "words" else _called(person),
        skill=visit.form.get("skill", "") if which == "skill" else "",
        hopes=visit.form if which == "hopes" else _hopes(person["aspirations"] or {}),
        confirmed=(person["aspirations"] or {}).get("confirmed"),
    )


def _called(person: Mapping[str, Any]) -> dict[str, str]:
    return {field: person[field] or "" for field in WORDS}


def _hopes(held: Mapping[str, Any]) -> dict[str, str]:
    """What is held, as the form says it."""
    learn = "\n".join(sorted(skill["label"] for skill in held.get("learn", ())))
    said = {field: held.get(field) or "" for field in (*TEXTS, "horizon")}
    return {**said, "learn": learn, **({"open": "yes"} if held.get("openToReturn") else {})}


PAGES: Final = (
    At("GET", "/me", me),
    At("POST", "/me/words", call),
    At("POST", "/me/skills", declare),
    At("POST", "/me/skills/back", retract),
    At("POST", "/me/aspirations", aspire),
)
