"""Signing in by mail, once for each letter, and signing out everywhere."""

from dataclasses import replace

from actions.act import Act, repeated
from actions.notices import MAIL, notice
from graph.dates import iso
from graph.errors import Conflict
from graph.keys import NO_KEY, Key
from graph.model import Told
from policy.signing_in import SIGN_IN, holds, is_free, places, taken, used
from queries.network import Network
from queries.preferences import preference_of
from queries.signing_in import letter_at, letter_to


def ask_for_letter(network: Network, address: str) -> None:
    """Send a link to `address`, if its reader may sign in by one and not too many are on their way. O(1).

    Says nothing of either: whoever asks is nobody yet.
    """
    known = letter_to(network, address)
    if known is None:
        return

    def attempt() -> None:
        now = network.clock()
        found = network.store.fetch(places(known)).found
        for place in places(known):
            stored = found.get(place)
            told = stored.record if stored is not None else None
            if is_free(told if isinstance(told, Told) else None, now):
                letter = notice(network, known.person, SIGN_IN, place, now, MAIL, again=iso(now))
                revision = stored.revision if stored is not None else 0
                network.store.apply([taken(place, known.person, now), letter], {place: revision})
                return

    repeated(attempt)


def use_letter(network: Network, person: Key, place: Key) -> Key:
    """Use the link at `place`: returns `person`, or NO_KEY when it was used, is too old or not theirs now.

    Of several at once, in whatever process, one has it: the record is written as it was read, or not at all.
    """
    stored = network.store.fetch([place]).found.get(place)
    told = stored.record if stored is not None else None
    if stored is None or not isinstance(told, Told) or told.person != person:
        return NO_KEY
    known = letter_at(network, place)
    if not holds(told, network.clock()) or known is None or known.person != person:
        return NO_KEY
    try:
        network.store.apply([used(told)], {place: stored.revision})
    except Conflict:
        return NO_KEY
    return person


def sign_out_everywhere(act: Act) -> None:
    """Every session of the person who acts is nobody's from now on, in every process. O(1)."""
    person = act.person()

    def attempt() -> None:
        before, revision = preference_of(act.network, person)
        after = replace(before, sign_outs=before.sign_outs + 1)
        act.write("signOutEverywhere", [after], {after.key: revision})

    repeated(attempt)
