"""Introductions in which I take part: never more than the inbox and my own requests show me."""

from dataclasses import dataclass

from graph.keys import Key
from policy.introductions import knows_of, path_of
from queries.inbox import as_reached, from_known
from queries.introduction_records import introductions_of
from queries.introduction_state import current
from queries.my_introductions import as_asked
from queries.network import Network


@dataclass(frozen=True, slots=True)
class Request:
    """An introduction as its role lets the person see it: asker, connector or target.

    `state` is a value of policy.introductions.Shown. `message` and `other` (the target for the asker, else
    the asker) are "" when not theirs to see.
    """

    role: str
    purpose: str
    about: str
    asked: str
    state: str
    message: str
    other: str


def requests_of(network: Network, person: Key) -> tuple[Request, ...]:
    """Introductions, oldest first. O(introductions that name the person)."""
    stored = list(introductions_of(network.store, [person]))
    own = [each.record for each in stored if each.record.asker == person]
    on_path = [each for each in stored if person in path_of(each.record)]
    reached = [one.now for one in current(network, on_path, network.clock()).values()]
    known = [one for one in reached if knows_of(one, person)]
    asked = [
        Request("asker", m.purpose, m.about, m.asked, m.state, "", m.target.name if m.target else "")
        for m in as_asked(network, own)
    ]
    asked += [
        Request(
            "target" if r.is_target else "connector",
            r.purpose,
            r.about,
            r.asked,
            r.state,
            r.message,
            r.asker.name if r.asker else "",
        )
        for r in as_reached(network, person, from_known(network, person, known))
    ]
    return tuple(sorted(asked, key=lambda request: (request.asked, request.role)))
