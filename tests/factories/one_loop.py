"""A client whose requests share one event loop: to make one for each costs more than most answers."""

import atexit
from contextlib import ExitStack
from functools import cache
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.testclient import TestClient


@cache
def _loop() -> BlockingPortal:
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(start_blocking_portal())


class Client(TestClient):
    """Starlette's; an application may be asked by many of them. Nothing is done around serving."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.portal = _loop()
