"""What the reports show: rows of labels and figures, the same for a table, a chart and a CSV file."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.file_links import FileLinks
from api.graphql.context import Asked
from queries.reporting.catalogue import REPORTS, SUPPRESSED
from queries.reporting.report import Report as ReportTold


@strawberry.type(description="A line of a report; `values` are null where nothing may be told.")
class ReportRow:
    """In the order of the report's `labels` and `measures`."""

    labels: list[str]
    values: list[float | None]


@strawberry.type(description="Figures about many people; they stand from `asOf` for a month.")
class Report:
    """A report as it is told."""

    name: str
    title: str
    as_of: str
    note: str
    suppressed: str
    labels: list[str]
    measures: list[str]
    rows: list[ReportRow]

    @strawberry.field(description="Where the same is as a CSV file, for a quarter of an hour.")
    def csv(self, info: Asked) -> str:
        """See api.files."""
        token = FileLinks(info.context.network).seal_report(self.name, self.as_of[:7])
        return f"/files/reports/{token}"

    @classmethod
    def of(cls, told: ReportTold) -> "Report":
        """A report as shown."""
        kind = REPORTS[told.name]
        return cls(
            name=told.name,
            title=kind.title,
            as_of=told.as_of,
            note=kind.note,
            suppressed=SUPPRESSED,
            labels=list(told.labels),
            measures=list(told.measures),
            rows=[ReportRow(labels=list(row.labels), values=list(row.values)) for row in told.rows],
        )
