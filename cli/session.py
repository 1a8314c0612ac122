"""What one run of the command knows: settings, where output goes, and what is open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from graph.errors import InvalidValue

# What a command needs to work is imported when it works: `kith --help` waits for none of it.
if TYPE_CHECKING:
    from rich.console import Console

    from cli.messages import Messages
    from policy.viewer import Viewer
    from service.opening import Service
    from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command."""

    settings: Settings
    json: bool
    messages: Messages

    def say(self, message: str) -> None:
        """Tell a person something that is no answer."""
        self.messages.say(message)

    def answer(self, value: Any, text: str = "") -> None:
        """Print the answer: `value` as one line of JSON when that was asked for, else `text`."""
        if self.json:
            line(value)
        else:
            typer.echo(text)

    @contextmanager
    def service(self) -> Iterator[Service]:
        """The installation, open while the block runs; made first when settings name its company."""
        from service.opening import initialise, open_service

        organization = self.settings.home_organization
        if organization:
            initialise(self.settings, organization, self._report)
        service = open_service(self.settings, self._report)
        try:
            yield service
        finally:
            service.close()

    def _report(self, message: str) -> None:
        """Say what takes a while; its single steps are of one word and pass by too fast to read."""
        if " " in message:
            self.say(message)

    def viewer(self, service: Service, email: str | None) -> Viewer:
        """Who asks: the operator, or with --as somebody in the network. Raises PersonNotFound."""
        from policy.viewer import OPERATOR, Viewer
        from queries.find_person import find_person

        if email is None:
            return OPERATOR
        return Viewer(find_person(service.network, OPERATOR, email), lent=True)


def line(value: Any) -> None:
    """Print one JSON value as a line of its own, in UTF-8 whatever the terminal speaks."""
    import msgspec

    sys.stdout.flush()
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def console() -> Console:
    """Where answers for people go; plain unless it is a terminal, whatever the environment says."""
    from rich.console import Console

    return Console(force_terminal=sys.stdout.isatty(), highlight=False)


def session(context: typer.Context) -> Session:
    """The session of this run; made by the root command."""
    found = context.find_object(Session)
    assert found is not None
    return found


def settings_from(data: str | None, store: str | None) -> Settings:
    """Settings with the flags that were given. Raises InvalidValue."""
    from pydantic import ValidationError

    from service.settings import Settings

    given = {name: value for name, value in (("data", data), ("store", store)) if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # read from text, as pydantic does
    except ValidationError as error:
        first = error.errors()[0]
        field = f"KITH_{'_'.join(map(str, first['loc'])).upper()}"
        raise InvalidValue(field, str(first["input"]), first["msg"].removeprefix("Value error, ")) from error
