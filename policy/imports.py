"""Who may read in which files through the API, and in whose name."""

from typing import Final

from graph.errors import Refused
from graph.keys import NO_KEY, Key
from policy.viewer import Viewer

SHARED: Final = ("people", "tours", "skills", "preferences")
"""Formats that speak for the company: for those who run the network."""

OWN: Final = ("linkedin",)
"""Formats that are always somebody's own."""

EITHER: Final = ("contacts", "ties")
"""The company's when who runs the network reads them in as such, else somebody's own."""

FORMATS: Final = (*SHARED, *OWN, *EITHER)


def contributor_of(viewer: Viewer, format_: str, own: bool) -> Key:
    """In whose name a file is read in: NO_KEY for the company's. Raises Refused for who may not."""
    if format_ not in FORMATS:
        raise Refused("BAD_INPUT", f"a format is one of {', '.join(FORMATS)}", "format")
    runs_it = viewer.operator or viewer.has("network_admin")
    if format_ in SHARED and not runs_it:
        raise Refused("NOT_ALLOWED", "network admins do that; your contacts are yours to read in", "format")
    if format_ in SHARED or (format_ in EITHER and runs_it and not own):
        return NO_KEY
    if not viewer.person:
        raise Refused("NOT_ALLOWED", "only people of the network have contacts of their own", "format")
    return viewer.person
