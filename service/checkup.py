"""Is everything well? Each finding says what was looked at, what was found and how to mend it."""

import platform
import shutil
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from graph.errors import KithError, NotInitialised
from graph.snapshot.build import installation
from service.erasing import replay
from service.erasures import unfinished
from service.opening import Service, open_service
from service.settings import Settings

_NEEDED_FREE: Final = 200 * 2**20
_CORRUPTS: Final = (3, 51, 3)
"""Before this version SQLite could corrupt a WAL that two connections write at the same time."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` is "" when nothing is to be done."""

    what: str
    found: str
    well: bool = True
    mend: str = ""


def check_up(settings: Settings) -> list[Finding]:
    """Look at settings, versions, disk, store and read model. Raises nothing."""
    findings = [
        Finding("version", f"kith {version('kith')}, Python {platform.python_version()}"),
        _sqlite(settings),
        _disk(settings),
        _mail(settings),
        Finding("clock", f"{settings.clock().isoformat()}{' (fixed by KITH_NOW)' if settings.now else ''}"),
    ]
    try:
        service = open_service(settings)
    except NotInitialised as error:
        mend = "kith init --organization NAME"
        return [*findings, Finding("store", str(error), False, mend)]
    except KithError as error:
        return [*findings, Finding("store", str(error), False, "see KITH_STORE, KITH_DATA and the message")]
    try:
        return [*findings, *_store(service), _erasures(service), _read_model(service)]
    except KithError as error:
        return [*findings, Finding("store", str(error), False, "see the message")]
    finally:
        service.close()


def _sqlite(settings: Settings) -> Finding:
    found = f"SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < _CORRUPTS and settings.store == "sqlite":
        found += " (writers take turns under a lock, as versions before 3.51.3 need)"
    return Finding("sqlite", found)


def _disk(settings: Settings) -> Finding:
    folder = settings.data if settings.data.exists() else settings.data.absolute().parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding("data folder", f"{settings.data}: {error.strerror}", False, "see KITH_DATA")
    well = free > _NEEDED_FREE
    return Finding(
        "data folder",
        f"{settings.data}, {free // 2**20:,} MB free",
        well,
        "" if well else "free some room: writes fail on a full disk",
    )


def _mail(settings: Settings) -> Finding:
    if settings.mail_is_set_up():
        return Finding("mail", f"{settings.smtp_host}:{settings.smtp_port}, {settings.smtp_security}")
    needed = {
        "KITH_SMTP_HOST": settings.smtp_host,
        "KITH_MAIL_FROM": settings.mail_from,
        "KITH_PUBLIC_URL": settings.public_url,
    }
    found = "not set up: nobody is written to, and what waits is dropped after 3 days"
    mend = f"set {', '.join(name for name, value in needed.items() if not value)}"
    return Finding("mail", found, not settings.smtp_host, mend)


def _store(service: Service) -> list[Finding]:
    revision = service.store.revision()
    return [
        Finding("store", f"{service.settings.store}, revision {revision}"),
        Finding("organization", f"{service.organization}, since {installation(service.store).created[:10]}"),
    ]


def _erasures(service: Service) -> Finding:
    """Whoever was erased stays so: the store is compared with what it was told to forget."""
    noted = len(service.erasures.all())
    again = service.erased_again + replay(service.network, service.locks, lambda _: None)
    left = len(unfinished(service.store, service.erasures))
    found = f"{noted} people erased"
    if again:
        found += f"; {again} of them were back, from an older copy, and were erased once more"
    if left:
        return Finding("erasures", f"{found}; {left} not done yet", False, "run `kith doctor` once more")
    return Finding("erasures", found)


def _read_model(service: Service) -> Finding:
    snapshot = service.network.read_model.current()
    return Finding(
        "read model",
        f"revision {snapshot.revision}: {len(snapshot.people.ids):,} people,"
        f" {len(snapshot.ties.pairs):,} ties, {int(snapshot.evidence.rows.rows['alive'].sum()):,} pieces of"
        f" evidence, {len(snapshot.skills.skills):,} skills",
    )
