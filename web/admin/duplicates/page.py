"""/admin/duplicates: two records side by side, what was made one, and the way back."""

from typing import Any, Final

from starlette.responses import Response

from web.door import ADMIN, only_for
from web.visit import At, Visit

SAID: Final = {
    "one": "They are one person now. It can be undone, below.",
    "two": "They are two people, and will not be proposed again.",
    "undone": "They are two again.",
}

NO_REASON: Final = "Say why they are one person: it stays with them."
NO_CHOICE: Final = "Choose which record stays."


async def duplicates(visit: Visit) -> Response:
    """What is proposed, and what was made one."""
    return await _page(visit)


async def decide(visit: Visit) -> Response:
    """Make two one, or say that they are two."""
    pair = visit.form.get("pair", "").split()
    choice = visit.form.get("choice", "")
    if choice == "two":
        problem = await visit.act("admin/duplicates/dismiss.graphql", people=pair)
        return await _page(visit, problem) if problem else _back(visit, "two")
    if len(pair) != 2 or choice not in ("0", "1"):
        return await _page(visit, NO_CHOICE)
    reason = visit.form.get("reason", "").strip()
    keep, merge = (pair[0], pair[1]) if choice == "0" else (pair[1], pair[0])
    problem = NO_REASON
    if reason:
        problem = await visit.act("admin/duplicates/merge.graphql", keep=keep, merge=merge, reason=reason)
    return await _page(visit, problem) if problem else _back(visit, "one")


async def undo(visit: Visit) -> Response:
    """Make two of what was made one."""
    problem = await visit.act("admin/duplicates/unmerge.graphql", merge=visit.form.get("merge", ""))
    return await _page(visit, problem) if problem else _back(visit, "undone")


def _back(visit: Visit, said: str) -> Response:
    after = visit.form.get("after", "")
    return visit.go("/admin/duplicates", said=said, **({"after": after} if after else {}))


async def _page(visit: Visit, problem: str = "") -> Response:
    after = visit.form.get("after") or visit.query.get("after") or None
    older = visit.query.get("older") or None
    found = (await visit.ask("admin/duplicates/page.graphql", after=after))["possibleDuplicates"]
    merges = (await visit.ask("admin/duplicates/merges.graphql", after=older))["merges"]
    pairs = [_pair(edge["node"]) for edge in found["edges"]]
    which = visit.form.get("pair", "")
    return await visit.show(
        "admin/duplicates/page.html",
        problem=problem,
        which=which if which in {pair["ids"] for pair in pairs} else "",
        reason=visit.form.get("reason", ""),
        done=visit.done(SAID),
        pairs=pairs,
        after=after or "",
        more=_next(found),
        merges=[edge["node"] for edge in merges["edges"]],
        older=older or "",
        more_merges=_next(merges),
    )


def _pair(node: dict[str, Any]) -> dict[str, Any]:
    return node | {"ids": " ".join(person["id"] for person in node["people"])}


def _next(connection: dict[str, Any]) -> str:
    pages = connection["pageInfo"]
    return str(pages["endCursor"]) if pages["hasNextPage"] else ""


PAGES: Final = (
    At("GET", "/admin/duplicates", only_for(ADMIN)(duplicates)),
    At("POST", "/admin/duplicates", only_for(ADMIN)(decide)),
    At("POST", "/admin/duplicates/undo", only_for(ADMIN)(undo)),
)
