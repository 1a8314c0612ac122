"""Finding the introduction that somebody acts on: it exists for the asker and for who has been asked.

Not of an asker who does not exist for who has been asked: that one's requests are as if they were not there.
"""

from actions.act import Act
from graph.errors import Refused
from graph.keys import Key
from policy.introductions import knows_of
from queries.inbox import from_known
from queries.introduction_records import introductions_at
from queries.introduction_state import Current, current

NOT_FOUND = "there is no such request"


def found(act: Act, person: Key, key: Key) -> Current:
    """The introduction as it is now. Raises Refused NOT_FOUND when it does not exist for `person`."""
    stored = introductions_at(act.network.store, [key]).get(key)
    if stored is None:
        raise Refused("NOT_FOUND", NOT_FOUND, "introduction")
    one = current(act.network, [stored], act.now())[key]
    reached = knows_of(one.now, person) and from_known(act.network, person, [one.now])
    if person != one.stored.asker and not reached:
        raise Refused("NOT_FOUND", NOT_FOUND, "introduction")
    return one
