"""What one request may ask for: a budget that is measured before anything is validated or executed.

Every fragment is measured once, whatever the number of its uses, so the time is linear in the
document although its expansion may be exponential. Numbers are of the expanded document.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from api.graphql.errors import RequestError


@dataclass(frozen=True, slots=True)
class ApiLimits:
    """What one request may cost. Sizes are whole numbers >= 1."""

    body: int = 65_536  # bytes
    tokens: int = 1_500  # of the document
    depth: int = 15  # fields within fields
    fields: int = 300
    aliases: int = 30
    repeats: int = 40  # fields that stand beside one of the same name: merging them is quadratic
    nodes: int = 10_000  # estimated objects of the answer
    first: int = 100  # the longest page
    text: int = 300  # letters of a search, topic or filter
    documents: int = 256  # kept parsed and validated
    upload: int = 500_000_000  # bytes of a file that is sent to be imported


LISTED: Final = 5
"""How many objects a list without `first` is taken to hold."""

COSTLY: Final[Mapping[tuple[str, str], int]] = {("ExpertEdge", "hops"): 20}
"""Fields that are a question of their own, as so many objects."""

_Composite = GraphQLObjectType | GraphQLInterfaceType


class Cost(NamedTuple):
    """What a selection costs, fragments expanded. `names` are the response names of its top level."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    repeats: int = 0
    nodes: int = 0
    top: int = 0
    names: frozenset[str] = frozenset()


_NOTHING: Final = Cost()


@dataclass(slots=True)
class Meter:
    """Measures the operations of one document with one request's variables. `steps` counts its work.

    `varies` says afterwards whether the cost is another with other variables.
    """

    schema: GraphQLSchema
    document: DocumentNode
    variables: Mapping[str, Any]
    longest: int
    steps: int = 0
    varies: bool = False
    _fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)
    _measured: dict[str, Cost] = field(default_factory=dict)
    _defaults: dict[str, int] = field(default_factory=dict)

    def measure(self) -> Cost:
        """The sum over all operations and unused fragments: validation reads them all. O(document)."""
        operations = []
        for definition in self.document.definitions:
            if isinstance(definition, FragmentDefinitionNode):
                self._fragments[definition.name.value] = definition
            elif isinstance(definition, OperationDefinitionNode):
                operations.append(definition)
        for name, size in chain.from_iterable(map(_integer_defaults, operations)):
            self._defaults[name] = max(size, self._defaults.get(name, size))  # fragments are measured once
        costs = [
            self._set(operation.selection_set, self.schema.get_root_type(operation.operation))
            for operation in operations
        ]
        costs.extend(self._fragment(name) for name in self._fragments if name not in self._measured)
        return Cost(
            depth=max((cost.depth for cost in costs), default=0),
            fields=sum(cost.fields for cost in costs),
            aliases=sum(cost.aliases for cost in costs),
            repeats=sum(cost.repeats for cost in costs),
            nodes=sum(cost.nodes for cost in costs),
        )

    def _set(self, selected: SelectionSetNode, parent: _Composite | None) -> Cost:
        depth = fields = aliases = repeats = nodes = top = 0
        names: set[str] = set()
        for selection in selected.selections:
            self.steps += 1
            match selection:
                case FieldNode():
                    cost = self._field(selection, parent)
                case InlineFragmentNode():
                    cost = self._set(selection.selection_set, self._type(selection.type_condition) or parent)
                case FragmentSpreadNode():
                    cost = self._fragment(selection.name.value)
                case _:
                    continue
            depth = max(depth, cost.depth)
            fields += cost.fields
            aliases += cost.aliases
            repeats += cost.repeats
            nodes += cost.nodes
            repeats += len(cost.names & names)
            names |= cost.names
            top += cost.top
        return Cost(depth, fields, aliases, repeats, nodes, top, frozenset(names))

    def _field(self, node: FieldNode, parent: _Composite | None) -> Cost:
        definition = parent.fields.get(node.name.value) if parent is not None else None
        below = _NOTHING
        if node.selection_set is not None:
            named = get_named_type(definition.type) if definition is not None else None
            below = self._set(node.selection_set, named if isinstance(named, _Composite) else None)
        times = self._times(node, definition)
        own = COSTLY.get((parent.name, node.name.value), 0) if parent is not None else 0
        return Cost(
            below.depth + 1,
            below.fields + 1,
            below.aliases + (node.alias is not None),
            below.repeats,
            own + times * (1 + below.nodes) if node.selection_set is not None else own,
            1,
            frozenset(((node.alias or node.name).value,)),
        )

    def _fragment(self, name: str) -> Cost:
        measured = self._measured.get(name)
        if measured is not None:
            return measured
        fragment = self._fragments.get(name)
        if fragment is None:
            return _NOTHING  # validation will say that there is none
        self._measured[name] = _NOTHING  # a cycle ends here; validation will refuse it
        self._measured[name] = self._set(fragment.selection_set, self._type(fragment.type_condition))
        return self._measured[name]

    def _type(self, condition: NamedTypeNode | None) -> _Composite | None:
        named = self.schema.type_map.get(condition.name.value) if condition is not None else None
        return named if isinstance(named, _Composite) else None

    def _times(self, node: FieldNode, definition: GraphQLField | None) -> int:
        """How many objects a field is taken to give."""
        if definition is None:
            return 1
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        if "first" in definition.args:
            size = self._integer(given.get("first"), definition.args["first"].default_value)
            return min(max(size, 1), self.longest)
        if "ids" in definition.args:
            return self._length(given.get("ids"))
        kind = definition.type.of_type if isinstance(definition.type, GraphQLNonNull) else definition.type
        return LISTED if isinstance(kind, GraphQLList) and node.name.value != "edges" else 1

    def _integer(self, value: Any, default: Any) -> int:
        if isinstance(value, IntValueNode):
            return int(value.value) if len(value.value) < 12 else self.longest
        if isinstance(value, VariableNode):
            self.varies = True
            name = value.name.value
            default = self.variables.get(name, self._defaults.get(name, default))
        return default if isinstance(default, int) else self.longest

    def _length(self, value: Any) -> int:
        if isinstance(value, ListValueNode):
            return len(value.values)
        self.varies = self.varies or isinstance(value, VariableNode)
        given = self.variables.get(value.name.value) if isinstance(value, VariableNode) else None
        return len(given) if isinstance(given, list) else 1


def _integer_defaults(operation: OperationDefinitionNode) -> Iterator[tuple[str, int]]:
    for definition in operation.variable_definitions or ():
        default = definition.default_value
        if isinstance(default, IntValueNode) and len(default.value) < 12:
            yield definition.variable.name.value, int(default.value)


def too_much(cost: Cost, limits: ApiLimits) -> RequestError | None:
    """The first limit that `cost` breaks."""
    for name in ("depth", "fields", "aliases", "repeats", "nodes"):
        asked, allowed = getattr(cost, name), getattr(limits, name)
        if asked > allowed:
            shown = str(asked) if asked < 10**9 else "far too many"
            return RequestError("TOO_COMPLEX", f"too complex: {name} {shown}, at most {allowed}")
    return None
