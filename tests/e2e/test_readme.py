"""The README's commands, run as they stand there by the shell that a reader would use."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.e2e.shell import KITH, NOW, PATIENCE_S, Kith
from tests.factories.git_history import DAY, Made, make_repository

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()

NOW_S = int(datetime.fromisoformat(f"{NOW}T12:00:00+00:00").timestamp()) - DAY

PEOPLE = """\
employee_id,name,email,title,start_date,end_date
1,Ada Lind,ada@example.com,Engineer,2019-01-01,
2,Bo Marsh,bo@example.com,Engineer,2019-01-01,
"""
CONNECTIONS = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Grace,Hop,https://www.linkedin.com/in/grace-hop,grace@example.org,Example Org,Admiral,05 Mar 2021
"""


def blocks(heading: str) -> list[str]:
    """The indented blocks of commands in the section behind `heading`."""
    section = README[README.index(f"## {heading}") :].split("\n## ")[0]
    found: list[list[str]] = [[]]
    for line in section.splitlines():
        if line.startswith("    "):
            found[-1].append(line.removeprefix("    "))
        elif found[-1] and line:
            found.append([])
    return ["\n".join(lines) for lines in found if lines]


@pytest.fixture
def reader(tmp_path: Path) -> Kith:
    """A folder with what the README's commands read; the clone's own environment is on the path."""
    folder = tmp_path / "clone"
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "activate").write_text(f'PATH="{KITH.parent}:$PATH"\n')
    kith = Kith(folder)
    kith.write("people.csv", PEOPLE)
    kith.write("Connections.csv", CONNECTIONS)
    commits = [
        Made(author, NOW_S, {f"src/billing/{n}.py": "1"}, "kubernetes for billing")
        for n, author in enumerate(("Ada Lind <ada@example.com>", "Bo Marsh <bo@example.com>"))
    ]
    make_repository(tmp_path / "product", commits)
    return kith


def in_shell(kith: Kith, script: str) -> str:
    """What a shell prints that stops at the first command that fails."""
    done = subprocess.run(
        ["sh", "-euc", script],
        cwd=kith.folder,
        env=kith.environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done
    return done.stdout


def test_the_first_questions_are_answered(reader: Kith) -> None:
    said = in_shell(reader, blocks("Ask your own network")[0])
    assert said.count("Ada Lind") >= 2
    assert "Grace Hop" in said


def test_the_api_answers_what_the_readme_asks(reader: Kith) -> None:
    first, asked = blocks("Ask your own network")[0], blocks("Ask over GraphQL")[0]
    port = free_port()
    script = asked.replace(":8000", f":{port}").replace("kith serve &", "kith serve & SERVED=$!", 1)
    said = in_shell(
        reader.having(KITH_PORT=str(port)), f"{first}\n{script}\nkill -TERM $SERVED; wait $SERVED"
    )
    assert '"name":"Bo Marsh"' in said


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def heard() -> None:
    """Ctrl-C is heard, as at a terminal: what runs in the background is started deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_the_demo_answers_both_questions_and_then_serves(tmp_path: Path) -> None:
    (tmp_path / "sample").symlink_to(ROOT / "sample")
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    environment = {"PATH": os.environ["PATH"], "KITH_NOW": NOW, "KITH_PORT": str(free_port())}
    command = ["sh", "sample/demo.sh", ".venv/bin", "60", "1"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=heard,
    ) as demo:
        try:
            said = ""
            began = time.monotonic()
            assert demo.stdout is not None
            for line in demo.stdout:
                said += line
                if "127.0.0.1" in line and "http" in line:
                    break
                assert time.monotonic() - began < PATIENCE_S, said
            demo.send_signal(signal.SIGINT)
            demo.wait(PATIENCE_S)
        finally:
            demo.kill()
    assert "$ kith who-knows" in said, said
    assert "$ kith paths" in said, said
