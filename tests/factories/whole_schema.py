"""Documents that ask for everything a schema has, and what came back of it, field by field."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_required_argument,
)

Place = tuple[str, str]
"""A type and one of its fields."""

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType


def places(schema: GraphQLSchema) -> set[Place]:
    """Every field of every object type, the roots among them."""
    return {
        (name, field)
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__")
        for field in type_.fields
    }


def everything(schema: GraphQLSchema, root: str, field: str, arguments: str) -> str:
    """A document that asks for one root field with all that is below it; no type stands in itself."""
    operation = "mutation" if root == "Mutation" else "query"
    return f"{operation} {{ {field}{arguments} {_below(schema, root, field)} }}"


@cache
def _below(schema: GraphQLSchema, root: str, field: str) -> str:
    parent = schema.type_map[root]
    assert isinstance(parent, GraphQLObjectType)
    return _selection(schema, get_named_type(parent.fields[field].type), (root,))


def _selection(schema: GraphQLSchema, type_: GraphQLNamedType, within: tuple[str, ...]) -> str:
    if not isinstance(type_, Composite):
        return ""
    kinds = [type_] if isinstance(type_, GraphQLObjectType) else schema.get_possible_types(type_)
    parts = [
        f"... on {kind.name} {{ {' '.join(_fields(schema, kind, within))} }}"
        for kind in kinds
        if kind.name not in within
    ]
    return f"{{ __typename {' '.join(parts)} }}"


def _fields(schema: GraphQLSchema, kind: GraphQLObjectType, within: tuple[str, ...]) -> Iterator[str]:
    for name, field in kind.fields.items():
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        yield f"{kind.name}_{name}: {name} {_selection(schema, _type(field), (*within, kind.name))}"
    yield "__typename"


def _type(field: GraphQLField) -> GraphQLNamedType:
    return get_named_type(field.type)


def answered(value: Any) -> Iterator[Place]:
    """Every (type, field) of an answer to `everything` that has a value; an empty list is none."""
    if isinstance(value, list):
        for one in value:
            yield from answered(one)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            type_, _, field = name.partition("_")
            if field and not name.startswith("__") and inner not in (None, []):
                yield type_, field
            yield from answered(inner)
