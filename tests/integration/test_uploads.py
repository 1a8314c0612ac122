"""Files sent to the service: taken in as a form, imported in a thread, and gone afterwards."""

import io
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.act import Act
from actions.erase import erase
from api.app import ApiLimits
from api.importing import start_import
from graph.keys import Key
from graph.model import Job, Person
from graph.uploads import UploadFolder, plain_name
from policy.viewer import Viewer
from queries.network import Network
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key, staff
from tests.factories.network import address_of, network_of
from tests.factories.uploads import CONNECTIONS, PEOPLE, put, uploads

ADMIN = ("network_admin",)


@pytest.fixture
def folder(tmp_path: Path) -> UploadFolder:
    return uploads(tmp_path)


@pytest.fixture
def network(folder: UploadFolder) -> Network:
    made = network_of([*staff(bob="employee"), *map(address_of, ("ada", "bob"))])
    return replace(made, uploads=folder)


def sends(
    asking: Asking, text: str | bytes = PEOPLE, name: str = "people.csv", as_: str = "ada", **more: Any
) -> Any:
    headers = asking.headers(as_) | more.pop("headers", {})
    return asking.client.post("/uploads", files={"file": (name, text)}, headers=headers, **more)


def starts(asking: Asking, upload: str, format_: str = "PEOPLE", more: str = "", **who: Any) -> Any:
    document = f"""mutation {{ startImport(input: {{idempotencyKey: "i", upload: "{upload}",
        format: {format_}, {more}}}) {{ ... on ImportStarted {{ job {{ id state source }} tried {{ read new
        quarantined
        problems {{ line reason }} }} }} ... on Refusal {{ code field message }} }} }}"""
    return asking.ask(document, **({"roles": ADMIN} | who))["startImport"]


def ended(network: Network) -> Job:
    for _ in range(500):
        jobs = [stored.record for stored in network.store.scan(Job).records]
        if jobs and all(job.state != "running" for job in jobs) and not left(network):
            return jobs[-1]
        time.sleep(0.01)
    raise AssertionError("the import did not end")


def left(network: Network) -> list[Path]:
    assert network.uploads is not None
    return [one for one in network.uploads.folder.rglob("*") if one.is_file() and one.name[0] != "."]


def test_a_file_is_sent_tried_imported_and_gone(network: Network) -> None:
    asking = Asking(network)
    sent = sends(asking)
    assert sent.status_code == 201
    upload = sent.json()["upload"]
    tried = starts(asking, upload, more="dryRun: true")["tried"]
    assert (tried["read"], tried["new"], tried["quarantined"]) == (3, 2, 1)
    assert tried["problems"][0]["line"] == 3
    assert len(left(network)) == 1
    job = starts(asking, upload)["job"]
    assert job["source"] == "hr"
    assert ended(network).state == "done"
    assert {"Gil Grau"} <= {stored.record.name for stored in network.store.scan(Person).records}
    again = starts(asking, upload)["job"]
    assert again["id"] == job["id"]
    listed = asking.ask("{ importJobs { edges { node { id new } } } }", roles=ADMIN)["importJobs"]["edges"]
    assert listed == [{"node": {"id": job["id"], "new": 2}}]


def test_ones_own_connections_are_private_to_who_sent_them(network: Network) -> None:
    asking = Asking(network)
    upload = sends(asking, CONNECTIONS, "Connections.csv", "bob").json()["upload"]
    assert starts(asking, upload, "LINKEDIN", as_="bob", roles=())["job"]
    assert ended(network).contributor == key("bob")
    found = '{ people(search: "flo") { edges { node { name } } } }'
    assert asking.ask(found, "bob")["people"]["edges"] == [{"node": {"name": "Flo Frost"}}]
    assert asking.ask(found, "ada", roles=ADMIN)["people"]["edges"] == []


@pytest.mark.parametrize(
    ("upload", "format_", "who", "code"),
    [
        ("sample-of-people", "PEOPLE", {"roles": ()}, "NOT_ALLOWED"),
        ("sample-of-people", "PEOPLE", {"as_": "bob"}, "NOT_FOUND"),
        ("sample-of-nothing-", "PEOPLE", {}, "NOT_FOUND"),
        ("../sample-of-people", "PEOPLE", {}, "NOT_FOUND"),
        ("sample-of-people", "LINKEDIN", {}, "BAD_INPUT"),
        ("sample-of-people", "TIES", {}, "BAD_INPUT"),
    ],
)
def test_what_is_not_theirs_or_something_else_is_refused(
    network: Network, folder: UploadFolder, upload: str, format_: str, who: dict[str, Any], code: str
) -> None:
    put(folder, "sample-of-people", key("ada"), "people.csv", PEOPLE)
    assert starts(Asking(network), upload, format_, **who)["code"] == code
    assert list(network.store.scan(Job).records) == []


def test_a_bomb_is_no_export(network: Network) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", b"0" * 50_000_000)
    asking = Asking(network)
    upload = sends(asking, bomb.getvalue(), "export.zip").json()["upload"]
    assert starts(asking, upload, "LINKEDIN")["code"] == "BAD_INPUT"


