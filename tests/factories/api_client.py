"""Asking the API as somebody: a client over the application, with a token for each question."""

import json
from typing import Any

from api.app import ApiLimits, create_app
from api.auth import JwtVerifier, development_keys, issue_development_token
from queries.network import Network
from tests.factories.network import NOW
from tests.factories.one_loop import Client

KEYS = development_keys(b"thirty-two bytes or more for tests")
REQUEST_ID = "the-same-for-all-requests"


class Asking:
    """One application and who asks it."""

    def __init__(self, network: Network, limits: ApiLimits | None = None) -> None:
        app = create_app(network, JwtVerifier(KEYS, clock=lambda: NOW), limits=limits)
        self.client = Client(app, raise_server_exceptions=False)

    def post(
        self,
        query: str,
        as_: str = "ada",
        roles: tuple[str, ...] = (),
        groups: tuple[str, ...] = (),
        **given: Any,
    ) -> Any:
        """The response to a question; `given` are its variables."""
        headers = self.headers(as_, roles, groups) | {"Content-Type": "application/json"}
        body = json.dumps({"query": query, "variables": given})
        return self.client.post("/graphql", content=body, headers=headers)

    def ask(
        self,
        query: str,
        as_: str = "ada",
        roles: tuple[str, ...] = (),
        groups: tuple[str, ...] = (),
        **given: Any,
    ) -> Any:
        """The data of an answer without errors."""
        answer = self.post(query, as_, roles, groups, **given).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def code(self, query: str, as_: str = "ada", **given: Any) -> str:
        """The code of the first error of an answer."""
        return str(self.post(query, as_, **given).json()["errors"][0]["extensions"]["code"])

    def headers(
        self, as_: str = "ada", roles: tuple[str, ...] = (), groups: tuple[str, ...] = ()
    ) -> dict[str, str]:
        """A token for name@example.com (or for a person's key) and a request id that never differs."""
        subject = as_ if ":" in as_ else f"{as_}@example.com"
        token = issue_development_token(KEYS, subject, roles, groups=groups, now=NOW)
        return {"Authorization": f"Bearer {token}", "X-Request-ID": REQUEST_ID}
