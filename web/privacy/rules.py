"""/privacy/rules: what holds, who said so and why; how long, which sources where, and what was set before."""

from typing import Any, Final

from starlette.responses import Response

from web.door import OFFICER, only_for
from web.privacy.desk import names, show
from web.visit import At, Visit
from web.words.own import RULE, SOURCE

SWITCH: Final = "source"
PLACES: Final = "places"
"""What the form says instead of a name for a rule of a country."""


async def rules(visit: Visit) -> Response:
    """Every rule as it holds."""
    return await _page(visit)


async def decide(visit: Visit) -> Response:
    """Set one, with the reason."""
    form = visit.form
    value, reason = form.get("value", "").strip(), form.get("reason", "")
    problem = await visit.act("privacy/decide.graphql", name=_named(visit), value=value, reason=reason)
    return await _page(visit, problem) if problem else visit.go("/privacy/rules", said="decided")


async def history(visit: Visit) -> Response:
    """Everything that was decided about one rule, oldest first."""
    name = visit.query.get("name", "")[:200]
    page = await visit.ask("privacy/history.graphql", name=name, after=visit.query.get("after") or None)
    taken = [edge["node"] for edge in page["decisions"]["edges"]]
    return await show(
        visit,
        "privacy/history.html",
        name=name,
        title=_title(name),
        decisions=taken,
        info=page["decisions"]["pageInfo"],
        who=await names(visit, (one["by"] for one in taken)),
    )


def _named(visit: Visit) -> str:
    """The name of the rule: one that there always is, or one of a country."""
    name, country = visit.form.get("name", ""), visit.form.get("country", "").strip().upper()
    if name == SWITCH:
        return f"source/{visit.form.get('source', '')}/{country}"
    return f"places/{country}" if name == PLACES else name


def _title(name: str) -> str:
    """A rule in words."""
    match name.split("/"):
        case ["source", source, country]:
            return f"{SOURCE.get(source, source)} of people in {country}"
        case ["places", country]:
            return f"More places in {country}"
        case ["default", role, purpose, status]:
            return f"Default: {role}, {purpose}, {status}".lower().capitalize()
    return RULE.get(name, name)


async def _page(visit: Visit, problem: str = "") -> Response:
    held = [
        {**rule, "title": _title(rule["name"])}
        for rule in (await visit.ask("privacy/rules.graphql"))["rules"]
    ]
    by_country = ("source/", "places/")
    which = visit.form.get("name", "") if problem else ""
    return await show(
        visit,
        "privacy/rules.html",
        problem=problem,
        which=which if which in {SWITCH, PLACES, *(rule["name"] for rule in held)} else "",
        typed=visit.form if problem else {},
        done=visit.done({"decided": "It holds from now on."}),
        always=[rule for rule in held if not rule["name"].startswith(by_country)],
        sources=[rule for rule in held if rule["name"].startswith("source/")],
        towns=[rule for rule in held if rule["name"].startswith("places/")],
        who=await names(visit, _actors(held)),
    )


def _actors(held: list[dict[str, Any]]) -> list[str]:
    return [rule["decision"]["by"] for rule in held if rule["decision"]]


PAGES: Final = (
    At("GET", "/privacy/rules", only_for(OFFICER)(rules)),
    At("POST", "/privacy/rules", only_for(OFFICER)(decide)),
    At("GET", "/privacy/rules/history", only_for(OFFICER)(history)),
)
