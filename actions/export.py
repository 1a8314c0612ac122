"""A copy for the person of everything that is held about them."""

from actions.act import Act
from actions.requests import done_at_once
from graph.errors import Conflict
from graph.keys import Key


def export_mine(act: Act) -> Key:
    """Enter in the book that the person who acts took a copy; returns whose copy it is. Raises Refused."""
    person = act.person()
    entry = done_at_once(act, person, "export")
    try:
        act.write("exportMyData", [entry], {entry.key: 0})
    except Conflict:  # entered already
        return person
    return person
