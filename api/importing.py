"""Imports that people start over the API, and what they may do with them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from actions.act import Act
from api.answering import give_way, waiting
from graph.errors import InvalidValue, Refused
from graph.keys import Key
from graph.model import Job
from ingest.cancelling import ask_to_cancel
from ingest.formats import source_to_retry
from ingest.result import Result
from ingest.retry import mend_quarantined, retry_quarantine
from ingest.source import BadSource, WrongSource
from ingest.uploaded import Importer, Wanted
from policy.imports import contributor_of
from queries.imports import is_quarantined, job_seen
from queries.meanwhile import found_or_begun

_WAIT_S: Final = 5.0
_MOMENT_S: Final = 0.02
"""How long who would rather come back waits for what would come of a file."""

Options = tuple[bool, bool, bool, int | None, dict[str, Any]]
"""Their own, shared, complete, how many may leave, how the columns are called."""

Row = tuple[Key, dict[str, str]]
"""A quarantined record, and other values for its columns."""


class Trying:
    """A file is being looked at: who asks the same again is told what would come of it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Say what would come of a file: of its `first` rows, or of all (0).

    Without `wait`, what takes more than a moment goes on meanwhile.
    """

    first: int = 0
    wait: bool = True


def start_import(
    act: Act, upload: str, format_: str, trial: Trial | None, options: Options
) -> Job | Result | Trying | None:
    """Import the file `upload` of who acts; again, the job that was started. None while it waits its turn.

    With a `trial` nothing is written and the file stays. Raises Refused.
    """
    own, share, full, leavers, mapping = options
    contributor = contributor_of(act.viewer, format_, own)
    owner = act.person()
    importer = _importer(act)
    path = importer.uploads.path(upload, owner)
    begun = importer.uploads.started(upload, owner)
    if begun:
        job = importer.job(begun, _WAIT_S)
        if path is None or not importer.was_cut_off(job):
            return job
        importer.uploads.stopped(upload, owner)  # it goes on behind its checkpoint
    if path is None:
        raise Refused("NOT_FOUND", "there is no such file, or not any more: send it again", "upload")
    try:
        wanted = Wanted(format_, contributor, share, full, leavers, mapping)
        source = importer.source(path, wanted, act.network.today())
        if trial is not None:
            question = ("import", owner, upload, format_, repr(options), trial.first)
            return _tried(act, question, partial(importer.tried, source, trial.first), trial.wait)
    except (BadSource, WrongSource) as error:
        raise Refused("BAD_INPUT", str(error), "upload") from error
    importer.start(source, upload, owner)
    return importer.job(source.fingerprint, _WAIT_S)


def _tried(act: Act, question: tuple[object, ...], work: Callable[[], Result], wait: bool) -> Result | Trying:
    if wait:
        return work()
    called = f"import of {act.person()}"
    with waiting():
        return found_or_begun(act.network, called, question, work, _MOMENT_S) or Trying()


def cancel_import(act: Act, job: Key) -> Job:
    """Ask a running import to stop behind its batch. Raises Refused."""
    _job(act, job)
    try:
        ask_to_cancel(act.network.store, job)
    except InvalidValue as error:
        raise Refused("NOT_NOW", error.reason, "job") from error
    return _job(act, job)


def retry_quarantined(act: Act, job: Key, row: Row | None = None) -> Job:
    """Try once more what an import could not take in; one `row` of it with other values. Raises Refused."""
    held = _job(act, job)
    network = act.network
    locks = _importer(act).uploads.locks
    if row is not None and not is_quarantined(network, row[0], job):
        raise Refused("NOT_FOUND", "this row is not in quarantine any more", "row")
    try:
        source = source_to_retry(held, network.today())
        if row is None:
            retry_quarantine(network.store, source, job, keys=network.keys, now=network.clock, locks=locks)
            return _job(act, job)
        left = mend_quarantined(
            network.store, source, *row, keys=network.keys, now=network.clock, locks=locks
        )
    except InvalidValue as error:
        raise Refused("NOT_NOW", error.reason, "job") from error
    if left is not None:
        raise Refused("BAD_INPUT", left.reason, left.field)
    return _job(act, job)


def _importer(act: Act) -> Importer:
    network = act.network
    if network.uploads is None:
        raise Refused("NOT_FOUND", "this installation takes no files", "upload")
    return Importer(network.store, network.keys, network.clock, network.uploads, give_way)


def _job(act: Act, key: Key) -> Job:
    found = job_seen(act.network, act.viewer, key)
    if found is None:
        raise Refused("NOT_FOUND", "there is no such import", "job")
    return found
