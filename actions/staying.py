"""Who leaves says where they can be reached from then on, and what for; a click at that address claims it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from actions.act import Act, repeated
from actions.exits import address_key
from actions.notices import MAIL, notice
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Identifier, Invitation, Record, Suppression
from graph.ports import Change, Deletion, Stored
from policy.exits import BOUNCED, CLAIMED, INVITED, Staying, consents, personal_address
from policy.preferences import Wishes, wished
from queries.invitations import invitation_of
from queries.network import Network
from queries.preferences import preference_of

CLAIM: Final = "exit_claim"


def complete_exit(act: Act, address: str, staying: Sequence[Staying]) -> Invitation:
    """Who acts stays in touch at `address`, for these purposes until their days.

    The answer is the same whoever has that address by now: what is known of others is not told. Another
    address afterwards takes the place of one that was not claimed. Raises Refused. O(1).
    """
    person = act.person()
    told = personal_address(address)
    said = consents(staying)

    def attempt() -> Invitation:
        before, revision = invitation_of(act.network, person)
        if before is None:
            raise Refused("NOT_NOW", "your exit has not begun: begin it, or ask who looks after people")
        preference, said_at = preference_of(act.network, person)
        chosen = wished(preference, Wishes(consents=said), act.network.today())
        place = address_key(act.network, told)
        known = before.state == CLAIMED and before.address == told
        changes: list[Change] = [chosen]
        expect = {chosen.key: said_at, before.key: revision}
        if not known:
            identifiers, expected = _identified(act.network, before, place, told)
            after = replace(before, address=told, added=bool(expected.get(place) == 0), state=INVITED)
            after = replace(after, at=act.moment())
            changes += [*identifiers, after, notice(act.network, person, CLAIM, place, act.now(), MAIL)]
            expect |= expected
        act.write("completeExit", changes, expect)
        return before if known else after

    return repeated(attempt)


def claim(act: Act, place: Key) -> Invitation:
    """The person who acts has shown that the address at `place` is theirs. Raises Refused for an earlier one.

    An address that only others' own sources knew until now is theirs from here on.
    """
    person = act.person()

    def attempt() -> Invitation:
        before, revision = invitation_of(act.network, person)
        if before is None or not before.address or address_key(act.network, before.address) != place:
            raise Refused("NOT_NOW", "another address was given since")
        if before.state == CLAIMED:
            return before
        after = replace(before, state=CLAIMED, at=act.moment())
        found = act.network.store.fetch([place]).found.get(place)
        changes: list[Change] = [after]
        expect = {after.key: revision}
        if found is not None and isinstance(found.record, Identifier) and found.record.contributors:
            changes.append(replace(found.record, person=person, contributors=()))
            expect[place] = found.revision
        act.write("claim", changes, expect)
        return after

    return repeated(attempt)


def disclaim(act: Act, place: Key) -> None:
    """Whoever has the address at `place` says that it is not the person's: it goes, if it was not claimed.

    Nothing of the person's is touched beside it: who says so may be a stranger.
    """
    person = act.person()

    def attempt() -> None:
        before, revision = invitation_of(act.network, person)
        waits = before is not None and before.address and before.state != CLAIMED
        if before is None or not waits or address_key(act.network, before.address) != place:
            return
        after = replace(before, address="", added=False, state=BOUNCED, at=act.moment())
        there = act.network.store.fetch([place]).found.get(place)
        changes: list[Change] = [after]
        expect = {after.key: revision}
        if before.added and there is not None and _is_of(there, person):
            changes.append(Deletion(place))
            expect[place] = there.revision
        act.write("disclaim", changes, expect)

    repeated(attempt)


def _identified(
    network: Network, invitation: Invitation, place: Key, address: str
) -> tuple[list[Change], dict[Key, int]]:
    """What makes the address known as the person's, and what is expected of the records that it changes.

    Nothing when somebody else has it, or asked not to be kept under it: then only a click can tell.
    """
    person = invitation.person
    earlier = address_key(network, invitation.address) if invitation.address else NO_KEY
    suppression = Key(place.replace(Identifier.KIND, Suppression.KIND, 1))
    found = network.store.fetch({place, earlier, suppression} - {NO_KEY}).found
    changes: list[Change] = []
    expect: dict[Key, int] = {}
    held = found.get(earlier)
    if invitation.added and earlier != place and held is not None and _is_of(held, person):
        changes.append(Deletion(earlier))
        expect[earlier] = held.revision
    there = found.get(place)
    if there is None and suppression not in found:
        changes.append(Identifier(key=place, person=person, scheme="email", value=address))
        expect[place] = 0
    elif there is not None and _is_of(there, person) and isinstance(there.record, Identifier):
        changes.append(replace(there.record, contributors=()))
        expect[place] = there.revision
    return changes, expect


def _is_of(stored: Stored[Record], person: Key) -> bool:
    return isinstance(stored.record, Identifier) and stored.record.person == person
