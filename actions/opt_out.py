"""Somebody wants to hear no more, and needs no account to say so."""

from actions.act import Act
from actions.preferences import set_preferences
from graph.model import Preference
from policy.preferences import Wishes


def opt_out(act: Act) -> Preference:
    """Nobody contacts the person who acts, or asks them for anything, until they allow it again."""
    return set_preferences(act, Wishes(do_not_contact=True))
