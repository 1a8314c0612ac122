"""How each kind of record looks in Neo4j, derived from the model: nothing is said here kind by kind.

A node record is a node with the kind's label and the label that all of them share, `Record`: by that one
it is found, so there is one index of keys, and a statement over many kinds is planned as one over one
(docs/decisions/0022-one-label-for-all-records.md). Its references are properties, so that the record is
whole, and also relationships to the records meant, so that a person can follow them in Neo4j Browser.
An edge record is one relationship between its two ends; its other references are indexed properties,
for a relationship cannot point at a third node. Every record carries `rev`, the revision of its last
change, which is no part of the record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from graph.keys import NO_KEY, Key, kind_of
from graph.model import KINDS, Record, references

REVISION: Final = "rev"
RECORD: Final = "Record"
"""The label of every node record, beside the one of its kind."""
LOCK: Final = "lock"
"""Never a value: taking it away takes the write lock of a node or relationship."""


@dataclass(frozen=True, slots=True)
class Link:
    """A field that refers to records of the kind `target`, labelled `label`."""

    field: str
    target: str
    label: str
    relationship: str


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The look of one kind; there is one object a kind.

    `ends` are the two ends of an edge record, () for a node record. `drawn` are the references of a node
    record, `indexed` those of an edge record apart from its ends. `unset` are references that are
    left out while they are NO_KEY. `properties` are all names, the key and the revision first. `fed` is
    whether the kind is in the change feed and under the seal.
    """

    kind: str
    label: str
    ends: tuple[Link, ...]
    drawn: tuple[Link, ...]
    indexed: tuple[Link, ...]
    unset: tuple[str, ...]
    properties: tuple[str, ...]
    fed: bool

    @property
    def indexed_as(self) -> str:
        """The label or type whose indexes find records of the kind."""
        return self.label if self.ends else RECORD

    def match(self, field: str = "key") -> str:
        """MATCH records as `n` by the index on `field`; WHERE comes next.

        Node records of every kind are matched: what follows says which by their keys.
        """
        pattern = f"()-[n:{self.label}]->()" if self.ends else f"(n:{RECORD})"
        return f"MATCH {pattern} USING INDEX SEEK n:{self.indexed_as}({field})"

    @property
    def listed(self) -> str:
        """The values of `properties` of `p`, a map, as a list: half the work of sending the map."""
        return f"[{', '.join(f'p.{name}' for name in self.properties)}]"

    def row(self, values: Sequence[Any]) -> dict[str, Any]:
        """The properties again from their listed values."""
        return {name: value for name, value in zip(self.properties, values, strict=True) if value is not None}

    @property
    def links(self) -> tuple[Link, ...]:
        """All references."""
        return (*self.ends, *self.drawn, *self.indexed)


def _form(kind: type[Record]) -> Form:
    declared = {f.name: f for f in fields(kind)}
    if not declared.keys().isdisjoint({REVISION, LOCK}):
        raise TypeError(f"{kind.KIND}: a field cannot be called {REVISION} or {LOCK} in Neo4j")
    links = {}
    for name, (target, relationship) in references(kind).items():
        if KINDS[target].ENDS is not None:
            raise TypeError(f"{kind.KIND}.{name} refers to a relationship, which Neo4j cannot express")
        links[name] = Link(name, target, KINDS[target].LABEL, relationship)
    ends = tuple(links.pop(name) for name in kind.ENDS or ())
    others = tuple(links.values())
    return Form(
        kind=kind.KIND,
        label=kind.LABEL,
        ends=ends,
        drawn=() if ends else others,
        indexed=others if ends else (),
        unset=tuple(link.field for link in others if declared[link.field].default == NO_KEY),
        properties=("key", REVISION, *(name for name in declared if name != "key")),
        fed=kind.FEED,
    )


FORMS: Final[Mapping[str, Form]] = {name: _form(kind) for name, kind in KINDS.items()}


def _check_types_apart() -> None:
    edges = {form.label for form in FORMS.values() if form.ends}
    for form in FORMS.values():
        types = [link.relationship for link in form.drawn]
        if len(set(types)) < len(types) or not edges.isdisjoint(types):
            raise TypeError(f"{form.kind}: its references are not told apart by their relationships {types}")


_check_types_apart()


def node(name: str, key: str, label: str = "") -> str:
    """MATCH the record that is a node with this key, of the kind with `label` where one is named, as `name`.

    As in `Form.match` the index is named: else a statement that is first planned while there is
    little in the database looks through all nodes of a kind, and keeps doing so when there are many.
    """
    labels = f"{RECORD}:{label}" if label else RECORD
    return f"MATCH ({name}:{labels}) USING INDEX SEEK {name}:{RECORD}(key) WHERE {name}.key = {key}"


def targets(row: Mapping[str, Any], link: Link) -> Iterable[Key]:
    """The keys that a record, as its properties, refers to by one of its fields."""
    value = row.get(link.field, NO_KEY)
    if isinstance(value, list):
        return value
    return (value,) if value else ()


def by_form(keys: Iterable[Key]) -> dict[Form, list[Key]]:
    """The keys sorted and parted by kind. What cannot be the key of any record is left out."""
    parted: dict[Form, list[Key]] = {}
    for key in sorted(set(keys)):
        form = FORMS.get(kind_of(key))
        if form is not None and _can_be_sent(key):
            parted.setdefault(form, []).append(key)
    return parted


def _can_be_sent(key: Key) -> bool:
    try:
        key.encode()
    except UnicodeEncodeError:
        return False
    return True
