"""Pages of people in order: by a score as a whole number, then by key."""

import numpy as np
from numpy.typing import NDArray

from graph.keys import Key
from graph.snapshot.snapshot import Snapshot


def best_places(
    snapshot: Snapshot,
    people: NDArray[np.int32],
    places: NDArray[np.int64],
    first: int,
    after: tuple[int, Key] | None,
) -> list[tuple[int, int]]:
    """The first of `people` behind `after` and one more if there is one: (score, person), best first.

    Call it while reading. O(people), and sorting those of the page alone.
    """
    if after is not None:
        place, key = after
        behind = places < place
        for n in np.flatnonzero(places == place).tolist():
            behind[n] = snapshot.people.ids.key(people[n]) > key
        people, places = people[behind], places[behind]
    wanted = first + 1
    if len(places) > wanted:
        on_it = places >= np.partition(places, -wanted)[-wanted]
        people, places = people[on_it], places[on_it]
    order = np.lexsort((snapshot.rank()[people], -places))[:wanted]
    return list(zip(places[order].tolist(), people[order].tolist(), strict=True))
