"""The schema asked without HTTP: by a door of our own, as somebody, within the limits of any client."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anyio import to_thread

from api.auth import Claims, viewer_of
from api.graphql.context import Context
from api.graphql.cursors import Cursors
from api.graphql.limits import ApiLimits
from api.graphql.schema import Schema, build_schema
from api.sign_in import Entered, viewer_of_session
from graph.keys import NO_KEY
from policy.viewer import Viewer
from queries.network import Network


class Unanswered(Exception):
    """A document that was not answered in full; `codes` are those of /graphql's errors."""

    def __init__(self, codes: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(codes)))
        self.codes = codes


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asks, for the length of one request."""

    schema: Schema
    network: Network
    viewer: Viewer
    limits: ApiLimits
    cursors: Cursors
    request_id: str

    async def ask(self, document: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The data of the answer. Raises Unanswered."""
        context = Context(self.network, self.viewer, self.limits, self.cursors, self.request_id)
        result = await self.schema.execute(
            document, variable_values=dict(variables or {}), context_value=context
        )
        if result.errors or result.data is None:
            codes = ((error.extensions or {}).get("code", "INTERNAL") for error in result.errors or ())
            raise Unanswered(frozenset(codes))
        return result.data


class InProcess:
    """The schema over a network."""

    def __init__(self, network: Network, limits: ApiLimits | None = None) -> None:
        self._network = network
        self._limits = limits or ApiLimits()
        self._schema = build_schema(self._limits)
        self._cursors = Cursors(network.keys)

    async def speaking_for(self, claims: Claims, request_id: str) -> Asker | None:
        """Who asks, from what is known of them; None when the network knows no such person."""
        return self._asker(await to_thread.run_sync(viewer_of, self._network, claims), request_id)

    async def of_session(self, entered: Entered, request_id: str) -> Asker | None:
        """The same for a session of pages; None also when it ended because they signed out everywhere."""
        return self._asker(await to_thread.run_sync(viewer_of_session, self._network, entered), request_id)

    def _asker(self, viewer: Viewer, request_id: str) -> Asker | None:
        if viewer.person == NO_KEY:
            return None
        return Asker(self._schema, self._network, viewer, self._limits, self._cursors, request_id)
