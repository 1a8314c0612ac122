"""The files that put kith into production, read without a container engine."""

import ast
import importlib
import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from cli.main import app
from service.secrets import read
from service.settings import Settings, names

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def steps(word: str) -> list[str]:
    """What follows `word` in the Dockerfile, lines joined."""
    joined = re.sub(r"\\\n\s*", "", DOCKERFILE)
    return [line.removeprefix(word).strip() for line in joined.splitlines() if line.startswith(f"{word} ")]


def into_the_image() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


def secrets_made(folder: Path) -> Path:
    command = next(line.removeprefix("#   ") for line in COMPOSE_TEXT.splitlines() if "mkdir -m 700" in line)
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "secrets"


def test_images_are_of_a_named_version() -> None:
    bases = [step.split()[0] for step in steps("FROM")]
    images = [*bases, *(service["image"] for service in SERVICES.values())]
    assert all(re.search(r":\d+\.\d+", image) for image in images), images
    assert SERVICES["kith"]["image"] == f"kith:{PROJECT['project']['version']}"


@pytest.mark.parametrize("text", [DOCKERFILE, COMPOSE_TEXT], ids=["Dockerfile", "docker-compose.yml"])
def test_only_settings_that_there_are_are_set(text: str) -> None:
    named = set(re.findall(r"KITH_[A-Z0-9_]+", text))
    assert named
    assert named <= set(names())


def test_secrets_and_volumes_are_defined_and_used() -> None:
    for kind in ("secrets", "volumes"):
        used = {
            str(name).partition(":")[0] for service in SERVICES.values() for name in service.get(kind, ())
        }
        assert used == set(COMPOSE[kind])


def test_a_secret_is_only_read_by_whom_it_is_given_to() -> None:
    for name, service in SERVICES.items():
        paths = [value for value in service["environment"].values() if value.startswith("/run/secrets/")]
        assert sorted(Path(path).name for path in paths) == sorted(service["secrets"]), name


def test_no_secret_is_written_in_the_open() -> None:
    for service in SERVICES.values():
        for name, value in service["environment"].items():
            assert "PASSWORD" not in name or name.endswith("_FILE")
            assert "AUTH" not in name or name.endswith("_FILE"), value


def test_the_service_waits_for_a_healthy_store() -> None:
    assert "healthcheck" in SERVICES["neo4j"]
    assert SERVICES["kith"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert SERVICES["kith"]["build"] == "."
    assert steps("HEALTHCHECK")


def test_nothing_is_open_to_the_network_unless_asked_for() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert published == ["${KITH_HOST:-127.0.0.1}:${KITH_PORT:-8000}:8000"]


def test_the_store_is_the_other_container() -> None:
    settings = Settings(store=SERVICES["kith"]["environment"]["KITH_STORE"])
    assert settings.store == "bolt://neo4j:7687"


def test_one_command_makes_the_secrets_that_both_containers_take(tmp_path: Path) -> None:
    folder = secrets_made(tmp_path)
    assert {path.name for path in folder.iterdir()} == set(COMPOSE["secrets"])
    assert {f"./secrets/{path.name}" for path in folder.iterdir()} == {
        secret["file"] for secret in COMPOSE["secrets"].values()
    }
    assert len(read(folder / "installation") or b"") == len(read(folder / "token-key") or b"") == 32
    # what Neo4j's image takes: neo4j/PASSWORD, at least 8 characters, readable for everybody inside
    auth = (folder / "neo4j-auth").read_text().rstrip("\n")
    assert re.fullmatch(r"neo4j/[0-9a-f]{64}", auth)
    assert Settings(neo4j_password_file=folder / "neo4j-auth").password() == auth.removeprefix("neo4j/")
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o644"}
    assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_secrets_are_not_made_twice(tmp_path: Path) -> None:
    before = (secrets_made(tmp_path) / "installation").read_text()
    with pytest.raises(AssertionError, match="exists"):
        secrets_made(tmp_path)
    assert (tmp_path / "secrets" / "installation").read_text() == before


@pytest.mark.parametrize("text", ["plain", "plain\n", "neo4j/plain\n"])
def test_a_password_file_holds_the_password_with_or_without_its_user(text: str, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(text)
    assert Settings(neo4j_password_file=tmp_path / "password").password() == "plain"


def test_secrets_reach_neither_the_image_nor_the_repository() -> None:
    assert (ROOT / ".dockerignore").read_text().splitlines()[1] == "*"
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {"secrets/", ".env"} <= set(ignored)


def test_what_is_copied_into_the_image_is_there() -> None:
    sources = [part for step in steps("COPY") if "--from" not in step for part in step.split()[:-1]]
    assert sources == ["requirements/runtime.txt", "."]
    assert all((ROOT / name).exists() for name in into_the_image() + sources)
    assert "requirements/runtime.txt" in into_the_image()


def test_every_room_is_let_into_the_image() -> None:
    rooms = PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
    assert {room.rstrip("*") for room in rooms} == {
        name for name in into_the_image() if (ROOT / name).is_dir()
    }


def test_the_image_installs_what_is_locked_and_nothing_else() -> None:
    installs = [shlex.split(step) for step in steps("RUN") if "pip install" in step]
    assert all("--require-hashes" in step or "--no-deps" in step for step in installs)
    assert not any("-e" in step or "--editable" in step for step in installs)


def test_the_image_does_not_run_as_root() -> None:
    assert steps("USER")[-1] not in ("root", "0")


def test_the_image_runs_a_command_that_there_is() -> None:
    command, name, *arguments = json.loads(steps("CMD")[-1])
    assert command in PROJECT["project"]["scripts"]
    serve = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    parsed = serve.make_context(name, arguments).params
    port = int(steps("EXPOSE")[0])
    assert (parsed["host"], parsed["port"]) == ("0.0.0.0", port)
    assert f"http://127.0.0.1:{port}/healthz" in steps("HEALTHCHECK")[0]
    assert SERVICES["kith"]["ports"][0].endswith(f":{port}")


def test_the_programs_in_the_image_import_what_there_is() -> None:
    programs = re.findall(r'-c"?,? "([^"]+)"', re.sub(r"\\\n\s*", "", DOCKERFILE))
    imported = [node for program in programs for node in ast.walk(ast.parse(program))]
    names_of = [
        (node.module, name.name)
        for node in imported
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    ]
    assert ("service.application", "prepare") in names_of
    for module, name in names_of:
        assert hasattr(importlib.import_module(str(module)), name), (module, name)
