"""Finding the introduction that somebody acts on: it exists for the asker and for who has been asked."""

from actions.act import Act
from graph.errors import Refused
from graph.keys import Key
from policy.introductions import knows_of
from queries.introduction_records import introductions_at
from queries.introduction_state import Current, current

NOT_FOUND = "there is no such request"


def found(act: Act, person: Key, key: Key) -> Current:
    """The introduction as it is now. Raises Refused NOT_FOUND when it does not exist for `person`."""
    stored = introductions_at(act.network.store, [key]).get(key)
    if stored is None:
        raise Refused("NOT_FOUND", NOT_FOUND, "introduction")
    one = current(act.network, [stored], act.now())[key]
    if person != one.stored.asker and not knows_of(one.now, person):
        raise Refused("NOT_FOUND", NOT_FOUND, "introduction")
    return one
