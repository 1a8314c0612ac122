"""/roles/search: who might come back, for a role that is kept or for what was just typed."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response

from web.door import RECRUITERS, only_for
from web.roles.wanted import FILTERS, asks_for_something, filled_in, typed, wanted
from web.visit import At, Visit
from web.words import refused

SAID: Final = {"kept": "It is kept as a role. From here on you can add people to its list, and share it."}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: the form, and the role that is kept, if it is one."""

    form: dict[str, str]
    role: dict[str, Any] | None

    def address(self, after: str = "") -> str:
        """Where this search stands, and its next page."""
        names = FILTERS if self.role else self.form
        said = {name: self.form[name] for name in names if self.form[name]}
        said |= {"role": self.role["id"]} if self.role else {}
        said |= {"after": after} if after else {}
        return f"/roles/search?{urlencode(said)}"


@only_for(*RECRUITERS)
async def search(visit: Visit) -> Response:
    """The people with what speaks for each, or the form alone while nothing is asked for."""
    form, role = typed(visit.query), None
    if visit.query.get("role"):
        role = (await visit.ask("roles/kept.graphql", id=visit.query["role"]))["role"]
        if role is None:
            return await visit.nowhere()
        form = filled_in(role) | {name: form[name] for name in FILTERS}
    asked = Asked(form, role)
    found, problem = await _found(visit, asked) if asks_for_something(form) else (None, "")
    more = found["pageInfo"]["endCursor"] if found and found["pageInfo"]["hasNextPage"] else ""
    return await visit.show(
        "roles/search.html",
        form=form,
        role=role,
        down={one["person"]["id"]: one["stage"] for one in role["candidates"]} if role else {},
        found=found["edges"] if found else None,
        problem=problem,
        done=visit.done(SAID),
        start=asked.address() if visit.query.get("after") else "",
        more=asked.address(more) if more else "",
    )


async def _found(visit: Visit, asked: Asked) -> tuple[dict[str, Any] | None, str]:
    """A page of people, or why what is asked for cannot be looked for."""
    said = wanted(asked.form)
    if said.problem:
        return None, said.problem
    answer = await visit.ask(
        "roles/search.graphql",
        role=said.role,
        filter=said.filter,
        after=visit.query.get("after") or None,
    )
    found: dict[str, Any] = answer["rehireCandidates"]
    return (None, refused(found["refusal"])) if found["refusal"] else (found, "")


PAGES: Final = (At("GET", "/roles/search", search),)
