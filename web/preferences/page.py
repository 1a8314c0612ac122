"""/preferences: one form for everything that somebody allows."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from starlette.responses import Response

from web.forms import NO_DAY, as_shown, is_day, meant
from web.visit import At, Visit

ROLES: Final = {
    "FOUND": "I am found",
    "REACHED": "I can be reached",
    "CONNECT": "I am asked to introduce others",
}
PURPOSES: Final = {
    "EXPERTISE": "Questions about what I know",
    "RECRUITING": "Talks about roles",
    "INSIGHT": "Questions about what I see outside",
    "MENTORING": "Mentoring",
    "REFERRAL": "Openings",
    "EVENTS": "Invitations to events",
}
ANSWERS: Final = ("", "yes", "no")
"""To one purpose and role: as usual here, yes, no."""

FIELDS: Final = {
    "EMAIL": "E-mail addresses",
    "PHONE": "Telephone numbers",
    "HEADLINE": "Headline",
    "LOCATION": "Place",
    "EMPLOYMENTS": "Where I worked",
    "TOURS": "Tours",
    "SKILLS": "What I know",
    "ASPIRATIONS": "Where I would like to go",
}
AUDIENCES: Final = {
    "NETWORK": "all who see me",
    "EMPLOYEES": "those who work here",
    "RECRUITERS": "recruiters",
    "ME": "nobody else",
}
USUALLY: Final = "NETWORK"
"""Who sees a field of which nothing was said."""

A_YEAR: Final = timedelta(days=365)
"""How long a yes holds unless somebody says otherwise."""


async def preferences(visit: Visit) -> Response:
    """What holds now."""
    found = await _found(visit)
    return await _page(visit, found, _as_form(visit, found["viewer"]["preferences"]))


async def keep(visit: Visit) -> Response:
    """Keep what was changed; when that is refused, what was chosen stays on the page."""
    problem, found = NO_DAY, await _found(visit)
    before = _as_form(visit, found["viewer"]["preferences"])
    said = meant(visit.form, before)
    if all(is_day(said.get(name, "")) for name in ("until", "quiet")):
        problem = await visit.act("preferences/set.graphql", **_changes(said, before))
    return await _page(visit, found, said, problem) if problem else visit.go("/preferences", said="kept")


async def _found(visit: Visit) -> dict[str, Any]:
    return await visit.ask("preferences/page.graphql")


def _usual(found: Mapping[str, Any]) -> dict[str, str]:
    """What holds of somebody like the one who asks without a word, by the name of the field."""
    status = found["viewer"]["person"]["status"]
    return {
        f"{one['purpose']}-{one['role']}": "yes" if one["yes"] else "no"
        for one in found["consentDefaults"]
        if one["status"] == status
    }


async def _page(
    visit: Visit, found: Mapping[str, Any], chosen: Mapping[str, str], problem: str = ""
) -> Response:
    return await visit.show(
        "preferences/page.html",
        chosen=chosen,
        was=as_shown(_as_form(visit, found["viewer"]["preferences"])),
        problem=problem,
        done=visit.done({"kept": "That is how it is from now on."}),
        roles=ROLES,
        usual=_usual(found),
        fields=FIELDS,
        audiences=AUDIENCES,
        purposes=PURPOSES,
    )


def _as_form(visit: Visit, held: Mapping[str, Any]) -> dict[str, str]:
    """What is held, as the form says it."""
    consents = {
        f"{consent['purpose']}-{consent['role']}": "yes" if consent["yes"] else "no"
        for consent in held["consents"]
    }
    until = max((str(c["until"]) for c in held["consents"] if c["until"]), default="")
    return {
        **consents,
        **{f"direct-{purpose}": "yes" for purpose in held["direct"]},
        **{f"shown-{field}": USUALLY for field in FIELDS},
        **{f"shown-{shown['field']}": shown["audience"] for shown in held["shown"]},
        "capacity": str(held["capacity"]),
        "quiet": str(held["quietUntil"] or ""),
        "until": until or (visit.sessions.today() + A_YEAR).isoformat(),
        **({"alone": "yes"} if held["doNotContact"] else {}),
    }


def _changes(form: Mapping[str, str], before: Mapping[str, str]) -> dict[str, Any]:
    """The input for what the form says otherwise than what is held."""
    capacity = form.get("capacity", "").strip()
    changes: dict[str, Any] = {
        "consents": list(_consents(form, before)),
        "doNotContact": form.get("alone") == "yes",
        "direct": [purpose for purpose in PURPOSES if form.get(f"direct-{purpose}") == "yes"],
        "shown": [
            {"field": field, "audience": form[f"shown-{field}"]}
            for field in FIELDS
            if form.get(f"shown-{field}") in AUDIENCES
            and form[f"shown-{field}"] != before.get(f"shown-{field}")
        ],
        # what is no number is refused in the same words as one that is too large
        "capacity": int(capacity) if capacity.isascii() and capacity.isdigit() and len(capacity) < 6 else -1,
    }
    if form.get("quiet", "") != before["quiet"]:
        changes |= {"quietUntil": form["quiet"]} if form.get("quiet") else {"endQuiet": True}
    return changes


def _consents(form: Mapping[str, str], before: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The answers that are new, and with another day every yes."""
    for purpose in PURPOSES:
        for role in ROLES:
            name = f"{purpose}-{role}"
            answer, until = form.get(name, ""), form.get("until", "")
            same_day = answer != "yes" or until == before["until"]
            if answer not in ANSWERS or (answer == before.get(name, "") and same_day):
                continue
            yes = {"yes": True, "no": False}.get(answer)
            yield {"purpose": purpose, "role": role, "yes": yes, "until": until or None if yes else None}


PAGES: Final = (At("GET", "/preferences", preferences), At("POST", "/preferences", keep))
