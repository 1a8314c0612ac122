"""Employees and former employees from an HR system (people.csv and tables like it)."""

from ingest.sources.people.mapping import Mapping, read_mapping
from ingest.sources.people.source import PeopleSource, TooManyLeavers

__all__ = ["Mapping", "PeopleSource", "TooManyLeavers", "read_mapping"]
