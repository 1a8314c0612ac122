"""What a resolver is given: who asks, of which network, within which limits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from strawberry import Info

from api.graphql.cursors import Cursors
from api.graphql.errors import bad_input
from api.graphql.limits import ApiLimits
from api.graphql.loaders import Loaders
from api.graphql.turns import Turns
from graph.keys import Key, kind_of
from policy.viewer import Viewer
from queries.network import Network
from queries.told import told

T = TypeVar("T")

_LONGEST_ID = 200


@dataclass(slots=True)
class Context:
    """One request."""

    network: Network
    viewer: Viewer
    limits: ApiLimits
    cursors: Cursors
    request_id: str
    told: Network = field(init=False)  # as it is told to the viewer
    load: Loaders = field(init=False)
    turns: Turns = field(default_factory=Turns)

    def __post_init__(self) -> None:
        self.told = told(self.network, self.viewer)
        self.load = Loaders(self.told, self.viewer, self.turns)

    async def ask(self, question: Callable[..., T], *parts: object) -> T:
        """Ask `question(network, viewer, *parts)`, of what is told to the viewer, in a worker thread."""
        return await self.turns.ask(partial(question, self.told, self.viewer, *parts))

    async def ask_and_keep(self, question: Callable[..., T], *parts: object) -> T:
        """Ask a question that keeps its answer: of the network itself, and it sees to what may be told."""
        return await self.turns.ask(partial(question, self.network, self.viewer, *parts))

    async def ask_about(self, person: Key, question: Callable[..., T], *parts: object) -> T:
        """Ask what is held about `person`: whoever may ask that is told what the person would be told."""
        theirs = told(self.network, Viewer(person))
        return await self.turns.ask(partial(question, theirs, self.viewer, person, *parts))

    def page(self, first: int | None, usual: int) -> int:
        """How long a page is: `usual` unless asked, never more than the limit. Raises RequestError."""
        if first is not None and first < 1:
            raise bad_input("first", "at least 1")
        return min(usual if first is None else first, self.limits.first)

    def text(self, field: str, value: str | None, longest: int = 0) -> str:
        """A text of at most `longest` letters, or within the limit; "" for none. Raises RequestError."""
        text, most = value or "", longest or self.limits.text
        if len(text) > most:
            raise bad_input(field, f"at most {most} letters")
        if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in text):
            raise bad_input(field, "not a text")
        return text


Asked = Info[Context, None]


def key_of(kind: str, text: str | None) -> Key | None:
    """`text` as the key of a record of `kind`; None when it cannot be one, which is no error."""
    if text is None or len(text) > _LONGEST_ID or not text.isprintable() or kind_of(text) != kind:
        return None
    return Key(text)


def key_named(kind: str, text: str | None) -> Key:
    """The same; a key that nothing has when it cannot be one."""
    return key_of(kind, text) or Key(f"{kind}:?")
