"""Everybody whom an answer names is noted once, for the purpose of the answer, when it leaves.

`Person.of` notes who is shown, so no answer can name a person without it.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Final

from strawberry.extensions import SchemaExtension

from api.graphql.context import Context
from graph.keys import Key
from queries.use_log import DIRECTORY

_NAMED: Final[ContextVar[dict[str, set[Key]]]] = ContextVar("named")
"""By purpose, of the request that is answered; shared by all of its tasks."""


def note(person: Key, purpose: str = DIRECTORY) -> None:
    """The answer that is being made names `person`. LookupError outside of a request."""
    _NAMED.get()[purpose].add(person)


class Witness(SchemaExtension):
    """Tells the network's log whom each answer named."""

    def on_execute(self) -> Iterator[None]:
        """Around the execution of one document."""
        named: dict[str, set[Key]] = defaultdict(set)
        token = _NAMED.set(named)
        try:
            yield
        finally:
            _NAMED.reset(token)
            self._tell(named)

    def _tell(self, named: dict[str, set[Key]]) -> None:
        """Who is named for a purpose is not counted for the directory as well."""
        context: Context = self.execution_context.context
        others = named.pop(DIRECTORY, set())
        for purpose, people in {**named, DIRECTORY: others.difference(*named.values())}.items():
            context.network.uses.named(context.network.today(), context.viewer, purpose, people)
