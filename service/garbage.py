"""What a service holds for long is left out of the search for cyclic garbage.

A full search looks at every object there is: 0.1 s and more on a large network, in the middle of somebody's
answer.
"""

import gc


def set_aside() -> None:
    """Leave out what there is by now, after a last search. Cheap when little came since."""
    gc.collect()
    gc.freeze()
