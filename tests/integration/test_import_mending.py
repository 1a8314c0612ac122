"""What a file names otherwise is said on reading it in; what could not be taken in is mended in place."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.model import Job, Person, Quarantined
from graph.uploads import UploadFolder
from queries.network import Network
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key, staff
from tests.factories.network import address_of, network_of
from tests.factories.uploads import PEOPLE, put, uploads
from tests.integration.test_uploads import ADMIN, ended, starts

MAPPING = """options: {mapping: {columns: [{field: "employee_id", column: "EmpID"}, {field: "name",
    column: "Who"}, {field: "start_date", column: "Began"}], dates: ["%m/%d/%Y"], lastFirst: true}}"""


@pytest.fixture
def folder(tmp_path: Path) -> UploadFolder:
    return uploads(tmp_path)


@pytest.fixture
def network(folder: UploadFolder) -> Network:
    people = [*staff(bob="employee"), *map(address_of, ("ada", "bob"))]
    skills = [
        make.skill("programming", scheme="esco"),
        make.skill("python", scheme="esco", broader=(make.key("skill", "programming"),)),
    ]
    return replace(network_of([*people, *skills]), uploads=folder)


@pytest.fixture
def asking(network: Network) -> Asking:
    return Asking(network)


def refused_row(asking: Asking, network: Network, folder: UploadFolder) -> tuple[str, str]:
    """The job and the record of a row that could not be taken in."""
    put(folder, "sample-of-people", key("ada"), "people.csv", PEOPLE)
    job = starts(asking, "sample-of-people")["job"]["id"]
    ended(network)
    (record,) = (stored.record for stored in network.store.scan(Quarantined).records)
    return job, record.key


def mends(asking: Asking, job: str, record: str, columns: dict[str, str], **who: Any) -> Any:
    values = ", ".join(f"{{name: {json.dumps(n)}, value: {json.dumps(v)}}}" for n, v in columns.items())
    document = f"""mutation {{ retryQuarantined(input: {{idempotencyKey: "m", job: "{job}",
        row: {{record: "{record}", columns: [{values}]}}}}) {{
        ... on ImportJob {{ new quarantined }} ... on Refusal {{ code field message }} }} }}"""
    return asking.ask(document, **({"roles": ADMIN} | who))["retryQuarantined"]


def waiting(network: Network) -> list[Quarantined]:
    return [stored.record for stored in network.store.scan(Quarantined).records]


def test_a_row_is_taken_in_with_other_values(asking: Asking, network: Network, folder: UploadFolder) -> None:
    job, record = refused_row(asking, network, folder)
    assert mends(asking, job, record, {"email": "hal@home.example"}) == {"new": 3, "quarantined": 0}
    assert waiting(network) == []
    assert "Hal Hell" in {stored.record.name for stored in network.store.scan(Person).records}
    again = mends(asking, job, record, {"email": "hal@home.example"})
    assert again["code"] == "NOT_FOUND"


def test_a_row_that_is_still_wrong_is_refused_and_stays_as_it_was(
    asking: Asking, network: Network, folder: UploadFolder
) -> None:
    job, record = refused_row(asking, network, folder)
    before = waiting(network)
    refusal = mends(asking, job, record, {"email": "still none"})
    assert (refusal["code"], refusal["field"]) == ("BAD_INPUT", "email")
    assert "still none" in refusal["message"]
    assert waiting(network) == before


@pytest.mark.parametrize(
    ("change", "who", "code"),
    [
        ({}, {"as_": "bob", "roles": ()}, "NOT_FOUND"),
        ({"job": "job:other"}, {}, "NOT_FOUND"),
        ({"record": "quarantined:other"}, {}, "NOT_FOUND"),
        ({"record": "person:bob"}, {}, "NOT_FOUND"),
        ({"columns": {"salary": "1"}}, {}, "NOT_NOW"),
    ],
)
def test_only_what_waits_there_is_mended_and_by_who_sees_it(
    asking: Asking,
    network: Network,
    folder: UploadFolder,
    change: dict[str, Any],
    who: dict[str, Any],
    code: str,
) -> None:
    job, record = refused_row(asking, network, folder)
    given = {"job": job, "record": record, "columns": {"email": "hal@home.example"}} | change
    assert mends(asking, **given, **who)["code"] == code
    assert len(waiting(network)) == 1


def test_a_table_of_another_system_is_read_with_a_mapping(
    asking: Asking, network: Network, folder: UploadFolder
) -> None:
    text = "EmpID,Who,Began,Pay\n7,'Hall, Ida',03/28/2019,1\n".replace("'", '"')
    put(folder, "sample-of-people", key("ada"), "hr.csv", text)
    assert starts(asking, "sample-of-people", more="dryRun: true")["code"] == "BAD_INPUT"
    wrong = MAPPING.replace("%m/%d/%Y", "%m/%d")
    assert "has no year" in starts(asking, "sample-of-people", more=wrong)["message"]
    assert starts(asking, "sample-of-people", more=MAPPING)["job"]
    assert ended(network).new == 1
    assert "Ida Hall" in {stored.record.name for stored in network.store.scan(Person).records}


def test_one_import_is_asked_for_by_its_id(asking: Asking, network: Network) -> None:
    network.store.apply([make.job("first"), make.job("second")])
    asked = '{ importJobs(job: "%s") { edges { node { id } } } }'
    for job, found in (("job:second", ["job:second"]), ("job:third", []), ("person:ada", [])):
        edges = asking.ask(asked % job, roles=ADMIN)["importJobs"]["edges"]
        assert [edge["node"]["id"] for edge in edges] == found
    assert asking.ask(asked % "job:second", "bob")["importJobs"]["edges"] == []
    assert all(isinstance(stored.record, Job) for stored in network.store.scan(Job).records)


def test_a_skill_leads_down_as_well_as_up(asking: Asking) -> None:
    edges = asking.ask(
        '{ skills(search: "pro") { edges { node { narrower { label broader { label } } } } } }'
    )
    python = {"label": "python", "broader": [{"label": "programming"}]}
    assert edges["skills"]["edges"] == [{"node": {"narrower": [python]}}]
