"""Documents that clients send again and again: parsed, measured and validated once each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from api.graphql.limits import ApiLimits, Cost, Meter, too_much

_WHAT_IS_PAID_ONCE: Final = 20_000
"""Documents longer than this many letters are not kept."""


@dataclass(slots=True)
class Prepared:
    """A parsed document; `errors` is None until somebody has validated it, `cost` while it may vary."""

    document: DocumentNode
    cost: Cost | None = None
    errors: list[GraphQLError] | None = None


class Documents:
    """The documents of one application. Safe to use from several threads: work may be done twice."""

    def __init__(self, limits: ApiLimits) -> None:
        self.limits = limits
        self._prepared = lru_cache(maxsize=limits.documents)(self._parse)

    def prepared(self, text: str) -> Prepared:
        """`text` parsed, now or before. Raises GraphQLSyntaxError."""
        return self._prepared(text) if len(text) <= _WHAT_IS_PAID_ONCE else self._parse(text)

    def _parse(self, text: str) -> Prepared:
        return Prepared(parse(text, max_tokens=self.limits.tokens))

    def faults(
        self, prepared: Prepared, schema: GraphQLSchema, variables: dict[str, Any], rules: tuple[Any, ...]
    ) -> list[GraphQLError]:
        """What is wrong with a request: its size with these variables first, then its document."""
        cost = prepared.cost
        if cost is None:
            meter = Meter(schema, prepared.document, variables, self.limits.first)
            cost = meter.measure()
            prepared.cost = None if meter.varies else cost
        excess = too_much(cost, self.limits)
        if excess is not None:
            return [GraphQLError(excess.message, original_error=excess)]
        if prepared.errors is None:
            prepared.errors = validate_document(schema, prepared.document, rules)
        return prepared.errors


class Guard(SchemaExtension):
    """Puts the documents of the application before Strawberry's own parsing and validation.

    Hooks of extensions must not raise: what they raise passes by the masking of errors.
    """

    def __init__(self, documents: Documents) -> None:
        super().__init__()
        self._documents = documents
        self._prepared: Prepared | None = None

    def on_parse(self) -> Iterator[None]:
        """Take a prepared document; a text that cannot be parsed is left to Strawberry, which says so."""
        context = self.execution_context
        try:
            self._prepared = self._documents.prepared(context.query or "")
            context.graphql_document = self._prepared.document
        except (GraphQLError, RecursionError):
            self._prepared = None
        yield

    def on_validate(self) -> Iterator[None]:
        """Measure and validate, or know from before."""
        context = self.execution_context
        if self._prepared is not None:
            context.pre_execution_errors = self._documents.faults(
                self._prepared,
                context.schema._schema,
                context.variables or {},
                tuple(context.validation_rules),
            )
        yield
