"""Imports and what they could not take in."""

import strawberry

from graph.model import Job, Quarantined


@strawberry.type(description="One run of an import. Counts are rows of the input.")
class ImportJob:
    """A job that the viewer may see."""

    id: strawberry.ID
    format: str
    source: str
    state: str
    started: str
    ended: str | None
    read: int
    new: int
    changed: int
    unchanged: int
    quarantined: int
    failure: str | None

    @classmethod
    def of(cls, job: Job) -> "ImportJob":
        """A record as shown."""
        return cls(
            id=strawberry.ID(job.key),
            format=job.format,
            source=job.source,
            state=job.state,
            started=job.started,
            ended=job.ended or None,
            read=job.read,
            new=job.new,
            changed=job.changed,
            unchanged=job.unchanged,
            quarantined=job.quarantined,
            failure=job.failure or None,
        )


@strawberry.type(description="A row that could not be taken in; `columns` is a JSON object.")
class QuarantinedRecord:
    """A row kept until it is mended or dropped."""

    id: strawberry.ID
    job: strawberry.ID
    file: str
    line: int
    field: str
    reason: str
    columns: str

    @classmethod
    def of(cls, record: Quarantined) -> "QuarantinedRecord":
        """A record as shown."""
        return cls(
            id=strawberry.ID(record.key),
            job=strawberry.ID(record.job),
            file=record.file,
            line=record.line,
            field=record.field,
            reason=record.reason,
            columns=record.columns,
        )
