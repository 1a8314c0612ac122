"""What the reads of the port ask Neo4j, and how several reads together see one revision.

Neo4j shows each statement what is committed at the moment when it looks, and while a commit is put in
place a reader may see a part of it. So a read looks at the revision before and after, and holds only when
nothing was written in between and the last revision is known to be in place as a whole (`Barrier`).
"""

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

from graph.keys import NO_KEY, Key, kind_of
from graph.ports import Position
from graph.stores.neo4j.forms import FORMS, RECORD, REVISION, Form, by_form, node
from graph.stores.neo4j.schema import COUNTER

Row = list[Any]
"""The key, the revision, and what else was asked for."""


class Question(NamedTuple):
    """A statement that answers with one row: `before`, `rows`, `after`; and its parameters."""

    text: str
    parameters: dict[str, Any]


def _asked(body: str, **parameters: Any) -> Question:
    text = f"""MATCH {COUNTER} WITH c.rev AS before
CALL () {{ {body} }}
WITH before, rows
MATCH {COUNTER} RETURN before, rows, c.rev AS after"""
    return Question(text, parameters)


def _collected(form: Form) -> str:
    return f"WITH properties(n) AS p RETURN collect({form.listed}) AS rows"


_NOTHING: Final = _asked("RETURN [] AS rows")


def records_at(keys: Collection[Key]) -> Question:
    """The records at `keys`, in any order."""
    parted = by_form(keys)
    if not parted:
        return _NOTHING
    if len(parted) == 1:
        ((form, found),) = parted.items()
        return _asked(f"UNWIND $keys AS k {form.match()} WHERE n.key = k {_collected(form)}", keys=found)
    # One branch for all that are nodes, so that few statements are planned; their rows are told whole.
    looked: dict[str, list[Key]] = {}
    branches: dict[str, str] = {}
    for form, found in parted.items():
        looked.setdefault(form.indexed_as, []).extend(found)
        branches[form.indexed_as] = f"""UNWIND ${form.indexed_as} AS k {form.match()} WHERE n.key = k
            RETURN [n.key, n.{REVISION}, properties(n)] AS row"""
    body = f"CALL () {{ {' UNION ALL '.join(branches.values())} }} RETURN collect(row) AS rows"
    return _asked(body, **looked)


def properties_of(row: Row) -> dict[str, Any]:
    """The record of an answer, as properties."""
    whole = row[-1]
    return whole if isinstance(whole, dict) else FORMS[kind_of(row[0])].row(row)


def referring(form: Form, keys: Collection[Key], after: Key | None, limit: int) -> Question:
    """The first `limit` records behind `after` that refer to any of `keys`, in key order."""
    branches: list[str] = []
    parted = by_form(keys)
    for target in parted:
        branches += [
            f"UNWIND ${target.kind} AS k {match} RETURN n" for match in _referring(form, target.kind)
        ]
    if not branches:
        return _NOTHING
    body = f"""CALL () {{ {" UNION ALL ".join(branches)} }}
        WITH DISTINCT n ORDER BY n.key LIMIT $limit {_collected(form)}"""
    named = {target.kind: found for target, found in parted.items()}
    return _asked(body, after=after or NO_KEY, limit=limit, **named)


def _referring(form: Form, target: str) -> list[str]:
    found = []
    for place, link in enumerate(form.ends):
        if link.target == target:
            arrow = f"-[n:{form.label}]->()" if place == 0 else f"<-[n:{form.label}]-()"
            found.append(f"{node('t', 'k')} MATCH (t){arrow} WHERE n.key > $after")
    found += [
        f"{form.match(link.field)} WHERE n.{link.field} = k AND n.key > $after"
        for link in form.indexed
        if link.target == target
    ]
    drawn = {link.relationship: None for link in form.drawn if link.target == target}
    if drawn:
        arrow = f"<-[:{'|'.join(drawn)}]-(n:{RECORD}:{form.label})"
        found.append(f"{node('t', 'k')} MATCH (t){arrow} WHERE n.key > $after")
    return found


def scanned(form: Form, beginnings: Sequence[str], after: Key | None, limit: int) -> Question:
    """The first `limit` records behind `after` whose keys have one of the beginnings; () means any."""
    whole, end = f"{form.kind}:", f"{form.kind};"  # between them are the keys of the kind
    start = after or NO_KEY
    page = "ORDER BY n.key LIMIT $limit"
    if not beginnings or any(whole.startswith(b) for b in beginnings):
        body = f"""{form.match()} WHERE n.key > $after AND n.key < $end
            WITH n {page} {_collected(form)}"""
        return _asked(body, after=max(start, whole), end=end, limit=limit)
    # What begins so and ends before `after` is not worth asking for, nor what is of another kind.
    wanted = [
        b for b in sorted(set(beginnings)) if b.startswith(whole) and (b > start or start.startswith(b))
    ]
    body = f"""UNWIND $beginnings AS b CALL (b) {{
            {form.match()} WHERE n.key STARTS WITH b AND n.key > $after WITH n {page} RETURN n
        }}
        WITH DISTINCT n {page} {_collected(form)}"""
    return _asked(body, beginnings=wanted, after=start, limit=limit)


def _feed() -> str:
    places = [
        (match, "false") for match in {form.match(REVISION): None for form in FORMS.values() if form.fed}
    ]
    places.append((f"MATCH (n:Deleted) USING INDEX SEEK n:Deleted({REVISION})", "true"))
    branches = (
        f"""{match} WHERE n.{REVISION} >= $revision AND (n.{REVISION} > $revision OR n.key > $key)
            RETURN n.{REVISION} AS revision, n.key AS key, {deleted} AS deleted
            ORDER BY revision, key LIMIT $limit"""
        for match, deleted in places
    )
    return f"""CALL () {{ {" UNION ALL ".join(branches)} }}
        WITH revision, key, deleted ORDER BY revision, key LIMIT $limit
        RETURN collect([key, revision, deleted]) AS rows"""


_FEED: Final = _asked(_feed()).text


def changed(since: Position, limit: int) -> Question:
    """The first `limit` changes behind `since`, in order; some may be newer than `before`.

    Each index is asked in its order, so the cost is that of a page for each of the five, at most.
    """
    # What is in no feed has revision 0.
    since = max(since, Position(1, NO_KEY))
    return Question(_FEED, {"revision": since.revision, "key": since.key, "limit": limit})


def sealed(after: int, limit: int) -> Question:
    """The first `limit` seals behind revision `after`, in order: seal, revision, moment, digest."""
    body = f"""MATCH (n:Revision) USING INDEX SEEK n:Revision({REVISION}) WHERE n.{REVISION} > $after
        WITH n ORDER BY n.{REVISION} LIMIT $limit
        RETURN collect([n.seal, n.{REVISION}, n.at, n.digest]) AS rows"""
    return _asked(body, after=after, limit=limit)
