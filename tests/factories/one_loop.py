"""A client whose requests share one event loop: to make one for each costs more than most answers."""

import atexit
from contextlib import ExitStack
from functools import cache
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from httpx2 import ASGITransport, BaseTransport, Request, Response
from httpx2 import Client as HttpClient


@cache
def _loop() -> BlockingPortal:
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(start_blocking_portal())


class _InTheLoop(BaseTransport):
    """Goes to the loop once for each request: Starlette's goes eight times, which is a quarter of a test."""

    def __init__(self, application: ASGITransport) -> None:
        self._application = application

    def handle_request(self, request: Request) -> Response:
        return _loop().call(self._answered, request)

    async def _answered(self, request: Request) -> Response:
        answer = await self._application.handle_async_request(request)
        return Response(answer.status_code, headers=answer.headers, content=await answer.aread())


class Client(HttpClient):
    """An application may be asked by many of them. Nothing is done around serving."""

    def __init__(
        self,
        application: Any,
        base_url: str = "http://testserver",
        client: tuple[str, int] = ("testclient", 50_000),
        raise_server_exceptions: bool = True,
        **named: Any,
    ) -> None:
        self.app = application
        asked = ASGITransport(application, raise_app_exceptions=raise_server_exceptions, client=client)
        super().__init__(
            base_url=base_url, transport=_InTheLoop(asked), **({"follow_redirects": True} | named)
        )
