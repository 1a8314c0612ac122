"""The pages about settings and commands say what there is, all of it and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from cli.errors import NOT_DONE, NOTHING_FOUND, WRONG_USE
from cli.last_door import DEBUG, INTERRUPTED
from cli.main import app
from service.settings import PREFIX, Settings, names

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS = (DOCS / "commands.md").read_text()
ROOT: Any = typer.main.get_command(app)


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the table that begins with `heading`, without their backticks."""
    lines = page[page.index(heading) :].splitlines()
    table = [line for line in lines[: [*lines, ""].index("")] if not line.startswith("|---")]
    return [[cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table[1:]]


SETTINGS = rows((DOCS / "settings.md").read_text(), "| flag |")
OPTIONS = rows(COMMANDS, "| option |")


def commands(command: Any = ROOT, path: str = "kith") -> Iterator[tuple[str, Any]]:
    """Every command that can be run, by what is typed."""
    for name, below in command.commands.items():
        if hasattr(below, "commands"):
            yield from commands(below, f"{path} {name}")
        else:
            yield f"{path} {name}", below


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")}


def written() -> dict[str, str]:
    """The lines of the page's first block by command: what follows the command."""
    lines = COMMANDS.split("```")[1].splitlines()
    paths = sorted([path for path, _ in commands()], key=len, reverse=True)
    found = {}
    for line in filter(None, lines):
        path = next((path for path in paths if f"{line} ".startswith(f"{path} ")), "kith")
        found[path] = line.removeprefix(path)
    return found


def test_every_setting_is_on_the_page_and_nothing_else() -> None:
    assert sorted(row[1] for row in SETTINGS) == sorted([*names(), DEBUG])


def test_the_page_knows_the_defaults() -> None:
    for _, name, default, meaning in SETTINGS:
        if name != DEBUG:
            field = Settings.model_fields[name.removeprefix(PREFIX).lower()]
            true = "" if field.default is None else str(field.default)
            assert default == true, name
        assert meaning.endswith("."), name


def test_the_page_knows_the_flags() -> None:
    of_settings = {row[0].removeprefix("--"): row[1] for row in SETTINGS if row[0]}
    flags = options(ROOT) | options(ROOT.commands["serve"])
    shared = {flag for flag in flags if f"{PREFIX}{flag[2:]}".upper() in names()}
    assert of_settings == {flag[2:]: f"{PREFIX}{flag[2:]}".upper() for flag in shared}


def test_every_command_is_on_the_page_and_nothing_else() -> None:
    lines = COMMANDS.split("```")[1].splitlines()
    assert written().keys() == {"kith", *(path for path, _ in commands())}
    assert len(list(filter(None, lines))) == len(written())


@pytest.mark.parametrize("path", ["kith", *(path for path, _ in commands())])
def test_a_command_is_written_with_its_options_and_what_it_needs(path: str) -> None:
    command = {"kith": ROOT, **dict(commands())}[path]
    line = written()[path]
    assert set(re.findall(r"--[a-z-]+", line)) == options(command) - {"--help"}
    needed = {name for parameter in command.params if parameter.required for name in parameter.opts}
    in_brackets = set(re.findall(r"\[(--[a-z-]+)", line))
    assert not needed & in_brackets
    assert in_brackets == options(command) - needed - {"--help"}


def test_every_option_is_explained_and_nothing_else() -> None:
    there = options(ROOT).union(*(options(command) for _, command in commands()))
    assert {row[0] for row in OPTIONS} == there - {"--help"}
    assert all(meaning.endswith(".") for _, _, meaning in OPTIONS)


def test_every_exit_code_is_explained_and_nothing_else() -> None:
    codes = [0, NOTHING_FOUND, WRONG_USE, NOT_DONE, INTERRUPTED]
    assert [row[0] for row in rows(COMMANDS, "| code |")] == [str(code) for code in codes]
