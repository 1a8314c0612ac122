"""Imports of files that were sent to the service: in a thread of its process, one after the other."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import Any, Final

from graph.dates import iso
from graph.errors import KithError
from graph.keys import NO_KEY, Key, KeyMaker
from graph.model import Job
from graph.ports import Store
from graph.scans import every
from graph.uploads import UploadFolder
from ingest.jobs import run, this_process
from ingest.result import Result
from ingest.source import Source
from ingest.sources.contacts import ContactsSource
from ingest.sources.linkedin import linkedin_source
from ingest.sources.people import PeopleSource
from ingest.sources.people.mapping import mapping_of
from ingest.sources.preferences import PreferencesSource
from ingest.sources.skills import SkillsSource
from ingest.sources.ties import TiesSource
from ingest.sources.tours import ToursSource

LOG: Final = logging.getLogger("kith.ingest")

_POLL_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made of a file. `contributor`: whose it is, NO_KEY for the company's.

    `mapping` names the columns and forms of a table of people; see ingest.sources.people.mapping.
    """

    format: str
    contributor: Key
    share: bool = False
    full: bool = False
    allow_leavers: int | None = None
    mapping: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Importer:
    """Where imports go, by which clock, and to whom they give way between two rows."""

    store: Store
    keys: KeyMaker
    clock: Callable[[], datetime]
    uploads: UploadFolder
    give_way: Callable[[], None]

    def source(self, path: Path, wanted: Wanted, today: date) -> Source:
        """The file as a source. Raises BadSource and WrongSource."""
        mine = NO_KEY if wanted.share else wanted.contributor
        match wanted.format:
            case "people":
                full, allowed = wanted.full, wanted.allow_leavers
                mapping = mapping_of("the mapping", wanted.mapping)
                return PeopleSource(path, mapping, today=today, full=full, allow_leavers=allowed)
            case "tours":
                return ToursSource(path)
            case "skills":
                return SkillsSource(path)
            case "preferences":
                return PreferencesSource(path, today)
            case "contacts":
                return ContactsSource(path, mine)
            case "ties":
                return TiesSource(path, mine)
        return linkedin_source(path, owner=wanted.contributor, share=wanted.share)

    def tried(self, source: Source, most: int = 0) -> Result:
        """What would come of it, or of its first `most` rows; nothing is written.

        Raises what `ingest.jobs.run` raises.
        """
        return self._run(source, dry_run=True, most=most)

    def start(self, source: Source, upload: str, owner: Key) -> None:
        """Begin in a thread, unless somebody else just did; the file goes when it is over."""
        if not self.uploads.start(upload, owner, source.fingerprint):
            return
        thread = Thread(target=self._whole, args=(source, upload, owner), name="import", daemon=True)
        thread.start()

    def was_cut_off(self, job: Job | None) -> bool:
        """Whether nobody works on a job that is not over: its process has gone."""
        if job is None:
            return False  # it waits for its turn
        return job.state == "failed" or (job.state == "running" and job.lease_until < iso(self.clock()))

    def job(self, fingerprint: str, seconds: float) -> Job | None:
        """The latest job with this fingerprint, waited for so long; None while others have their turn."""
        until = time.monotonic() + seconds
        while True:
            found = [job for job in every(self.store, Job) if job.fingerprint == fingerprint]
            if found or time.monotonic() > until:
                return max(found, key=lambda job: (job.started, job.key), default=None)
            time.sleep(_POLL_S)

    def _whole(self, source: Source, upload: str, owner: Key) -> None:
        try:
            self._run(source)
        except KithError as error:
            LOG.warning("an import failed: %s", type(error).__name__)  # the job says why
        except Exception:
            LOG.exception("an import failed")
        finally:
            self.uploads.done(upload, owner)

    def _run(self, source: Source, dry_run: bool = False, most: int = 0) -> Result:
        return run(
            self.store,
            source,
            keys=self.keys,
            now=self.clock,
            holder=this_process(),
            locks=self.uploads.locks,
            dry_run=dry_run,
            most=most,
            pause=self.give_way,
        )
