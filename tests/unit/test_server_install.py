"""What `make test` installs for the Neo4j tests, tried with a PATH that holds only what a test puts there."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "servers" / "install.sh"
SYSTEM = ("sh", "sed", "head", "cat", "env")
JAVA = "echo 'openjdk version \"{}\" 2025-04-15' >&2"


class Machine:
    """A folder of commands; what is installed with its package manager is written to a log."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.log = folder / "log"
        self.log.write_text("")
        for name in SYSTEM:
            (self.bin / name).symlink_to(shutil.which(name) or name)
        self.has("id", "echo 0")

    def has(self, name: str, does: str = ":") -> None:
        command = self.bin / name
        command.write_text(f"#!/bin/sh\n{does}\n")
        command.chmod(0o755)

    def has_apt(self, installs: str = "17.0.15") -> None:
        """An apt-get that logs, and that puts a Java of this version and Maven in place."""
        ready = self.bin.parent / "ready"
        ready.mkdir()
        for name, does in (("java", JAVA.format(installs)), ("mvn", ":")):
            (ready / name).write_text(f"#!/bin/sh\n{does}\n")
            (ready / name).chmod(0o755)
        move = f"{shutil.which('mv')} {ready}/java {ready}/mvn {self.bin}"
        self.has("apt-get", f'echo "$@" >> {self.log}\ncase "$*" in *install*) {move};; esac')
        self.has("apt-cache")

    def run(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", str(SCRIPT)],
            env={"PATH": str(self.bin), **environment},
            capture_output=True,
            text=True,
            timeout=30,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def assert_quiet(done: subprocess.CompletedProcess[str], machine: Machine) -> None:
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.log.read_text() == ""


def test_a_given_server_needs_nothing(machine: Machine) -> None:
    machine.has_apt()
    assert_quiet(machine.run(NEO4J_URI="bolt://127.0.0.1:7687"), machine)


def test_a_docker_engine_that_answers_needs_nothing(machine: Machine) -> None:
    machine.has_apt()
    machine.has("docker")
    assert_quiet(machine.run(), machine)


@pytest.mark.parametrize("version", ["17.0.15", "21.0.2", "25"])
def test_java_and_maven_need_nothing(machine: Machine, version: str) -> None:
    machine.has_apt()
    machine.has("java", JAVA.format(version))
    machine.has("mvn")
    assert_quiet(machine.run(), machine)


def test_a_docker_client_without_an_engine_is_not_enough(machine: Machine) -> None:
    machine.has_apt()
    machine.has("docker", "exit 1")
    assert machine.run().returncode == 0
    assert machine.log.read_text().splitlines() == [
        "-qq update",
        "-qq install -y --no-install-recommends openjdk-17-jre-headless maven",
    ]


@pytest.mark.parametrize("version", ["1.8.0_402", "11.0.22"])
def test_an_old_java_is_not_enough(machine: Machine, version: str) -> None:
    machine.has_apt()
    machine.has("java", JAVA.format(version))
    machine.has("mvn")
    assert machine.run().returncode == 0
    assert "install" in machine.log.read_text()


def test_a_release_without_this_java_gets_its_own(machine: Machine) -> None:
    machine.has_apt(installs="21.0.2")
    machine.has("apt-cache", "exit 100")
    assert machine.run().returncode == 0
    assert "default-jre-headless maven" in machine.log.read_text()


def test_sudo_that_asks_no_password_is_used(machine: Machine) -> None:
    machine.has_apt()
    machine.has("id", "echo 1000")
    machine.has("sudo", '[ "$1" = -n ] && shift; exec env "$@"')
    machine.has("true")
    assert machine.run().returncode == 0
    assert "install -y" in machine.log.read_text()


def test_without_rights_it_says_what_to_type(machine: Machine) -> None:
    machine.has_apt()
    machine.has("id", "echo 1000")
    done = machine.run()
    assert done.returncode == 1
    assert "sudo apt-get install openjdk-17-jre-headless maven" in done.stderr
    assert machine.log.read_text() == ""


@pytest.mark.parametrize(
    ("manager", "advice"),
    [("dnf", "sudo dnf install java-17-openjdk-headless maven"), ("brew", "brew install openjdk@17 maven")],
)
def test_other_package_managers_get_a_hint(machine: Machine, manager: str, advice: str) -> None:
    machine.has(manager)
    done = machine.run()
    assert done.returncode == 1
    assert advice in done.stderr
    assert "NEO4J_URI" in done.stderr


def test_a_machine_without_any_is_told_what_is_needed(machine: Machine) -> None:
    done = machine.run()
    assert done.returncode == 1
    assert "Java 17 or newer and Maven" in done.stderr
    assert "a Docker engine that answers" in done.stderr


def test_a_failed_installation_is_a_failure(machine: Machine) -> None:
    machine.has("apt-get", "echo 'E: Unable to fetch' >&2; exit 100")
    done = machine.run()
    assert done.returncode == 1
    assert "E: Unable to fetch" in done.stderr
    assert "apt-get update failed" in done.stderr


def test_an_old_java_in_front_of_the_installed_one_is_named(machine: Machine) -> None:
    machine.has_apt(installs="11.0.22")
    done = machine.run()
    assert done.returncode == 1
    assert "java 11 is first on the PATH" in done.stderr
