"""`kith serve` and `kith token`."""

import os
import signal
import socket
import sys
from dataclasses import replace
from typing import Annotated, Any

import typer

from cli.session import session


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("serve")(serve)
    app.command("token")(token)


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="The address to listen on [KITH_HOST; 127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port [KITH_PORT; 8000].")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes [KITH_WORKERS; 1].")] = None,
) -> None:
    """Serve the API until interrupted, and the pages when there is a way to sign in (docs/settings.md)."""
    # only here: the web libraries take a second to import, which no other command should wait for
    import uvicorn

    from service.application import application_of, prepare

    run = session(context)
    chosen_host, chosen_port = host or run.settings.host, port or run.settings.port
    # whether the pages are open depends on who can reach them
    settings = run.settings.model_copy(update={"host": chosen_host})
    run = replace(run, settings=settings)
    processes = workers or settings.workers
    _require_free(chosen_host, chosen_port)
    # being asked to stop is no failure: uvicorn ends well, then raises the signal once more
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    listen: dict[str, Any] = {"host": chosen_host, "port": chosen_port}
    listen |= {"log_level": "warning", "server_header": False}
    with run.service() as service:
        prepare(service, run.say)
        where = f"http://{chosen_host}:{chosen_port}"
        run.say(f"kith answers on {where}/graphql; stop it with Ctrl-C")
        if settings.pages_are_open():
            run.say(f"The first page: {where}/")
        if processes == 1:
            uvicorn.run(application_of(service), **listen)
            return
    # worker processes open the network each for itself, with settings from the environment
    os.environ["KITH_DATA"] = str(settings.data.absolute())
    os.environ["KITH_STORE"] = settings.store
    os.environ["KITH_HOST"] = settings.host
    uvicorn.run("service.application:application", factory=True, workers=processes, **listen)


def _require_free(host: str, port: int) -> None:
    """Raise OSError, with the address, where nobody can listen: the server would end with its own code."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise OSError(error.errno, reason, f"{host}:{port}") from error


def token(
    context: typer.Context,
    as_: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Whose token it is.")],
    role: Annotated[list[str] | None, typer.Option(help="A role beside their own; may be repeated.")] = None,
    days: Annotated[int, typer.Option(min=1, max=365, help="How long it holds.")] = 30,
) -> None:
    """Print a development token; refused when an identity provider is configured."""
    from policy.viewer import OPERATOR
    from queries.find_person import find_person
    from queries.use_log import DIRECTORY
    from service.tokens import development_token

    run = session(context)
    with run.service() as service:
        person = find_person(service.network, OPERATOR, as_)
        made = development_token(service.settings, person, role or (), days)
        service.network.uses.named(service.today(), OPERATOR, DIRECTORY, [person])
    run.answer({"token": made, "person": person, "roles": role or []}, made)
