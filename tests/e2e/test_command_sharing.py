"""Several processes and one data folder: a service that runs while others write, and who is stopped."""

import json
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.e2e.shell import PATIENCE_S, Kith

QUESTION = "query ($about: String!) { whoKnows(about: $about, first: 5) { edges { node { name } } } }"
SKILL = "person,skill,kind,by,date,text,link\n2,Rust,declared,,2026-01-01,,\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, token: str, about: str) -> list[str]:
    body = json.dumps({"query": QUESTION, "variables": {"about": about}}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, headers)
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer
    return [edge["node"]["name"] for edge in answer["data"]["whoKnows"]["edges"]]


def wait_until_it_listens(process: subprocess.Popen[str], port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("the service does not listen")


@contextmanager
def serving(kith: Kith, *more: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    with kith.started("serve", "--port", port, *more) as process:
        wait_until_it_listens(process, port)
        yield process, port


@pytest.mark.parametrize(("workers", "stop"), [(1, signal.SIGTERM), (2, signal.SIGINT)])
def test_a_service_answers_with_what_another_process_wrote(
    acme: Kith, workers: int, stop: signal.Signals
) -> None:
    token = acme.well("token", "--as", "1").out.splitlines()[-1]
    with serving(acme, "--workers", str(workers)) as (process, port):
        assert ask(port, token, "Rust") == []
        acme.well("ingest", "skills", acme.write("skills.csv", SKILL))
        for _ in range(workers * 3):
            assert ask(port, token, "Rust") == ["Bo Marsh"]
        taken = acme("serve", "--port", port) if workers == 1 else None
        assert taken is None or (taken.code, f"127.0.0.1:{port}" in taken.err.splitlines()[-1]) == (3, True)
        process.send_signal(stop)
        _, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0, err
        assert "Traceback" not in err


def test_two_ingests_at_once_take_turns(acme: Kith) -> None:
    heads = "person_a,person_b,kind,since,until,strength\n"
    acme.write("one.csv", heads + "1,2,colleague,2020,,0.5\n1,3,colleague,2020,,0.5\n")
    acme.write("other.csv", heads + "1,2,friend,2021,,0.7\n2,3,friend,2021,,0.7\n")
    with (
        acme.started("ingest", "ties", "one.csv", "--json") as one,
        acme.started("ingest", "ties", "other.csv", "--json") as other,
    ):
        answers = [process.communicate(timeout=PATIENCE_S) for process in (one, other)]
        assert (one.returncode, other.returncode) == (0, 0), answers
    assert [json.loads(out)["new"] for out, _ in answers] == [2, 2]
    jobs = acme.well("jobs", "--json").json["jobs"]
    assert [job["state"] for job in jobs] == ["done"] * 3
