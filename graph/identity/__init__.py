"""Normalised identifiers and names: what makes two mentions the same person.

Belongs here: pure functions from the text that people and systems write to the one form that is
compared. Does not belong here: looking anything up, and deciding to merge two people.
"""

from graph.identity.identifiers import SCHEMES, normalise
from graph.identity.names import looks_garbled, name_key, name_tokens
from graph.identity.organizations import organization_name
from graph.identity.robots import is_robot, is_robot_author, is_team

__all__ = [
    "SCHEMES",
    "is_robot",
    "is_robot_author",
    "is_team",
    "looks_garbled",
    "name_key",
    "name_tokens",
    "normalise",
    "organization_name",
]
