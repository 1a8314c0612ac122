"""Who speaks for the company in tours of duty, and between whom a tour can be planned."""

from graph.dates import day_number, first_day, last_day
from graph.keys import NO_KEY, Key
from graph.model import Employment
from graph.scans import all_adjacent
from policy.gates import Status
from policy.tours import SPEAKERS
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import Card, look


def speaks_to(network: Network, viewer: Viewer, person: Key) -> bool:
    """Whether the viewer speaks for the company to `person`: by a role, or as their manager.

    Never to oneself. O(employments of the person).
    """
    if not viewer.person or viewer.person == person:
        return False
    return viewer.has(*SPEAKERS) or viewer.person == manager_of(network, person)


def speaks(network: Network, viewer: Viewer) -> bool:
    """Whether the viewer may offer tours: by a role, or as somebody's manager. O(employments they manage)."""
    if not viewer.person:
        return False
    if viewer.has(*SPEAKERS):
        return True
    told = all_adjacent(network.store, [viewer.person], Employment)
    return any(_managed(network, one) and one.manager == viewer.person for one in told)


def manager_of(network: Network, person: Key) -> Key:
    """The manager of the present employment here, as HR says; NO_KEY when there is none."""
    jobs = [e for e in all_adjacent(network.store, [person], Employment) if e.person == person]
    managed = [e for e in jobs if _managed(network, e)]
    return max(managed, key=lambda e: (e.since, e.key)).manager if managed else NO_KEY


def _managed(network: Network, employment: Employment) -> bool:
    """Whether this is a present employment here, known to the company, with a manager."""
    here = employment.organization == network.home and not employment.contributor
    if not (here and employment.manager):
        return False
    today = network.today()
    since, until = first_day(employment.since), last_day(employment.until)
    return (since is None or since <= today) and (until is None or until >= today)


def company_side_for(network: Network, viewer: Viewer, wanted: Key) -> Card | None:
    """The colleague whom the viewer may ask to speak for the company; None for who is not there."""
    sight = look(network, viewer, [wanted])
    card = sight.cards.get(wanted)
    if card is None or card.private or card.status is not Status.EMPLOYEE or wanted == viewer.person:
        return None
    return None if sight.apart(viewer.person, wanted) else card


def can_be_asked(network: Network, viewer: Viewer, person: Key) -> bool:
    """Whether the company may propose a tour to `person`: to employees, and to who said yes to RECRUITING.

    False alike for who does not exist for the viewer.
    """
    sight = look(network, viewer, [person])
    card = sight.cards.get(person)
    if card is None or card.private or sight.apart(viewer.person, person):
        return False
    if card.status is Status.EMPLOYEE:
        return True
    day = day_number(network.today())
    return bool(sight.allowed([person], "found", "RECRUITING", day, viewer))
