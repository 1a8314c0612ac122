"""The application: /graphql, /healthz and /readyz over a network that somebody else opened."""

import logging
import re
import uuid
from collections.abc import Sequence
from typing import Final

from anyio import to_thread
from fastapi import APIRouter, FastAPI
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Lifespan, Message, Receive, Scope, Send

from api.answering import answering
from api.auth import Verifier
from api.files import router_of
from api.graphql.limits import ApiLimits
from api.graphql.router import Door
from api.graphql.schema import build_schema
from api.uploads import uploads_router
from graph.errors import KithError
from queries.network import Network

__all__ = ["ApiLimits", "create_app"]

LOG: Final = logging.getLogger("kith.api")

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestIds:
    """Gives each request an id (or keeps the caller's) and sends it back as X-Request-ID.

    While it is being answered, who works beside gives way.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"").decode(
            "latin-1"
        )
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        with answering():
            await self._app(scope, receive, send_with_id)


def create_app(
    network: Network,
    verifier: Verifier,
    *,
    limits: ApiLimits | None = None,
    routers: Sequence[APIRouter] = (),
    lifespan: Lifespan[FastAPI] | None = None,
) -> FastAPI:
    """An application that answers for `network`, which its caller opens and closes. About 60 ms.

    `routers` are doors beside /graphql, `lifespan` is what the caller does around serving.
    """
    limits = limits or ApiLimits()
    app = FastAPI(title="kith", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_middleware(RequestIds)
    app.include_router(Door(build_schema(limits), network, verifier, limits, "/graphql"))
    for router in routers:
        app.include_router(router)
    app.include_router(router_of(network))
    app.include_router(uploads_router(network, verifier, limits.upload))

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    async def readyz(request: Request) -> Response:
        """Ready when the store answers and the read model is at its revision."""
        try:
            await to_thread.run_sync(network.read_model.current)
        except KithError as error:
            LOG.warning("request %s: not ready: %s", request.state.request_id, error)
            return JSONResponse({"status": "not ready"}, status_code=503)
        return JSONResponse({"status": "ready"})

    return app
