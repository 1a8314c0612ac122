"""What people are called in what the graph says about somebody."""

from collections.abc import Iterable
from typing import Final

from graph.keys import NO_KEY, Key
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import look

COMPANY: Final = "the company"
"""Who contributed what is shared."""


def names_for(network: Network, person: Key, keys: Iterable[Key]) -> dict[Key, str]:
    """What those who exist for the person are called; the company and the person among them."""
    wanted = {*keys} - {NO_KEY, person}
    cards = look(network, Viewer(person), wanted).cards if wanted else {}
    return {key: card.name for key, card in cards.items()} | {NO_KEY: COMPANY, person: "you"}
