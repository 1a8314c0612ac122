"""Whom a path may lead to when no person is named: who works somewhere, or who knows something."""

from typing import Final

import numpy as np

from graph.dates import day_number
from graph.errors import TopicNotFound
from graph.keys import Key
from policy.viewer import Viewer
from queries.heard import seen_people
from queries.network import Network
from queries.people_filter import PeopleFilter, fitting
from queries.sight import viewer_status
from queries.who_knows import WhoKnows, who_knows

EXPERTS: Final = 50
"""A path to a topic leads to one of so many experts."""


def people_at(network: Network, viewer: Viewer, organization: str) -> tuple[Key, ...]:
    """Who works at `organization` today, as far as the company's records show them to the viewer.

    The read model proposes: who is refused, blocked or gone is sorted out by the question that is asked
    of these people. O(people).
    """
    status = viewer_status(network, viewer)
    snapshot = network.read_model.current()
    day = day_number(network.today())
    with snapshot.sharing.reading():
        may = fitting(network, snapshot, viewer, status, PeopleFilter(organization=organization), day)
        may &= seen_people(snapshot, viewer, status, day)
        number = snapshot.people.ids.number(viewer.person) if viewer.person else -1
        if number >= 0:
            may[number] = False
        return tuple(snapshot.people.ids.key(int(n)) for n in np.flatnonzero(may))


def experts_on(network: Network, viewer: Viewer, about: str, first: int = EXPERTS) -> tuple[Key, ...]:
    """The first experts on `about`, best first; nobody when nothing speaks of it."""
    question = WhoKnows(about, first=first, evidence=1)
    try:
        found = who_knows(network, viewer, question)
    except TopicNotFound:
        return ()
    return tuple(expert.card.key for expert in found.experts)
