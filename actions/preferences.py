"""Somebody says what the network may do with them."""

from dataclasses import replace

from actions.act import Act, repeated
from graph.errors import Refused
from graph.keys import Key
from graph.model import Preference
from policy.preferences import Wishes, wished
from queries.preferences import preference_of
from queries.sight import look


def set_preferences(act: Act, wishes: Wishes) -> Preference:
    """Change the preference of the person who acts and return it. Raises Refused. O(1)."""
    person = act.person()

    def attempt() -> Preference:
        before, revision = preference_of(act.network, person)
        after = wished(before, wishes, act.network.today())
        act.write("setPreferences", [after], {after.key: revision})
        return after

    return repeated(attempt)


def block(act: Act, whom: Key, blocked: bool = True) -> Preference:
    """For `whom` the person who acts does not exist from now on; with `blocked` false, again does.

    Raises Refused for who does not exist for the person who acts. O(1).
    """
    person = act.person()
    if whom == person:
        raise Refused("BAD_INPUT", "nobody can block themself", "person")

    def attempt() -> Preference:
        before, revision = preference_of(act.network, person)
        if blocked and whom not in look(act.network, act.viewer, [whom]).cards:
            raise Refused("NOT_FOUND", "there is nobody of that id", "person")
        kept = {*before.blocked} - {whom}
        after = replace(before, blocked=tuple(sorted(kept | {whom} if blocked else kept)))
        act.write("block", [after], {after.key: revision})
        return after

    return repeated(attempt)
