"""What the links in messages can do, and the key that they are signed with."""

import uuid
from datetime import timedelta
from typing import Final

from actions.act import Act
from actions.erase import erase
from actions.opt_out import opt_out
from actions.staying import claim, complete_exit, disclaim
from api.link_pages import Field
from api.link_tokens import LinkTokens
from api.links import Followed, LinkAction
from graph.dates import months_later
from graph.keys import Key
from graph.model import PURPOSES
from policy.exits import Staying
from policy.viewer import Viewer
from queries.network import Network
from service.opening import Service


def link_tokens(service: Service) -> LinkTokens:
    """Signs links for everybody who serves this network."""
    return LinkTokens(bytes.fromhex(service.installation.secret), service.settings.clock)


def _act(network: Network, link: Followed) -> Act | None:
    """What the person whose link it is does; None when they are gone: nobody is left to do anything for."""
    if link.person not in network.store.fetch([link.person]).found:
        return None
    return Act(network, Viewer(link.person), uuid.uuid4().hex)


def _opt_out(network: Network, link: Followed) -> None:
    if act := _act(network, link):
        opt_out(act)


def _erase(network: Network, link: Followed) -> None:
    erase(network, link.person)


def _stay(network: Network, link: Followed) -> None:
    if act := _act(network, link):
        months = link.values.get("months", "")
        until = months_later(network.today(), int(months) if months in dict(_MONTHS) else 12)
        connect = bool(link.values.get("connect"))
        staying = [Staying(purpose, until, connect) for purpose in PURPOSES if link.values.get(purpose)]
        complete_exit(act, link.values.get("address", ""), staying)


def _claim(network: Network, link: Followed) -> None:
    if act := _act(network, link):
        claim(act, Key(link.about))


def _not_mine(network: Network, link: Followed) -> None:
    if act := _act(network, link):
        disclaim(act, Key(link.about))


_MONTHS: Final = (("6", "half a year"), ("12", "a year"), ("24", "two years"))

_PURPOSES: Final = {
    "EXPERTISE": "I may be asked about what I know",
    "RECRUITING": "I may be asked whether I would come back",
    "INSIGHT": "I may be asked about the world outside",
    "MENTORING": "I may be asked to be a mentor",
    "REFERRAL": "I may be told of open roles",
    "EVENTS": "I may be invited to events",
}

_FIELDS: Final = (
    Field("address", "Your personal e-mail address", "email"),
    *(Field(purpose, _PURPOSES[purpose], "checkbox") for purpose in PURPOSES),
    Field("connect", "For these I may also be asked to introduce others", "checkbox"),
    Field("months", "This holds for", "choice", _MONTHS),
)

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
        do=_erase,
    ),
    "stay": LinkAction(
        label="Stay in touch",
        title="Stay in touch",
        says="Where can you be reached after your last day, and what for? You can change it at any time.",
        button="Stay in touch",
        done="Thank you. A message with one more link is on its way to that address.",
        lifetime=timedelta(days=365),
        do=_stay,
        everywhere=False,
        fields=_FIELDS,
    ),
    "claim": LinkAction(
        label="This is my address",
        title="This is my address",
        says="You confirm that you asked to be reached at this address.",
        button="Yes, it is mine",
        done="Done. You stay in touch at this address.",
        lifetime=timedelta(days=30),
        do=_claim,
        everywhere=False,
    ),
    "not_mine": LinkAction(
        label="I did not ask for this",
        title="I did not ask for this",
        says="The address is taken out again, and no more messages are sent to it.",
        button="Take it out",
        done="Done. Sorry for the trouble.",
        lifetime=timedelta(days=365),
        do=_not_mine,
        everywhere=False,
    ),
}
"""By the name in the token; messages carry those that belong everywhere, and those that they name."""
