"""How the threads of a service share Python's lock: nobody who answers waits long for who works beside."""

import sys
from typing import Final

TURN_S: Final = 0.00005
"""Who wants the lock gets it after so long.

Every read of the store gives the lock away and asks for it again, and an answer makes a hundred. At Python's
own 5 ms a page took half a second longer while a thread imported beside it. It has to be shorter than what
lies between two reads of that thread: it gives the lock away of itself then, takes it back at once, and who
waits begins to wait anew.
"""


def take_short_turns() -> None:
    """From now on, for all threads of this process."""
    sys.setswitchinterval(TURN_S)
