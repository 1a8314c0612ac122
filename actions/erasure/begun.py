"""Whose erasure has begun."""

from typing import Final

from graph.keys import Key
from graph.model import RightsRequest
from graph.ports import Store
from graph.scans import every

MARK: Final = f"{RightsRequest.KIND}:erase."
"""What the keys of requests to be erased begin with."""


def marked(store: Store) -> set[Key]:
    """Those whose erasure has begun and is not done: their request is still there."""
    return {request.person for request in every(store, RightsRequest, [MARK])}
