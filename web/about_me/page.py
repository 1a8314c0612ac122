"""/about-me: everything that is held about who is signed in, a copy of it, and what they correct or stop."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from web.about_me.sections import sections
from web.visit import At, Visit
from web.words.own import CORRECTION

PAGED: Final = ("evidence", "profiles", "ties")
"""Sections of which there may be thousands of lines."""

FOR_ROLES: Final = ("candidacies", "rehire")
"""Sections that stand above the others, with what the person can do about them."""

STRENGTHS: Final = {"WELL": 0.8, "KNOWN": 0.35, "LITTLE": 0.1}
"""What each word for a tie stands for, in the middle of what the network calls by that word."""

SAID: Final = {
    "corrected": "That is how it is from now on, for everybody.",
    "objected": "What was inferred about you is gone, and nothing is inferred from now on.",
    "infer": "It may be inferred again. What went comes back with the next import.",
    "restricted": "From now on it is used for nothing.",
    "used": "It is used again.",
    "appealed": "You appealed. Somebody else than who said it decides within 30 days, or it lapses.",
}

APPEALED: Final = "You appealed. Somebody else than who said it decides within 30 days, or it lapses."


async def about_me(visit: Visit) -> Response:
    """All of it, section by section."""
    return await _page(visit)


async def copy(visit: Visit) -> Response:
    """The same as files, to keep or to take elsewhere."""
    made = await visit.ask("about_me/export.graphql", input={"idempotencyKey": visit.form.get("once", "")})
    link = made["exportMyData"]
    return visit.go(link["url"]) if link["__typename"] == "FileLink" else await about_me(visit)


async def appeal(visit: Visit) -> Response:
    """Say what speaks against what is said of one's coming back; when refused, what was typed stays."""
    problem = await visit.act("about_me/appeal.graphql", text=visit.form.get("appeal", ""))
    return await _page(visit, of_appeal=problem) if problem else visit.go("/about-me", said="appealed")


async def correct(visit: Visit) -> Response:
    """A tie is as who is signed in says."""
    chosen, person = visit.form.get("tie", ""), visit.form.get("person", "")
    problem = "Choose how well you know each other."
    if chosen in CORRECTION:
        said = {"strength": STRENGTHS.get(chosen), "noTie": chosen == "NONE"}
        problem = await visit.act("about_me/correct.graphql", person=person, **said)
    return await _page(visit, problem, person) if problem else visit.go("/about-me", said="corrected")


async def object_(visit: Visit) -> Response:
    """Nothing is inferred, or again."""
    yes = visit.form.get("objected") == "yes"
    problem = await visit.act("about_me/object.graphql", objected=yes)
    return await _page(visit, problem) if problem else _stopped(visit, "objected" if yes else "infer")


async def restrict(visit: Visit) -> Response:
    """Nothing is used, or again."""
    yes = visit.form.get("restricted") == "yes"
    problem = await visit.act("about_me/restrict.graphql", restricted=yes)
    return await _page(visit, problem) if problem else _stopped(visit, "restricted" if yes else "used")


def _stopped(visit: Visit, said: str) -> Response:
    return visit.go("/about-me", said=said)


def places(visit: Visit) -> Mapping[str, str]:
    """From where on the sections are shown of which there is more than fits a page."""
    return {name: visit.query[name] for name in PAGED if visit.query.get(name)}


def _may_appeal(status: dict[str, Any] | None, today: str) -> bool:
    """Whether something is said against the person that they may still appeal."""
    against = status is not None and (status["status"], status["state"]) == ("NOT_NOW", "IN_FORCE")
    return against and status is not None and today <= status["appealUntil"]


async def _page(visit: Visit, problem: str = "", person: str = "", of_appeal: str = "") -> Response:
    held: dict[str, Any] | None = (await visit.ask("about_me/page.graphql", **places(visit)))["aboutMe"]
    if held is None:
        return await visit.nobody()
    ties = {tie["person"] for tie in held["ties"]["nodes"]}
    return await visit.show(
        "about_me/page.html",
        status=422 if problem or of_appeal else 200,
        problem=problem,
        # a tie that is not on this page has no place for the problem: then it is said above
        which=person if person in ties else "",
        chosen=visit.form.get("tie", ""),
        done=visit.done(SAID),
        sections=[section for section in sections(held) if section.name not in FOR_ROLES],
        candidacies=held["candidacies"],
        rehire=held["rehireStatus"],
        may_appeal=_may_appeal(held["rehireStatus"], visit.sessions.today().isoformat()),
        appeal=visit.form.get("appeal", ""),
        problem_of_appeal=of_appeal,
        preferences=held["preferences"],
    )


PAGES: Final = (
    At("GET", "/about-me", about_me),
    At("POST", "/about-me/copy", copy),
    At("POST", "/about-me/appeal", appeal),
    At("POST", "/about-me/tie", correct),
    At("POST", "/about-me/object", object_),
    At("POST", "/about-me/restrict", restrict),
)
