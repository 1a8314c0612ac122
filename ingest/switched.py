"""Sources that are switched off for a country: what they say of people there is passed over unread."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.algorithms.source_switches import Switches, read_switches, silenced_in_store
from graph.keys import Key
from graph.ports import Store


@dataclass(slots=True)
class Switched:
    """Whom an import reads nothing of, by the places that the store knew when it began.

    Without a switch it asks the store once and never again.
    """

    store: Store
    met: set[str] = field(default_factory=set)  # sources of which something was passed over
    _switches: Switches | None = None
    _silent: dict[Key, set[str]] = field(default_factory=dict)

    def among(self, people: Iterable[Key], source: str) -> set[Key]:
        """Those of `people` of whom `source` is not read. A few round trips for people not asked for yet."""
        if self._switches is None:
            self._switches = read_switches(self.store)
        if not self._switches.off:
            return set()
        people = list(people)
        fresh = [person for person in people if person not in self._silent]
        if fresh:
            self._silent.update({person: set() for person in fresh})
            for off, silenced in silenced_in_store(self.store, self._switches, fresh).items():
                for person in silenced:
                    self._silent[person].add(off)
        found = {person for person in people if source in self._silent[person]}
        if found:
            self.met.add(source)
        return found

    def notes(self) -> Iterator[str]:
        """In words."""
        for source in sorted(self.met):
            yield f"{source} is switched off for a country: what it says of people there was not read"
