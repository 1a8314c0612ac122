"""What a stranger installs: built from what reaches an image, run away from the sources."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.unit.test_production_path import ROOT, into_the_image

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
OFFLINE = {**os.environ, "PIP_NO_INDEX": "1"}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    for name in into_the_image():
        target = folder / name
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    return folder


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*PIP, "wheel", *options, str(sources)], check=True, env=OFFLINE, timeout=120)
    return next(folder.glob("kith-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    options = ["--no-deps", "--no-compile", "--target", str(folder)]
    subprocess.run([*PIP, "install", *options, str(wheel)], check=True, env=OFFLINE, timeout=120)
    return folder


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
    environment["PYTHONPATH"] = str(installed)
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=installed, env=environment, capture_output=True, text=True, timeout=60)


def test_the_wheel_holds_every_file_of_every_room_and_no_test(sources: Path, wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    rooms = [name for name in into_the_image() if (sources / name).is_dir()]
    wanted = {
        path.relative_to(sources).as_posix()
        for room in rooms
        for path in (sources / room).rglob("*")
        if path.is_file() and path.suffix != ".sh"
    }
    assert held == wanted
    assert not any(name.startswith(("tests/", "bench/")) for name in held)


def test_an_installed_kith_runs_away_from_its_sources(installed: Path) -> None:
    where = run(installed, "-c", "import cli.main; print(cli.main.__file__)")
    assert where.stdout.startswith(str(installed))
    helped = run(installed, str(installed / "bin" / "kith"), "--help")
    assert (helped.returncode, helped.stderr) == (0, "")
    assert all(command in helped.stdout for command in ("who-knows", "paths", "ingest", "serve"))


def test_an_installed_kith_keeps_a_network(installed: Path, tmp_path: Path) -> None:
    kith = [str(installed / "bin" / "kith"), "--data", str(tmp_path / "data")]
    made = run(installed, *kith, "init", "--organization", "Example Ltd")
    assert made.returncode == 0, made.stderr
    looked = run(installed, *kith, "doctor")
    assert looked.returncode == 0, looked.stdout
