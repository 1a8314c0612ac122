"""Where people would like to go, as they show it."""

from collections.abc import Collection
from dataclasses import dataclass

from graph.dates import day_number
from graph.keys import Key
from graph.model import Aspiration, aspiration_key
from graph.ports import Store
from policy.viewer import Viewer
from policy.visibility import return_told
from queries.network import Network
from queries.sight import look


@dataclass(frozen=True, slots=True)
class Hope:
    """What somebody said, as a viewer may see it; `open_to_return` None is not told."""

    record: Aspiration
    open_to_return: bool | None


def aspiration_of(store: Store, person: Key) -> tuple[Aspiration, int]:
    """What `person` said, and its revision; an empty record at 0 when nothing."""
    key = aspiration_key(person)
    stored = store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, Aspiration):
        return Aspiration(key=key, person=person, confirmed=""), 0
    return stored.record, stored.revision


def aspirations_seen(network: Network, viewer: Viewer, people: Collection[Key]) -> dict[Key, Hope]:
    """What those of `people` said who show it to the viewer.

    That somebody would come back is told to them, and to recruiters of who may be found for RECRUITING.
    """
    sight = look(network, viewer, people)
    showing = sorted(sight.showing(people, "aspirations", viewer))
    found = network.store.fetch([aspiration_key(key) for key in showing]).found.values()
    day = day_number(network.today())
    open_ = sight.allowed(showing, "found", "RECRUITING", day, viewer) if showing else set()
    hopes: dict[Key, Hope] = {}
    for stored in found:
        record = stored.record
        if isinstance(record, Aspiration):
            own = record.person == viewer.person
            told = return_told(viewer, own) and (own or record.person in open_)
            hopes[record.person] = Hope(record, record.open_to_return if told else None)
    return hopes
