"""The rules that somebody set for the installation: of each, the latest holds."""

from collections.abc import Mapping
from typing import Final

from graph.keys import Key
from graph.model import Decision
from graph.ports import Store
from graph.scans import every

DEFAULTS: Final = "default/"
"""What the names of decisions about consent without a word begin with: `default/ROLE/PURPOSE/STATUS`."""


def beginning(name: str) -> str:
    """What the keys of all decisions whose name begins with `name` begin with."""
    return f"{Decision.KIND}:{name}"


def decided_defaults(store: Store) -> Mapping[str, str]:
    """The latest value of each decision about a default, by its name. One round trip, O(decisions)."""
    # keys of one name stand in the order of time, so the last one wins
    return {d.name: d.value for d in every(store, Decision, [beginning(DEFAULTS)])}


def about_defaults(key: Key) -> bool:
    """Whether the decision of this key is about a default."""
    return key.startswith(beginning(DEFAULTS))
