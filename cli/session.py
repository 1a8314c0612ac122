"""What one run of the command knows: settings, where output goes, and what is open."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
import typer
from pydantic import ValidationError
from rich.console import Console

from graph.errors import InvalidValue
from policy.viewer import OPERATOR, Viewer
from queries.find_person import find_person
from service.opening import Service, initialise, open_service
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command."""

    settings: Settings
    json: bool
    messages: Console  # stderr

    def say(self, message: str) -> None:
        """Tell a person something that is no answer."""
        self.messages.print(message, markup=False, highlight=False, soft_wrap=True)

    def answer(self, value: Any) -> None:
        """Print a JSON answer as one line."""
        line(value)

    @contextmanager
    def service(self) -> Iterator[Service]:
        """The installation, open while the block runs; made first when settings name its company."""
        organization = self.settings.home_organization
        if organization:
            initialise(self.settings, organization, self.say)
        service = open_service(self.settings, self.say)
        try:
            yield service
        finally:
            service.close()

    def viewer(self, service: Service, email: str | None) -> Viewer:
        """Who asks: the operator, or with --as somebody in the network. Raises PersonNotFound."""
        if email is None:
            return OPERATOR
        return Viewer(person=find_person(service.network, OPERATOR, email))


def line(value: Any) -> None:
    """Print one JSON value as a line of its own."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
    sys.stdout.flush()


def session(context: typer.Context) -> Session:
    """The session of this run; made by the root command."""
    found = context.find_object(Session)
    assert found is not None
    return found


def settings_from(data: str | None, store: str | None) -> Settings:
    """Settings with the flags that were given. Raises InvalidValue."""
    given = {name: value for name, value in (("data", data), ("store", store)) if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        field = f"KITH_{'_'.join(map(str, first['loc'])).upper()}"
        raise InvalidValue(field, str(first["input"]), first["msg"]) from error
