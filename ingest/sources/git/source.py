"""`kith ingest git REPOSITORY`: evidence from commits, employments, ties from joint work.

Three passes: the commits; with an organization, who worked there from when to when; who worked on
the same files. The later two look at the whole period again, so that a run with more commits
extends what an earlier one found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.identity import organization_name
from graph.keys import NO_KEY, Key
from ingest.source import Stage
from ingest.sources.git.commit_stage import CommitStage
from ingest.sources.git.employment_stage import EmploymentStage
from ingest.sources.git.history import History, read_history
from ingest.sources.git.period import Period, period
from ingest.sources.git.repository import Repository, fingerprint, open_repository
from ingest.sources.git.tie_stage import TieStage


@dataclass(frozen=True, slots=True)
class GitSource:
    """The history of one repository, shared with the company."""

    repository: Repository
    period: Period
    organization: str
    fingerprint: str
    notes: list[str] = field(default_factory=list)
    format: str = "git"
    contributor: Key = NO_KEY

    @property
    def name(self) -> str:
        """What the evidence says in `source`."""
        return f"git:{self.repository.name}"

    def stages(self) -> Sequence[Stage]:
        """Read the history once, whole, and say what to take from it. Raises BadSource."""
        history = read_history(self.repository, self.period)
        self.notes.extend(_notes(history))
        stages: list[Stage] = [CommitStage(self.name, history)]
        if self.organization:
            stages.append(EmploymentStage(self.name, history, self.organization, self.period, self.notes))
        return [*stages, TieStage(self.name, history, self.period.since)]


def git_source(path: Path, *, since: str = "", until: str = "", organization: str = "") -> GitSource:
    """The repository at `path`, for commits from `since` to `until` (ISO, inclusive, "" open).

    With `organization`, authors get an employment there. Raises BadSource, InvalidValue.
    """
    span = period(since, until)
    organization = " ".join(organization.split())
    if organization:
        organization_name(organization)
    repository = open_repository(path)
    marked = fingerprint(repository, repr(span), organization)
    return GitSource(repository, span, organization, marked)


def _notes(history: History) -> Iterator[str]:
    name = history.repository.name
    if history.repository.edges:
        yield f"{name} is a shallow clone: its history is not all there"
    if history.repository.lacks_mailmap():
        yield f"{name} is a partial clone without its .mailmap: people are as the commits name them"
    for reason, count in sorted(history.left_out.items()):
        yield f"no evidence: {count} {reason}"
