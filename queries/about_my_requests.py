"""Introductions on whose path I stand: never more than the inbox shows me."""

from dataclasses import dataclass

from graph.algorithms.pair_facts import all_adjacent
from graph.dates import iso
from graph.keys import NO_KEY, Key
from graph.model import Introduction
from queries.named import names_for
from queries.network import Network


@dataclass(frozen=True, slots=True)
class Request:
    """An introduction as its role lets the person see it: asker, connector or target.

    `state` is what the inbox says: waiting, agreed, not this time, withdrawn; for others on the path the
    person's own answer. `message` and `other` (the target for the asker, else the asker) are "" when not
    theirs to see.
    """

    role: str
    purpose: str
    about: str
    asked: str
    state: str
    message: str
    other: str


def requests_of(network: Network, person: Key) -> tuple[Request, ...]:
    """Introductions, oldest first, never more than the inbox shows."""
    asked = sorted(all_adjacent(network.store, [person], Introduction), key=lambda i: (i.asked, i.key))
    names = names_for(network, person, {key for i in asked for key in (i.asker, i.target)} - {NO_KEY})
    shown = (_request(network, person, introduction, names) for introduction in asked)
    return tuple(request for request in shown if request is not None)


def _request(network: Network, person: Key, asked: Introduction, names: dict[Key, str]) -> Request | None:
    if asked.asker == person:
        other = names.get(asked.target, "") if asked.target else ""
        return Request(
            "asker", asked.purpose, asked.about, asked.asked, _waits(network, asked), asked.message, other
        )
    path = (*asked.connectors, asked.target)
    if person not in path or asked.asker not in names:
        return None
    place = path.index(person)
    answer = next((line.split("/")[1] for line in asked.answers if line.startswith(f"{place}/")), "")
    if not answer and (asked.step != place or asked.ended or asked.state == "queued"):
        return None  # it never came so far, or not any more
    role = "target" if person == asked.target else "connector"
    return Request(
        role, asked.purpose, asked.about, asked.asked, answer or "for you", asked.message, names[asked.asker]
    )


def _waits(network: Network, asked: Introduction) -> str:
    """What the asker is shown: a request that failed waits until the deadline fixed at the start."""
    if asked.agreed:
        return "agreed"
    if asked.state == "withdrawn":
        return "withdrawn"
    return "not this time" if asked.deadline <= iso(network.clock()) else "waiting"
