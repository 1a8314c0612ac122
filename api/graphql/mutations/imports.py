"""Imports: start one with a file that was sent to /uploads, stop it, try again what it could not take in."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.graphql.context import Asked, Context, key_named
from api.graphql.mutations.outcome import Refusal, act
from api.graphql.types.imports import ImportJob
from api.importing import Row, Trial, Trying, cancel_import, retry_quarantined, start_import
from graph.keys import Key
from graph.model import Job, Quarantined
from ingest.result import Result
from ingest.source import Problem


@strawberry.enum(description="What a file is; see docs/formats.md.")
class ImportFormat(Enum):
    """Values of policy.imports.FORMATS."""

    PEOPLE = "people"
    TOURS = "tours"
    SKILLS = "skills"
    PREFERENCES = "preferences"
    CONTACTS = "contacts"
    TIES = "ties"
    LINKEDIN = "linkedin"


@strawberry.input(description="What a column is called in the file.", one_of=False)
class ImportColumn:
    """`field` is one of docs/formats.md."""

    field: str
    column: str


@strawberry.input(
    description="How a table of people names its columns and writes dates and names; see docs/formats.md.",
    one_of=False,
)
class ImportMapping:
    """With `columns` no others are read."""

    columns: list[ImportColumn] = strawberry.field(default_factory=list)
    dates: list[str] = strawberry.field(default_factory=list)
    last_first: bool = False
    region: str = ""

    def document(self) -> dict[str, Any]:
        """As a mapping file says it."""
        return {
            "columns": {one.field: one.column for one in self.columns},
            "formats": {
                "date": self.dates,
                "name": "last, first" if self.last_first else "first last",
                "region": self.region,
            },
        }


@strawberry.input(description="How a file is read in.", one_of=False)
class ImportOptions:
    """`own`: contacts and ties of who asks, though they run the network; `share` them with the company."""

    own: bool = False
    share: bool = False
    full: bool = False
    allow_leavers: int | None = None
    mapping: ImportMapping | None = None


@strawberry.input(description="Import a file that was sent to /uploads.", one_of=False)
class StartImportInput:
    """With `dryRun` nothing is written, and the file stays; with `first` too, so many rows are looked at.

    With `wait: false` too, what takes more than a moment goes on, for who asks the same again.
    """

    idempotency_key: str
    upload: strawberry.ID
    format: ImportFormat
    dry_run: bool = False
    first: int | None = None
    wait: bool = True
    options: ImportOptions = strawberry.field(default_factory=ImportOptions)


@strawberry.input(description="Ask an import to stop behind the batch that it is at.", one_of=False)
class CancelImportInput:
    """Which."""

    idempotency_key: str
    job: strawberry.ID


@strawberry.input(description="A value of a quarantined record.", one_of=False)
class MendedColumn:
    """`name` is one of the record's columns."""

    name: str
    value: str


@strawberry.input(description="A quarantined record, with other values.", one_of=False)
class MendedRow:
    """Columns that are left out stay as they are."""

    record: strawberry.ID
    columns: list[MendedColumn]


@strawberry.input(
    description="Try again what an import could not take in; with `row` that record alone, which is refused"
    " with a reason when it still cannot be taken in.",
    one_of=False,
)
class RetryQuarantinedInput:
    """Of which import."""

    idempotency_key: str
    job: strawberry.ID
    row: MendedRow | None = None


@strawberry.type(description="A row that cannot be taken in.")
class ImportProblem:
    """Where, and why."""

    file: str
    line: int
    field: str
    reason: str


@strawberry.type(description="What would come of an import; nothing was written.")
class ImportTried:
    """Counts are rows of the input. `whole`: there are no more rows than were looked at."""

    read: int
    whole: bool
    new: int
    changed: int
    unchanged: int
    quarantined: int
    notes: list[str]
    told: strawberry.Private[Sequence[Problem]]

    @strawberry.field(description="The first rows that cannot be taken in, up to a thousand.")
    def problems(self, first: int | None = None) -> list[ImportProblem]:
        """Of `first` rows, or all that were kept."""
        told = self.told if first is None else self.told[: max(first, 0)]
        return [ImportProblem(file=p.file, line=p.line, field=p.field, reason=p.reason) for p in told]


@strawberry.type(description="An import goes on by itself: see importJobs for how far it is.")
class ImportStarted:
    """`job` is null while another import has its turn; `tried` is there after a dry run, unless `trying`."""

    job: ImportJob | None
    tried: ImportTried | None
    trying: bool = strawberry.field(
        default=False, description="The file is being looked at: ask the same again, within ten minutes."
    )

    @classmethod
    def of(cls, done: Job | Result | Trying | None) -> "ImportStarted":
        """As shown."""
        if isinstance(done, Trying):
            return cls(job=None, tried=None, trying=True)
        if not isinstance(done, Result):
            return cls(job=ImportJob.of(done) if done else None, tried=None)
        return cls(
            job=None,
            tried=ImportTried(
                read=done.read,
                whole=done.whole,
                new=done.new,
                changed=done.changed,
                unchanged=done.unchanged,
                quarantined=done.quarantined,
                notes=list(done.notes),
                told=done.problems,
            ),
        )


StartImportResult = Annotated[ImportStarted | Refusal, strawberry.union("StartImportResult")]
CancelImportResult = Annotated[ImportJob | Refusal, strawberry.union("CancelImportResult")]
RetryQuarantinedResult = Annotated[ImportJob | Refusal, strawberry.union("RetryQuarantinedResult")]


@strawberry.type
class ImportMutations:
    """See api.importing."""

    @strawberry.mutation(
        description="Import a file: for network admins; for everybody their own contacts, ties and LinkedIn"
        " export."
    )
    async def start_import(self, info: Asked, input: StartImportInput) -> StartImportResult:
        """See api.importing.start_import."""
        given = input.options
        mapping = given.mapping.document() if given.mapping else {}
        options = (given.own, given.share, given.full, given.allow_leavers, mapping)
        trial = Trial(max(input.first or 0, 0), input.wait) if input.dry_run else None
        what = (str(input.upload), input.format.value, trial, options)
        done = await act(info.context, input.idempotency_key, start_import, *what)
        return done if isinstance(done, Refusal) else ImportStarted.of(done)

    @strawberry.mutation(description="Stop an import. For who sees it in importJobs.")
    async def cancel_import(self, info: Asked, input: CancelImportInput) -> CancelImportResult:
        """See api.importing.cancel_import."""
        done = await act(info.context, input.idempotency_key, cancel_import, _job(input.job))
        return done if isinstance(done, Refusal) else ImportJob.of(done)

    @strawberry.mutation(description="Try quarantined records again. For who sees the import in importJobs.")
    async def retry_quarantined(self, info: Asked, input: RetryQuarantinedInput) -> RetryQuarantinedResult:
        """See api.importing.retry_quarantined."""
        what = (_job(input.job), _row(info.context, input.row))
        done = await act(info.context, input.idempotency_key, retry_quarantined, *what)
        return done if isinstance(done, Refusal) else ImportJob.of(done)


def _row(context: Context, row: MendedRow | None) -> Row | None:
    if row is None:
        return None
    values = {one.name: context.text("row", one.value) for one in row.columns}
    return key_named(Quarantined.KIND, row.record), values


def _job(text: strawberry.ID) -> Key:
    return key_named(Job.KIND, text)
