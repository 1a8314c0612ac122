"""What imports did, and what they could not take in."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import NO_KEY, Key
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Record):
    """One run of an ingest, and how far it came; written with each batch.

    `state`: running, done, cancelled or failed. `checkpoint` is the format's own word for how far the
    source is in. `lease_until` and `holder` say who works on it and how long that is believed.
    """

    KIND: ClassVar[str] = "job"
    LABEL: ClassVar[str] = "Job"

    format: str
    source: str
    fingerprint: str  # same input, same options, same fingerprint
    state: str
    started: str
    ended: str = ""
    checkpoint: str = ""
    holder: str = ""
    lease_until: str = ""
    cancel_asked: bool = False
    contributor: Key = reference("person", "CONTRIBUTED_BY", default=NO_KEY)
    options: str = "{}"
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined(Record):
    """A record of a source that could not be taken in, kept until it is mended or dropped.

    `columns` is a JSON object of the mapped columns only.
    """

    KIND: ClassVar[str] = "quarantined"
    LABEL: ClassVar[str] = "Quarantined"

    job: Key = reference("job", "QUARANTINED_BY")
    file: str
    line: int
    field: str
    reason: str
    columns: str