def test_who_sends_nothing_good_is_told_so_and_nothing_stays(network: Network) -> None:
    asking = Asking(network, ApiLimits(upload=1_000))
    assert sends(asking, "x" * 2_000).status_code == 413
    assert sends(asking, "x" * 200_000).status_code == 413
    assert sends(asking, name="people.exe").status_code == 415
    assert asking.client.post("/uploads", files={"file": ("a.csv", "x")}).status_code == 401
    assert sends(asking, as_="stranger").status_code == 403
    plain = asking.headers() | {"Content-Type": "text/csv"}
    assert asking.client.post("/uploads", content=b"x", headers=plain).status_code == 415
    form = asking.headers() | {"Content-Type": "multipart/form-data; boundary=b"}
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    for broken in (b"", b"--b\r\n\r\n", head + b"text", head + b"text\r\n--b\r\nanother", b"x" * 20_000):
        assert asking.client.post("/uploads", content=broken, headers=form).status_code == 400
    assert asking.client.post("/uploads", content=head + b"\r\n--b--\r\n", headers=form).status_code == 201
    assert [one.read_text() for one in left(network)] == [""]


def test_what_waits_too_long_goes_and_so_does_everything_with_an_erasure(
    network: Network, folder: UploadFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ada", "bob"):
        put(folder, f"sample-of-people-{name}", key(name), "people.csv", PEOPLE)
    erase(network, key("bob"))
    assert left(network) == []
    put(folder, "sample-of-people-ada", key("ada"), "people.csv", PEOPLE)
    monkeypatch.setattr("graph.uploads.LONGEST_S", -1.0)
    folder.clear()
    assert left(network) == []


def test_an_import_that_runs_is_asked_to_stop_by_who_sees_it(network: Network) -> None:
    network.store.apply([make.job("runs", lease_until="2024-06-02T00:00:00Z")])
    stop = 'mutation { cancelImport(input: {idempotencyKey: "c", job: "job:runs"}) { __typename ... on Refusal { code } } }'  # noqa: E501
    asking = Asking(network)
    assert asking.ask(stop, "bob")["cancelImport"]["code"] == "NOT_FOUND"
    assert asking.ask(stop, roles=ADMIN)["cancelImport"]["__typename"] == "ImportJob"
    found = network.store.fetch([Key("job:runs")]).found[Key("job:runs")].record
    assert isinstance(found, Job)
    assert found.cancel_asked


def test_refused_rows_are_tried_again_in_place(network: Network, folder: UploadFolder) -> None:
    text = "person,skill,kind\nnew@home.example,python,declared\n"
    put(folder, "sample-of-skills", key("ada"), "skills.csv", text)
    asking = Asking(network)
    job = starts(asking, "sample-of-skills", "SKILLS")["job"]["id"]
    assert ended(network).quarantined == 1
    value = "new@home.example"
    made = replace(address_of("bob"), key=network.keys.key("identifier", "email", value), value=value)
    network.store.apply([made])
    again = f'mutation {{ retryQuarantined(input: {{idempotencyKey: "r", job: "{job}"}}) {{ ... on ImportJob {{ new quarantined }} }} }}'  # noqa: E501
    assert asking.ask(again, roles=ADMIN)["retryQuarantined"] == {"new": 1, "quarantined": 0}


def test_two_who_start_the_same_file_start_it_once(network: Network, folder: UploadFolder) -> None:
    put(folder, "sample-of-people", key("ada"), "people.csv", PEOPLE)
    viewer = Viewer(key("ada"), frozenset(ADMIN))
    jobs = {
        start_import(
            Act(network, viewer, once), "sample-of-people", "people", None, (False, False, False, None, {})
        ).key  # type: ignore[union-attr]
        for once in ("1", "2")
    }
    assert len(jobs) == 1
    ended(network)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("people.csv", "people.csv"),
        ("../../etc/passwd", "passwd"),
        (r"C:\\x\\Connections.csv", "Connections.csv"),
        (".owner", "owner"),
        ("", "file"),
        ("a\0b\n.csv", "a_b_.csv"),
        ("x" * 300 + ".csv", "x" * 100 + ".csv"),
    ],
)
def test_a_name_is_a_name_and_no_path(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_an_import_whose_process_has_gone_is_taken_up_with_the_same_file(
    network: Network, folder: UploadFolder
) -> None:
    put(folder, "sample-of-people", key("ada"), "people.csv", PEOPLE)
    asking = Asking(network)
    first = starts(asking, "sample-of-people")["job"]["id"]
    ended(network)
    job = network.store.fetch([Key(first)]).found[Key(first)].record
    assert isinstance(job, Job)
    network.store.apply([replace(job, state="running", lease_until="2024-05-01T00:00:00Z", ended="")])
    (folder.folder / "sample-of-people" / "people.csv").write_text(PEOPLE)
    assert starts(asking, "sample-of-people")["job"]["id"] == first
    assert ended(network).state == "done"
