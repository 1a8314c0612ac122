"""The statements that create, change and remove what records look like. None of them locks the counter."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from neo4j import ManagedTransaction

from graph.errors import MissingReference, StillReferenced
from graph.keys import Key, kind_of
from graph.stores.neo4j.forms import FORMS, RECORD, REVISION, Form, Link, by_form, node, targets

Row = dict[str, Any]
"""A record as properties, with its revision."""

NAMED: Final = 10
"""How many keys an error names."""

_TOMBSTONE: Final = "MATCH (n:Deleted) USING INDEX SEEK n:Deleted(key) WHERE n.key = k"


@dataclass(slots=True)
class Drawing:
    """What one call comes down to. `changed` pairs are (before, after)."""

    created: dict[Form, list[Row]] = field(default_factory=dict)
    changed: dict[Form, list[tuple[Row, Row]]] = field(default_factory=dict)
    deleted: dict[Form, list[Row]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.deleted)

    def fed(self) -> "Drawing":
        """The part that is in the change feed and under the seal: all but counters."""
        parts = (self.created, self.changed, self.deleted)
        return Drawing(*({form: rows for form, rows in part.items() if form.fed} for part in parts))  # type: ignore[arg-type]  # each of its own kind

    def written(self) -> dict[Form, list[Row]]:
        """The records that are there afterwards."""
        written = {form: list(rows) for form, rows in self.created.items()}
        for form, pairs in self.changed.items():
            written.setdefault(form, []).extend(after for _, after in pairs)
        return written


def draw(tx: ManagedTransaction, drawing: Drawing) -> None:
    """Create, change and remove nodes and relationships.

    Raises MissingReference and StillReferenced, but for references that are properties alone: those
    can only be checked when nobody else writes (`check_indexed`). The transaction must then fail.
    """
    _put_nodes(tx, drawing)
    _remove_edges(tx, drawing)
    _put_references(tx, drawing)
    _put_edges(tx, drawing)
    _remove_nodes(tx, drawing)


def check_indexed(tx: ManagedTransaction, drawing: Drawing) -> None:
    """Check the references that are no relationships. The caller holds the counter's lock.

    Raises MissingReference and StillReferenced.
    """
    _check_there(tx, drawing, lambda form: form.indexed)
    for form, rows in drawing.deleted.items():
        keys = [row["key"] for row in rows]
        for other in FORMS.values():
            for link in other.indexed:
                if link.target == form.kind:
                    kept = f"""UNWIND $keys AS k {other.match(link.field)} WHERE n.{link.field} = k
                        RETURN DISTINCT k AS key ORDER BY key LIMIT {NAMED}"""
                    _refuse_kept(_keys(tx, kept, keys))


def set_revision(tx: ManagedTransaction, drawing: Drawing, revision: int) -> None:
    """Put `revision` in place of the one that was guessed."""
    for form, rows in drawing.written().items():
        text = f"UNWIND $keys AS k {form.match()} WHERE n.key = k SET n.{REVISION} = $revision"
        _run(tx, text, keys=[row["key"] for row in rows], revision=revision)
    gone = [row["key"] for row in chain.from_iterable(drawing.deleted.values())]
    if gone:
        text = f"UNWIND $keys AS k {_TOMBSTONE} SET n.{REVISION} = $revision"
        _run(tx, text, keys=gone, revision=revision)


def bury(tx: ManagedTransaction, drawing: Drawing, revision: int) -> list[Key]:
    """Leave a tombstone for what went, take away those of what came back, and say whose these were."""
    gone = [row["key"] for row in chain.from_iterable(drawing.deleted.values())]
    if gone:
        _run(
            tx,
            f"UNWIND $keys AS k CREATE (:Deleted {{key: k, {REVISION}: $revision}})",
            keys=gone,
            revision=revision,
        )
    back = [row["key"] for row in chain.from_iterable(drawing.created.values())]
    if back and tx.run("RETURN EXISTS { MATCH (:Deleted) } AS any").single(strict=True)["any"]:
        return _keys(tx, f"UNWIND $keys AS k {_TOMBSTONE} DELETE n RETURN k AS key", back)
    return []


def _put_nodes(tx: ManagedTransaction, drawing: Drawing) -> None:
    for form, rows in drawing.created.items():
        if not form.ends:
            _run(tx, f"UNWIND $rows AS row CREATE (n:{form.label}:{RECORD}) SET n = row", rows=rows)
    for form, pairs in drawing.changed.items():
        if not form.ends:
            _change(tx, form, [after for _, after in pairs])


def _put_edges(tx: ManagedTransaction, drawing: Drawing) -> None:
    for form in FORMS.values():
        if not form.ends:
            continue
        pairs = drawing.changed.get(form, [])
        new = drawing.created.get(form, []) + [
            after for before, after in pairs if _moves(form, before, after)
        ]
        if new:
            a, b = form.ends
            text = f"""UNWIND $rows AS row
                {node("a", f"row.{a.field}", a.label)} {node("b", f"row.{b.field}", b.label)}
                CREATE (a)-[n:{form.label}]->(b) SET n = row RETURN count(n) AS count"""
            if _count(tx, text, rows=new) < len(new):
                _check_there(tx, drawing, lambda form: form.ends)
        stay = [after for before, after in pairs if not _moves(form, before, after)]
        if stay:
            _change(tx, form, stay)


def _change(tx: ManagedTransaction, form: Form, rows: Sequence[Row]) -> None:
    _run(tx, f"UNWIND $rows AS row {form.match()} WHERE n.key = row.key SET n = row", rows=rows)


def _moves(form: Form, before: Row, after: Row) -> bool:
    return any(before[end.field] != after[end.field] for end in form.ends)


def _remove_edges(tx: ManagedTransaction, drawing: Drawing) -> None:
    for form in FORMS.values():
        if form.ends:
            pairs = drawing.changed.get(form, [])
            keys = [row["key"] for row in drawing.deleted.get(form, [])]
            keys += [before["key"] for before, after in pairs if _moves(form, before, after)]
            if keys:
                _run(tx, f"UNWIND $keys AS k {form.match()} WHERE n.key = k DELETE n", keys=keys)


def _put_references(tx: ManagedTransaction, drawing: Drawing) -> None:
    """Draw the references of node records; of those that stay, only what differs."""
    for form in {**drawing.created, **drawing.changed}:
        for link in form.drawn:
            new = [
                [row["key"], to]
                for row in drawing.created.get(form, [])
                for to in sorted(set(targets(row, link)))
            ]
            old: list[list[Key]] = []
            for before, after in drawing.changed.get(form, []):
                was, now = set(targets(before, link)), set(targets(after, link))
                old += [[after["key"], to] for to in sorted(was - now)]
                new += [[after["key"], to] for to in sorted(now - was)]
            found = f"UNWIND $pairs AS p {form.match()} WHERE n.key = p[0]"
            if old:
                text = f"{found} MATCH (n)-[r:{link.relationship}]->(t) WHERE t.key = p[1] DELETE r"
                _run(tx, text, pairs=old)
            if new:
                text = f"""{found} {node("t", "p[1]", link.label)}
                    CREATE (n)-[:{link.relationship}]->(t) RETURN count(t) AS count"""
                if _count(tx, text, pairs=new) < len(new):
                    _check_there(tx, drawing, lambda form: form.drawn)


def _remove_nodes(tx: ManagedTransaction, drawing: Drawing) -> None:
    going = {form: [row["key"] for row in rows] for form, rows in drawing.deleted.items() if not form.ends}
    found = {form: f"UNWIND $keys AS k {form.match()} WHERE n.key = k" for form in going}
    for form, keys in going.items():
        if form.drawn:
            types = "|".join({link.relationship: None for link in form.drawn})
            _run(tx, f"{found[form]} MATCH (n)-[r:{types}]->() DELETE r", keys=keys)
    kept: list[Key] = []
    for form, keys in going.items():
        text = f"{found[form]} AND EXISTS {{ (n)--() }} RETURN k AS key ORDER BY key LIMIT {NAMED}"
        kept += _keys(tx, text, keys)
    _refuse_kept(kept)
    for form, keys in going.items():
        _run(tx, f"{found[form]} DELETE n", keys=keys)


def _check_there(tx: ManagedTransaction, drawing: Drawing, links: Callable[[Form], tuple[Link, ...]]) -> None:
    """Raise MissingReference when a record that was written refers, by such fields, to what is not there."""
    new = {row["key"] for row in chain.from_iterable(drawing.created.values())}
    wanted: set[Key] = set()
    wrong: set[Key] = set()
    for form, rows in drawing.written().items():
        for link in links(form):
            meant = {key for row in rows for key in targets(row, link)} - new
            wrong |= {key for key in meant if kind_of(key) != link.target}
            wanted |= meant
    there: set[Key] = set()
    for form, keys in by_form(wanted - wrong).items():
        there |= set(_keys(tx, f"UNWIND $keys AS k {form.match()} WHERE n.key = k RETURN k AS key", keys))
    missing = sorted(wanted - there)
    if missing:
        raise MissingReference(missing[:NAMED])


def _refuse_kept(keys: Iterable[Key]) -> None:
    kept = sorted(keys)
    if kept:
        raise StillReferenced(kept[:NAMED])


def _keys(tx: ManagedTransaction, text: str, keys: Collection[Key]) -> list[Key]:
    return [row["key"] for row in tx.run(text, keys=list(keys))]


def _count(tx: ManagedTransaction, text: str, **parameters: Any) -> int:
    count: int = tx.run(text, parameters).single(strict=True)["count"]
    return count


def _run(tx: ManagedTransaction, text: str, **parameters: Any) -> None:
    tx.run(text, parameters).consume()
