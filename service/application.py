"""The API and the pages as a worker process runs it, and what is made ready before the first request."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread
from typing import Final

from fastapi import FastAPI

from actions.clockwork import settle
from api.app import create_app
from api.graphql.in_process import InProcess
from api.links import links_router
from graph.algorithms.best_paths import compile_kernels
from graph.dates import day_number
from graph.errors import KithError
from graph.snapshot.tie_source import shared_graph
from queries.network import Network
from service.daily import every_day
from service.garbage import set_aside
from service.links import ACTIONS, link_tokens
from service.opening import Report, Service, open_service
from service.outbox.background import send_what_is_due
from service.settings import Settings
from service.signing_in import ways_to_sign_in
from service.threads import take_short_turns
from service.tokens import verifier
from web.application import add_pages
from web.sessions import Sessions
from web.sign_in.pending import PendingCookie

_SLOW_S: Final = 2.0
_FOLLOWED_EVERY_S: Final = 1.0
_USES_WRITTEN_EVERY_S: Final = 5.0
"""Not more often: each time is a revision, and an answer that is being checked is then checked again."""
_SETTLED_EVERY_S: Final = 30.0


def prepare(service: Service, report: Report) -> None:
    """Compile the kernels and open the read model, and say so when that takes long."""
    began = time.monotonic()
    seconds = compile_kernels()
    if seconds > _SLOW_S:
        report(f"compiled the search in {seconds:.1f} s; the next start finds it on disk")
    snapshot = service.network.read_model.current()
    with snapshot.sharing.reading():
        shared_graph(snapshot, "EXPERTISE", day_number(service.today()))
    report(
        f"read model at revision {snapshot.revision}: {len(snapshot.people.ids):,} people,"
        f" {len(snapshot.ties.pairs):,} ties; ready in {time.monotonic() - began:.1f} s"
    )


def application() -> FastAPI:
    """The application of one of several worker processes; settings come from the environment."""
    service = open_service(Settings())
    prepare(service, lambda _: None)
    return application_of(service)


def application_of(service: Service) -> FastAPI:
    """The application that answers for `service`, and closes it at the end."""
    stop = Event()
    threads = [
        Thread(target=_follow, args=(service.network, stop), name="follower", daemon=True),
        Thread(target=send_what_is_due, args=(service, stop), name="outbox", daemon=True),
        Thread(target=every_day, args=(service, stop), name="daily", daemon=True),
        Thread(target=_write_uses, args=(service, stop), name="uses", daemon=True),
    ]

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        set_aside()
        take_short_turns()
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()
            service.close()

    links = links_router(service.network, link_tokens(service), ACTIONS)
    app = create_app(service.network, verifier(service.settings), routers=[links], lifespan=lifespan)
    if service.settings.pages_are_open():
        secret, clock = bytes.fromhex(service.installation.secret), service.settings.clock
        cookies = Sessions(secret, clock), PendingCookie(secret, clock)
        add_pages(app, InProcess(service.network), *cookies, ways_to_sign_in(service))
    return app


def _follow(network: Network, stop: Event) -> None:
    """Keep the read model up while nobody asks, and the clockwork going.

    So the next question need not wait for the one, nor whose turn it is for the other.
    """
    settled = time.monotonic()
    while not stop.wait(_FOLLOWED_EVERY_S):
        try:
            network.read_model.current()
            if time.monotonic() - settled >= _SETTLED_EVERY_S:
                settled = time.monotonic()
                settle(network, network.clock())
                set_aside()
        except KithError:
            continue  # a question meets the same error and says so; the store may come back


def _write_uses(service: Service, stop: Event) -> None:
    """Write who was named to whom every few seconds."""
    while not stop.wait(_USES_WRITTEN_EVERY_S):
        service.uses.flush_or_log()
