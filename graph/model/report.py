"""Reports as they were told: what stands for a month is computed once."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import Key
from graph.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedReport(Record):
    """A report of one month, such as 2024-05; it refers to nobody and holds no figure that is not told.

    Keys are `report:<name>.<month>`. `made` is the moment at which it was computed. `body` is JSON: see
    queries.reporting.published.
    """

    KIND: ClassVar[str] = "report"
    LABEL: ClassVar[str] = "PublishedReport"

    name: str
    month: str
    made: str
    body: str


def report_key(name: str, month: str) -> Key:
    """The key of the one report of this name and month."""
    return Key(f"{PublishedReport.KIND}:{name}.{month}")
