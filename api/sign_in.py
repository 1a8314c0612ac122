"""Who signs in to pages: by an address that is vouched for, by a letter; and whose sessions still hold."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from anyio import to_thread

from actions.act import Act
from actions.signing_in import ask_for_letter, sign_out_everywhere, use_letter
from api.auth import grantable, person_of
from api.link_tokens import BadLink, Link, LinkTokens
from graph.errors import KithError
from graph.keys import NO_KEY, Key
from policy.signing_in import LASTS, SIGN_IN
from policy.viewer import Viewer
from queries.network import Network
from queries.signing_in import known_address, sign_outs

T = TypeVar("T")

LOG: Final = logging.getLogger("kith.api")

LETTER_LASTS: Final = LASTS
"""How long the link of a letter holds."""

LONGEST_ADDRESS: Final = 254


@dataclass(frozen=True, slots=True)
class Entered:
    """Who signed in: the key of a person, roles beside those of their status, and a count.

    `sign_outs` is how often they had signed out everywhere by then: the session is theirs while it stays so.
    """

    person: str
    roles: frozenset[str] = frozenset()
    sign_outs: int = 0


def viewer_of_session(network: Network, entered: Entered) -> Viewer:
    """Who a session speaks for; a viewer without a person when it holds no more. One round trip."""
    holds = sign_outs(network, Key(entered.person)) == entered.sign_outs
    return Viewer(Key(entered.person) if holds else NO_KEY, grantable(entered.roles))


class Entrance:
    """Lets people in, and out everywhere."""

    def __init__(self, network: Network, tokens: LinkTokens) -> None:
        self._network = network
        self._tokens = tokens

    async def named(self, subject: str, roles: frozenset[str] = frozenset()) -> Entered | None:
        """Whose address, or key, this is, as bearer tokens name people. None for nobody's."""
        return await _in_thread(lambda: self._entered(person_of(self._network, subject), roles))

    async def vouched_for(self, address: str, roles: frozenset[str]) -> Entered | None:
        """Whose address this is, which an identity provider has seen proved. None for nobody's."""
        known = await _in_thread(partial(known_address, self._network, address))
        return await _in_thread(lambda: self._entered(known.person, roles)) if known is not None else None

    async def ask_for_letter(self, address: str, request_id: str) -> None:
        """Have a link sent to an address, if it is known; see actions.signing_in.

        What goes wrong is for the log alone: who asked has been answered, and is told nothing either way.
        """
        if len(address) > LONGEST_ADDRESS:
            return
        try:
            await _in_thread(partial(ask_for_letter, self._network, address))
        except KithError as error:
            LOG.warning("request %s: a letter could not be written: %s", request_id, error)

    def is_letter(self, token: str) -> bool:
        """Whether a link is one of ours and not too old; it may have been used. Asks no store."""
        return self._link(token) is not None

    async def with_letter(self, token: str) -> Entered | None:
        """Whose link it is; from now on it is used. None for one that was, or is no good."""
        link = self._link(token)
        if link is None:
            return None
        person = await _in_thread(partial(use_letter, self._network, link.person, Key(link.about)))
        return await _in_thread(partial(self._entered, person))

    async def sign_out_everywhere(self, entered: Entered) -> None:
        """End every session of somebody, if theirs still holds. Raises KithError."""
        viewer = await _in_thread(partial(viewer_of_session, self._network, entered))
        if viewer.person:
            await _in_thread(partial(sign_out_everywhere, Act(self._network, viewer, uuid.uuid4().hex)))

    def _entered(self, person: Key, roles: frozenset[str] = frozenset()) -> Entered | None:
        count = sign_outs(self._network, person) if person else None
        return Entered(person, roles, count) if count is not None else None

    def _link(self, token: str) -> Link | None:
        try:
            link = self._tokens.read(token)
        except BadLink:
            return None
        return link if link.action == SIGN_IN else None


async def _in_thread(doing: Callable[[], T]) -> T:
    return await to_thread.run_sync(doing)
