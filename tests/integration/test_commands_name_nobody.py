"""The `kith` command keeps the two rules as the API does: as if hidden, and not a byte.

To the operator, who sees what is shared, somebody is hidden who is restricted, erased, or known from
somebody's address book alone; with `--as` likewise who has blocked that person.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from graph.keys import NO_KEY
from graph.stores.neo4j.store import Neo4jStore
from queries.network import Network
from tests.factories.asking import key
from tests.factories.command_walk import (
    DESK,
    NAMES_NOBODY,
    OF_THE_INSTALLATION,
    Arguments,
    acts,
    batches,
    command_of,
    of_each,
    questions,
)
from tests.factories.everything import SETTLED, everything_there_is
from tests.factories.hidden_people import (
    BLOCKED,
    GONE,
    NAMES,
    RESTRICTED,
    as_withheld,
    hidden_people,
    with_hidden,
)
from tests.factories.kith_command import KithCommand, installed
from tests.factories.network import network_of
from tests.factories.routes import texts_in
from tests.integration.test_not_a_byte import GONE as UNNAMED
from tests.integration.test_not_a_byte import TRACES, found_in, network
from tests.unit.test_documented import commands

Install = Callable[[Network], KithCommand]
HIDDEN = tuple(name for name in GONE if name != BLOCKED)
OPERATOR = ""


@pytest.fixture
def install(request: pytest.FixtureRequest, tmp_path: Path) -> Install:
    """Puts a network where the command finds it."""
    if request.param == "sqlite":
        return lambda of: installed(of, tmp_path / "whole")
    server = request.getfixturevalue("neo4j_server")
    server.wipe()
    return lambda of: installed(
        of,
        tmp_path / "whole",
        Neo4jStore(server.uri, server.user, server.password),
        KITH_STORE=server.uri,
        KITH_NEO4J_USER=server.user,
        KITH_NEO4J_PASSWORD=server.password,
    )


def without(viewer: str) -> Network:
    """The company as it is for the operator, or for somebody in it, without the hidden."""
    names = GONE if viewer else HIDDEN
    changes = [*everything_there_is(), *hidden_people()]
    return network_of(as_withheld(changes, names, key(viewer) if viewer else NO_KEY))


def written(asked: Iterable[Arguments]) -> Iterator[Arguments]:
    """Each for a person to read and as JSON; what changes something only once."""
    for arguments in asked:
        yield arguments
        yield (*arguments, "--json")


def differing(one: KithCommand, other: KithCommand, asked: Iterable[Arguments]) -> list[str]:
    compared = [each for each in asked if command_of(each) not in OF_THE_INSTALLATION]
    told = [(each, one.compared(*each), other.compared(*each)) for each in compared]
    return [f"{each}\n{whole}\n--- without\n{less}" for each, whole, less in told if whole != less]


@pytest.mark.parametrize("viewer", [OPERATOR, *SETTLED])
@pytest.mark.parametrize("install", ["sqlite"], indirect=True)
def test_every_command_answers_as_if_the_hidden_were_not_there(
    install: Install, tmp_path: Path, viewer: str
) -> None:
    whole, less = install(with_hidden()), installed(without(viewer), tmp_path / "less")
    names = GONE if viewer else HIDDEN
    asked = [(*arguments, "--json") for arguments in questions(names, viewer)]
    if viewer == OPERATOR:
        asked += [*questions(names, viewer), *written(DESK)]
        asked += [*batches(names, tmp_path), *of_each(names), *acts(tmp_path, names)]
    assert differing(whole, less, asked) == []


@pytest.mark.parametrize("install", ["sqlite", "neo4j"], indirect=True)
def test_no_command_tells_a_byte_of_who_is_erased_or_restricted(install: Install, tmp_path: Path) -> None:
    kith = install(network())
    kith.told("ingest", "ties", with_rows_about(RESTRICTED, tmp_path))
    asked = [*questions(UNNAMED, OPERATOR), *written(DESK), *of_each(UNNAMED), *acts(tmp_path)]
    found = [f"{each}: {trace}: {told}" for each in asked for told, trace in traced(kith.told(*each), each)]
    assert found == []
    assert found_in(copy_of("ada", kith)) == []


@pytest.mark.parametrize("viewer", SETTLED)
def test_a_copy_is_as_if_the_hidden_were_not_there(tmp_path: Path, viewer: str) -> None:
    whole, less = installed(with_hidden(), tmp_path / "whole"), installed(without(viewer), tmp_path / "less")
    assert list(copy_of(viewer, whole)) == list(copy_of(viewer, less))


def copy_of(name: str, kith: KithCommand) -> Iterator[str]:
    """What is in the zip that `kith export` writes for somebody."""
    out = kith.folder / f"{name}.zip"
    assert kith.told("export", "--as", f"{name}@example.com", "--out", str(out)).startswith("exit 0")
    return texts_in(out.read_bytes())


def with_rows_about(name: str, folder: Path) -> str:
    """A file that names somebody where it can't be taken in, beside others: all of it waits in quarantine."""
    file = folder / "old.csv"
    others = "person_a,person_b,kind\nBob,Nell Nobody,team"
    file.write_text(f"{others}\n{NAMES[name]},Ned Nobody,team\nBob,{NAMES[name]} & Co,team\n")
    return str(file)


def traced(told: str, asked: Arguments) -> Iterator[tuple[str, str]]:
    """What is told of them beside what was asked."""
    for said in asked:
        told = told.replace(said, "")
    yield from ((told, trace) for trace in TRACES if trace in told.casefold())


def test_every_command_is_walked_or_names_nobody(tmp_path: Path) -> None:
    asked = [*questions(GONE, OPERATOR), *DESK, *of_each(GONE), *acts(tmp_path)]
    walked = {command_of(arguments) for arguments in asked}
    assert walked | NAMES_NOBODY.keys() == {path for path, _ in commands()}
    assert walked.isdisjoint(NAMES_NOBODY)
    assert walked >= OF_THE_INSTALLATION.keys()
