"""GraphQL over HTTP: media types, status codes, who asks, and the size of a body."""

import json
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from anyio import to_thread
from cross_web import HTTPException, StarletteRequestAdapter
from starlette.requests import Request
from starlette.responses import Response
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLRequestData
from strawberry.schema import BaseSchema
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionResult

from api.auth import NotAuthenticated, Verifier, viewer_of
from api.graphql.context import Context
from api.graphql.cursors import Cursors
from api.graphql.errors import CODES, INTERNAL, LOG, RequestFault
from api.graphql.limits import ApiLimits
from api.graphql.media import LEGACY, RESPONSE, is_json, negotiated
from graph.errors import KithError
from policy.viewer import Viewer
from queries.network import Network

CHALLENGE: Final = 'Bearer realm="kith"'


class Refused(Exception):
    """A request that is not executed."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Door(GraphQLRouter[Any, None]):
    """The router of /graphql."""

    def __init__(
        self, schema: BaseSchema, network: Network, verifier: Verifier, limits: ApiLimits, path: str
    ) -> None:
        super().__init__(
            schema,
            path=path,
            graphql_ide=None,
            allow_queries_via_get=True,
            multipart_uploads_enabled=False,
            subscription_protocols=(),
            include_in_schema=False,
            context_getter=_no_context,  # made in `run`; the default would wait for a worker thread
        )
        self._network = network
        self._verifier = verifier
        self._limits = limits
        self._cursors = Cursors(network.keys)

    async def run(self, request: Any, context: Any = None, root_value: Any = None) -> Any:
        """Answer one request; everything that is refused is answered in the same form."""
        if self.is_websocket_request(request):
            return await self.reject_websocket(request)
        request_id: str = request.state.request_id
        media = negotiated(request.headers.get("accept"))
        try:
            viewer = await self._viewer(request)
            if media is None:
                raise Refused(406, "NOT_ACCEPTABLE", f"Answers are {RESPONSE} or {LEGACY}.")
            asked = await self._asked(request)
            asker = Context(self._network, viewer, self._limits, self._cursors, request_id)
            return self._answer(await self._executed(request, asked, asker), media)
        except Refused as refused:
            return self._refusal(refused, media or RESPONSE, request_id)
        except KithError as error:
            LOG.warning("request %s: %s", request_id, type(error).__name__)
            code, message = next(CODES[kind] for kind in type(error).__mro__ if kind in CODES)
            return self._refusal(Refused(503, code, message), media or RESPONSE, request_id)
        except Exception:  # noqa: BLE001 - the last place where it can be logged and masked
            LOG.exception("request %s failed", request_id)
            return self._refusal(Refused(500, *INTERNAL), media or RESPONSE, request_id)

    async def _viewer(self, request: Request) -> Viewer:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer" or not token.strip():
                raise NotAuthenticated(missing=True)
            claims = self._verifier.verify(token.strip())
        except NotAuthenticated as error:
            challenge = CHALLENGE if error.missing else f'{CHALLENGE}, error="invalid_token"'
            message = "A valid bearer token is needed."
            raise Refused(401, "UNAUTHENTICATED", message, WWW_Authenticate=challenge) from None
        return await to_thread.run_sync(viewer_of, self._network, claims)

    async def _asked(self, request: Request) -> GraphQLRequestData:
        if request.method == "GET":
            given: Any = {**request.query_params}
            for name in ("variables", "extensions"):
                if given.get(name):
                    given[name] = _json(given[name])
        elif not is_json(request.headers.get("content-type")):
            raise Refused(415, "UNSUPPORTED_MEDIA_TYPE", f"A question is {LEGACY} in UTF-8.", Accept=LEGACY)
        else:
            given = _json(await self._body(request))
        return _request_data(given)

    async def _body(self, request: Request) -> bytes:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self._limits.body:
                raise Refused(413, "TOO_LARGE", f"A question has at most {self._limits.body} bytes.")
        return bytes(body)

    async def _executed(self, request: Request, asked: GraphQLRequestData, asker: Context) -> ExecutionResult:
        try:
            return await self.execute_single(
                request=request,
                request_adapter=StarletteRequestAdapter(request),
                sub_response=Response(),
                context=asker,
                root_value=None,
                request_data=asked,
            )
        except HTTPException as error:
            if isinstance(error.__cause__, InvalidOperationTypeError):
                message = "Only queries may be sent with GET, and there are no subscriptions."
                raise Refused(405, "METHOD_NOT_ALLOWED", message, Allow="POST") from None
            raise Refused(error.status_code, "BAD_REQUEST", error.reason) from None

    def _answer(self, result: ExecutionResult, media: str) -> Response:
        if any("code" not in (error.extensions or {}) for error in result.errors or ()):
            raise RuntimeError(f"an error passed by the masking: {result.errors}")
        at_fault = any(isinstance(error, RequestFault) for error in result.errors or ())
        answer: dict[str, Any] = {} if at_fault else {"data": result.data}
        if result.errors:
            answer["errors"] = [error.formatted for error in result.errors]
        # a client of the older media type expects 200 for whatever was a well-formed question
        status = 400 if at_fault and media == RESPONSE else 200
        return self._response(answer, media, status)

    def _refusal(self, refused: Refused, media: str, request_id: str) -> Response:
        extensions = {"code": refused.code, "requestId": request_id}
        answer = {"errors": [{"message": refused.message, "extensions": extensions}]}
        return self._response(answer, media, refused.status, refused.headers)

    def _response(
        self, answer: Mapping[str, Any], media: str, status: int, headers: Mapping[str, str] | None = None
    ) -> Response:
        # errors may quote what was sent, and that may be no Unicode: only the library's own encoder takes it
        body = self.encode_json(answer) if "errors" in answer else msgspec.json.encode(answer)
        kept = {"Cache-Control": "no-store", "Vary": "Accept, Authorization", **(headers or {})}
        return Response(body, status, kept, f"{media}; charset=utf-8")


async def _no_context() -> None:
    """Nothing: FastAPI asks for a dependency, and an asynchronous one costs no thread."""


def _json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(400, "BAD_REQUEST", "The question is not JSON.") from None


def _request_data(given: Any) -> GraphQLRequestData:
    """The parameters of a question, each of its type."""
    if not isinstance(given, dict):
        raise Refused(400, "BAD_REQUEST", "A question is one JSON object.")
    for name, kind in (("query", str), ("variables", dict), ("operationName", str), ("extensions", dict)):
        value = given.get(name)
        if not isinstance(value, kind) and (value is not None or name == "query"):
            raise Refused(400, "BAD_REQUEST", f"{name} is missing or of the wrong type.")
    if any("\ud800" <= letter <= "\udfff" for letter in given["query"]):
        raise Refused(400, "BAD_REQUEST", "query is not a text.")
    return GraphQLRequestData(
        query=given["query"],
        variables=given.get("variables"),
        operation_name=given.get("operationName") or None,
        extensions=given.get("extensions"),
    )
