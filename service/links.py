"""What the links in messages can do, and the key that they are signed with."""

import uuid
from datetime import timedelta
from typing import Final

from actions.act import Act
from actions.erase import erase
from actions.opt_out import opt_out
from api.link_tokens import LinkTokens
from api.links import LinkAction
from graph.keys import Key
from policy.viewer import Viewer
from queries.network import Network
from service.opening import Service


def link_tokens(service: Service) -> LinkTokens:
    """Signs links for everybody who serves this network."""
    return LinkTokens(bytes.fromhex(service.installation.secret), service.settings.clock)


def _opt_out(network: Network, person: Key) -> None:
    if person in network.store.fetch([person]).found:  # else gone: nobody is left to be written to
        opt_out(Act(network, Viewer(person), uuid.uuid4().hex))


ACTIONS: Final = {
    "opt_out": LinkAction(
        label="Hear no more from this network",
        title="Hear no more from this network",
        says="Nobody will contact you or ask you for anything through this network until you allow it.",
        button="Do not contact me",
        done="Done. Nobody will contact you or ask you for anything through this network.",
        lifetime=timedelta(days=365),
        do=_opt_out,
    ),
    "erase": LinkAction(
        label="Erase what this network holds about you",
        title="Erase what this network holds about you",
        says="Everything that this network holds about you is erased for good. There is no way back.",
        button="Erase it all",
        done="Done. Nothing about you is left here, and no import brings it back.",
        lifetime=timedelta(days=30),
        do=erase,
    ),
}
"""By the name in the token. Every message carries a link for each."""
