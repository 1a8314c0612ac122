"""A `kith ingest` that is killed is run again, and the network is as if nobody had killed it."""

import random
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from tests.e2e.shell import Kith
from tests.factories.people_file import company, write

PEOPLE = 3_000
KILLS = 3


def test_a_killed_ingest_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    people = write(tmp_path / "people.csv", company(PEOPLE))
    (tmp_path / "secret").write_text("5e" * 32)
    calm = Kith(tmp_path, "calm").having(
        KITH_HOME_ORGANIZATION="Acme", KITH_SECRET_FILE=str(tmp_path / "secret")
    )
    began = time.monotonic()
    undisturbed = calm("ingest", "people", people, "--json")
    took = time.monotonic() - began

    killed = replace(calm, data="killed")
    chance = random.Random(7)
    for _ in range(KILLS):
        with killed.started("ingest", "people", people) as process:
            try:
                process.wait(took * chance.uniform(0.2, 0.9))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            process.communicate()
    again = killed("ingest", "people", people, "--json")
    assert again.code == undisturbed.code
    assert again.json["read"] == undisturbed.json["read"] > 0
    assert again.json["quarantined"] == undisturbed.json["quarantined"]
    ours, theirs = killed.facts(), calm.facts()
    assert {key: record for key, (record, _) in ours.items()} == {
        key: record for key, (record, _) in theirs.items()
    }
    assert killed("ingest", "people", people, "--json").json["new"] == 0
