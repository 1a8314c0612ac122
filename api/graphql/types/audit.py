"""The record by revision, and whether it is whole."""

import strawberry
from strawberry.relay import PageInfo

from graph.stores.verify import Verification
from queries.audit import KindChanged, RevisionSealed


@strawberry.type(
    description="How many records of a kind a revision wrote and removed, as far as nothing changed them"
    ' since. `by`: ids of who acted for the installation, "operator" or "service".'
)
class AuditedKind:
    """No values, and nobody's name."""

    kind: str
    written: int
    removed: int
    by: list[str]

    @classmethod
    def of(cls, changed: KindChanged) -> "AuditedKind":
        """As found."""
        return cls(kind=changed.kind, written=changed.written, removed=changed.removed, by=list(changed.by))


@strawberry.type(description="One revision of the record, with its seal; `changes` are all that it is of.")
class AuditedRevision:
    """`changes` is null where the seal does not say."""

    revision: int
    at: str
    seal: str
    changes: int | None
    kinds: list[AuditedKind]

    @classmethod
    def of(cls, sealed: RevisionSealed) -> "AuditedRevision":
        """As found."""
        return cls(
            revision=sealed.revision,
            at=sealed.at,
            seal=sealed.seal,
            changes=sealed.sealed,
            kinds=[AuditedKind.of(kind) for kind in sealed.kinds],
        )


@strawberry.type(description="A revision in a list.")
class AuditedRevisionEdge:
    """One place of a page."""

    cursor: str
    node: AuditedRevision


@strawberry.type(description="A page of revisions, the newest first.")
class AuditedRevisionConnection:
    """One page."""

    edges: list[AuditedRevisionEdge]
    page_info: PageInfo


@strawberry.type(
    description="Whether the record is what was sealed. `complete`: all that is there was compared. `seal` is"
    " the newest: keep it elsewhere."
)
class AuditVerification:
    """See graph.stores.verify."""

    whole: bool
    revisions: int
    against_records: int
    complete: bool
    reason: str | None
    seal: str | None

    @classmethod
    def of(cls, found: Verification) -> "AuditVerification":
        """As found."""
        return cls(
            whole=found.whole,
            revisions=found.revisions,
            against_records=found.against_records,
            complete=found.complete,
            reason=f"revision {found.bad}: {found.reason}" if found.bad else found.reason or None,
            seal=found.newest.seal if found.newest else None,
        )
