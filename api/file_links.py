"""Links to files: for a quarter of an hour, without a token, sealed with the secret of the installation."""

from datetime import timedelta
from typing import Final, TypeVar

from api.graphql.cursors import Cursors
from api.graphql.errors import RequestError
from graph.dates import iso
from graph.keys import Key
from queries.network import Network

T = TypeVar("T")

LASTS: Final = timedelta(minutes=15)
"""How long a link leads anywhere."""

_ABOUT_ME: Final = ("file", "about-me")
_SEGMENT: Final = ("file", "segment")
_REPORT: Final = ("file", "report")


class FileLinks:
    """Seals and opens tokens; every worker knows them. What is forged or over opens to None."""

    def __init__(self, network: Network) -> None:
        self._clock = network.clock
        self._seals = Cursors(network.keys)

    def seal(self, person: Key) -> tuple[str, str]:
        """The token of a link to the copy for `person`, and the moment at which it ends."""
        until = self._end()
        return self._seals.seal(_ABOUT_ME, (person, until)), until

    def open(self, token: str) -> Key | None:
        """Whose copy the link leads to."""
        found = self._opened(_ABOUT_ME, token, tuple[Key, str])
        return found[0] if found else None

    def seal_segment(self, person: Key, purpose: str) -> tuple[str, str]:
        """The token of a link to a segment, taken by a network admin, and the moment at which it ends."""
        until = self._end()
        return self._seals.seal(_SEGMENT, (person, purpose, until)), until

    def open_segment(self, token: str) -> tuple[Key, str] | None:
        """Who takes the segment for which purpose."""
        found = self._opened(_SEGMENT, token, tuple[Key, str, str])
        return found[:2] if found else None

    def seal_report(self, name: str, month: str) -> str:
        """The token of a link to a report."""
        return self._seals.seal(_REPORT, (name, month, self._end()))

    def open_report(self, token: str) -> tuple[str, str] | None:
        """Which report of which month the link leads to."""
        found = self._opened(_REPORT, token, tuple[str, str, str])
        return found[:2] if found else None

    def _end(self) -> str:
        return iso(self._clock() + LASTS)

    def _opened(self, question: tuple[str, ...], token: str, form: type[T]) -> T | None:
        """What was sealed; the last part is when it ends."""
        try:
            sealed = self._seals.open(question, token, form)
        except RequestError:
            return None
        return sealed if sealed and sealed[-1] > iso(self._clock()) else None  # type: ignore[index]  # every form is a tuple
