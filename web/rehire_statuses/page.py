"""/rehire-statuses: what hr_partners say of people's coming back, and appeals that wait for a decision."""

from typing import Final

from starlette.responses import Response

from web.door import only_for
from web.forms import is_day
from web.search.named import WORKS_OR_WORKED_HERE, found_by_name
from web.visit import At, Visit
from web.words.roles import REHIRE

SAID: Final = {
    "set": "It is said. They are told, and can read it and appeal.",
    "lifted": "It is lifted, and they are told.",
    "upheld": "It stands, and they are told why.",
}
NO_DAY: Final = "Write the last day as 2027-01-31: the year, the month, the day."
PATH: Final = "/rehire-statuses"
_LONGEST: Final = 200
_HR: Final = "hr_partner"


@only_for(_HR)
async def statuses(visit: Visit) -> Response:
    """What waits for a decision, all that is said, and the way to say something."""
    return await _page(visit)


@only_for(_HR)
async def about(visit: Visit) -> Response:
    """The form for one person."""
    return await _form(visit, visit.query.get("person", ""))


@only_for(_HR)
async def say(visit: Visit) -> Response:
    """Say whether the company would take somebody back; when that is refused, what was typed stays."""
    form, person = visit.form, visit.form.get("person", "")
    status, until = form.get("status", ""), form.get("until", "")
    problem = "Choose what holds." if status not in REHIRE else "" if until and is_day(until) else NO_DAY
    if not problem:
        given = {"person": person, "status": status, "reason": form.get("reason", ""), "until": until}
        problem = await visit.act("rehire_statuses/set.graphql", **given)
    return await _form(visit, person, problem) if problem else visit.go(PATH, said="set")


@only_for(_HR)
async def decide(visit: Visit) -> Response:
    """Decide an appeal; when that is refused, the answer that was typed stays."""
    lift = visit.form.get("decision") == "lift"
    problem = await visit.act(
        "rehire_statuses/decide.graphql",
        person=visit.form.get("person", ""),
        lift=lift,
        answer=visit.form.get("answer", ""),
    )
    return await _page(visit, problem) if problem else visit.go(PATH, said="lifted" if lift else "upheld")


async def _page(visit: Visit, problem: str = "") -> Response:
    found = await visit.ask("rehire_statuses/page.graphql", after=visit.query.get("after") or None)
    name = " ".join(visit.query.get("name", "").split())[:_LONGEST]
    waiting = found["waiting"]["edges"]
    which = visit.form.get("person", "")
    page = found["said"]["pageInfo"]
    return await visit.show(
        "rehire_statuses/page.html",
        waiting=waiting,
        all_said=found["said"]["edges"],
        more=page["endCursor"] if page["hasNextPage"] else "",
        name=name,
        people=await found_by_name(visit, name, WORKS_OR_WORKED_HERE) if name else None,
        problem=problem,
        # what is refused may have gone from the page meanwhile: then it is said above
        which=which if which in {edge["node"]["id"] for edge in waiting} else "",
        answer=visit.form.get("answer", ""),
        done=visit.done(SAID),
    )


async def _form(visit: Visit, person: str, problem: str = "") -> Response:
    who = (await visit.ask("rehire_statuses/person.graphql", id=person))["node"]
    if not who:
        return await visit.nobody()
    return await visit.show(
        "rehire_statuses/say.html",
        person=who,
        chosen={name: visit.form.get(name, "") for name in ("status", "reason", "until")},
        problem=problem,
    )


PAGES: Final = (
    At("GET", PATH, statuses),
    At("GET", f"{PATH}/say", about),
    At("POST", f"{PATH}/say", say),
    At("POST", f"{PATH}/decide", decide),
)
