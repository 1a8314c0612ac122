"""/me: what somebody is called, what they say that they know, and where they would like to go."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from web.forms import Form, as_shown, meant
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
    said = meant(visit.form, _called(await _held(visit)))
    problem = await visit.act("own/rectify.graphql", **{field: said.get(field, "") for field in WORDS})
    return await _done(visit, "words", "called", problem, said)


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
    said = Form(meant(visit.form, _hopes(await _held(visit))).items())
    texts = {field: said.get(field, "") for field in (*TEXTS, "horizon")}
    open_ = said.get("open") == "yes"
    problem = await visit.act("own/aspire.graphql", **texts, learn=said.lines("learn"), openToReturn=open_)
    return await _done(visit, "hopes", "hoped", problem, said)


async def _done(
    visit: Visit, which: str, done: str, problem: str, said: Mapping[str, str] | None = None
) -> Response:
    return await _page(visit, problem, which, said) if problem else visit.go("/me", said=done)


async def _held(visit: Visit) -> dict[str, Any]:
    person: dict[str, Any] = (await visit.ask("own/page.graphql"))["viewer"]["person"]
    return person


async def _page(
    visit: Visit, problem: str = "", which: str = "", said: Mapping[str, str] | None = None
) -> Response:
    """`which` form was refused: it keeps what it says, the others show what is held."""
    person = await _held(visit)
    called, hopes = _called(person), _hopes(person)
    return await visit.show(
        "own/page.html",
        problem=problem,
        which=which,
        done=visit.done(SAID),
        person=person,
        called=said if said and which == "words" else called,
        called_was=as_shown(called),
        skill=visit.form.get("skill", "") if which == "skill" else "",
        hopes=said if said and which == "hopes" else hopes,
        hopes_was=as_shown(hopes),
        confirmed=(person["aspirations"] or {}).get("confirmed"),
    )


def _called(person: Mapping[str, Any]) -> dict[str, str]:
    return {field: person[field] or "" for field in WORDS}


def _hopes(person: Mapping[str, Any]) -> dict[str, str]:
    """What is held, as the form says it."""
    held = person["aspirations"] or {}
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
