"""Which source reads the quarantined records of a job again."""

from datetime import date

from graph.errors import InvalidValue
from graph.model import Job
from ingest.source import Source
from ingest.sources.mending import FORMATS, RefusedRows
from ingest.sources.people import PeopleSource


def source_to_retry(job: Job, today: date) -> Source:
    """The source of the job's format, made without its input. Raises InvalidValue."""
    if job.format == PeopleSource.format:
        return PeopleSource.of_job(job, today)
    if job.format in FORMATS:
        return RefusedRows.of_job(job, today)
    raise InvalidValue("format", job.format, "its records cannot be tried again one by one: ingest it again")
