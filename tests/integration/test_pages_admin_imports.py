"""Bringing files in by the browser: looked at first, then taken in; what is no file for us is told so."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from threading import Event

import pytest

from graph.model import Job, Person, Tie
from graph.uploads import UploadFolder
from ingest.result import Result
from ingest.source import BadSource, Source
from ingest.uploaded import Importer
from queries.network import Network
from tests.factories import records as make
from tests.factories.asking import key, staff
from tests.factories.browsing import Browser
from tests.factories.network import address_of, network_of
from tests.factories.uploads import CONNECTIONS, PEOPLE, put, uploads
from tests.integration.test_uploads import ended, left

BASE = "/admin/imports"
HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def folder(tmp_path: Path) -> UploadFolder:
    return uploads(tmp_path)


@pytest.fixture
def network(folder: UploadFolder) -> Network:
    made = network_of([*staff(bob="employee"), *map(address_of, ("ada", "bob"))])
    return replace(made, uploads=folder)


@pytest.fixture
def admin(network: Network) -> Browser:
    browser = Browser(network, "ada=network_admin", "bob").sign_in()
    browser.get(BASE)
    return browser


def people(network: Network) -> set[str]:
    return {stored.record.name for stored in network.store.scan(Person).records}


def test_a_file_is_looked_at_and_then_taken_in(network: Network, admin: Browser) -> None:
    text = admin.upload(BASE, "people.csv", PEOPLE, kind="people")
    assert admin.page.url.path == f"{BASE}/preview"
    for words in ("Nothing has been taken in yet", "What would wait in quarantine", "Line 3", "rows read"):
        assert words in text
    assert "Gil Grau" not in people(network)
    text = admin.send(f"{BASE}/start")
    assert admin.page.url.path.startswith(f"{BASE}/job:")
    assert ended(network).state == "done"
    assert "Gil Grau" in people(network)
    assert "1 to mend" in admin.get(BASE)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Files are looked at when it is set, and not before."""
    go, tried = Event(), Importer.tried

    def held(self: Importer, source: Source, most: int = 0) -> Result:
        assert go.wait(60)
        return tried(self, source, most)

    monkeypatch.setattr(Importer, "tried", held)
    yield go
    go.set()


def test_the_page_does_not_wait_for_a_long_file_and_leads_to_what_would_come_of_it(
    held: Event, admin: Browser
) -> None:
    form = {n: v for n, v in admin.forms(BASE)[0].values.items() if n != "file"} | {"kind": "people"}
    for _ in range(2):  # the second while the first is looked at still
        admin.page = admin.client.post(BASE, data=form, files={"file": ("people.csv", PEOPLE)})
        assert admin.status == 200
        assert "It is being looked at" in admin.text
        assert f'<a href="?{escape(admin.page.url.query.decode())}">Look again</a>' in admin.text
        assert "progress.js" in admin.text
    held.set()
    assert "This is what would come of it" in admin.looked()


def test_what_breaks_while_a_file_is_looked_at_is_told_to_who_looks_again(
    admin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Importer, source: Source, most: int = 0) -> Result:
        raise BadSource("people.csv", 0, "the disk is worn out")

    monkeypatch.setattr(Importer, "tried", broken)
    assert "the disk is worn out" in admin.upload(BASE, "people.csv", PEOPLE, kind="people")
    assert admin.status == 422


def test_what_would_come_of_a_file_is_for_who_sent_it(
    held: Event, network: Network, folder: UploadFolder
) -> None:
    put(folder, "sample-of-people", key("ada"), "ties.csv", "person_a,person_b,kind\n")
    where = "/my-imports/preview?upload=sample-of-people&kind=my-ties"
    ada, bob = (Browser(network, name).sign_in() for name in ("ada", "bob"))
    assert "It is being looked at" in ada.client.get(where).text
    held.set()
    assert "no row in it that could be read" in ada.get(where)
    assert "This file is not here any more" in bob.get(where)


def test_of_a_long_file_the_first_rows_are_looked_at_and_all_are_taken_in(
    network: Network, admin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"{n},Gil Grau{n},gil{n}@home.example,{99 - n}" for n in range(20, 80)]
    table = "\n".join(["employee_id,name,email,manager_id", *rows, "80,Hal Hell,no address,20\n"])
    monkeypatch.setattr("web.admin.imports.preview.LOOKED_AT", 10)
    text = admin.upload(BASE, "people.csv", table, kind="people")
    assert "only its first 10 rows were looked at" in text
    assert "What would wait in quarantine" not in text  # not even for those whose manager stands further down
    monkeypatch.setattr("web.admin.imports.preview.LOOKED_AT", 61)
    assert "long file" not in admin.get(str(admin.page.url))
    admin.send(f"{BASE}/start")
    job = ended(network)
    assert (job.read, job.new, job.quarantined) == (61, 60, 1)


def test_taken_in_twice_it_is_taken_in_once(network: Network, admin: Browser) -> None:
    admin.upload(BASE, "people.csv", PEOPLE, kind="people")
    form = admin.forms(f"{BASE}/start")[0].values
    told = {admin.client.post(f"{BASE}/start", data=form).url.path for _ in range(2)}
    ended(network)
    assert len(told) == len(list(network.store.scan(Job).records)) == 1
    assert "has been taken in already" in admin.get(str(admin.page.url))


def test_a_table_of_another_system_is_read_with_other_names(network: Network, admin: Browser) -> None:
    text = admin.upload(BASE, "hr.csv", 'EmpID,Who,Began\n7,"Hall, Ida",03/28/2019\n', kind="people")
    assert admin.status == 422
    assert "columns expected and not found" in text
    assert "The columns are called otherwise" in text
    named = {"column-employee_id": "EmpID", "column-name": "Who", "column-start_date": "Began"}
    more = named | {"dates": "%m/%d/%Y", "last_first": "yes"}
    asked = dict(admin.page.url.params) | more
    admin.page = admin.client.get(f"{BASE}/preview", params=asked)
    assert 'value="EmpID"' in admin.text
    admin.send(f"{BASE}/start")
    ended(network)
    assert "Ida Hall" in people(network)


@pytest.mark.parametrize(
    ("name", "content", "kind", "status", "says"),
    [
        ("", b"", "people", 422, "Choose a file."),
        ("people.csv", b"a", "", 422, "Say what the file is."),
        ("people.csv", b"a", "payroll", 422, "Say what the file is."),
        ("people.csv", b"", "people", 422, "This file is empty."),
        ("people.xlsx", b"PK", "people", 415, "This is no table"),
        ("people", b"x", "people", 415, "A folder cannot be sent"),
        ("ties.csv", b"colour,shape\n1,2\n", "ties", 422, "columns expected and not found"),
        ("ties.csv", b"a" * 300_000, "ties", 422, "columns expected and not found"),
        ("people.csv", bytes(range(256)), "people", 422, "NUL byte"),
        ("people.csv", b"PK\x03\x04 and more", "people", 422, "export it as CSV"),
        ("export.zip", b"no archive", "my-linkedin", 422, 'role="alert"'),
    ],
)
def test_what_is_no_file_for_us_is_told_so(
    network: Network, admin: Browser, name: str, content: bytes, kind: str, status: int, says: str
) -> None:
    text = admin.upload(BASE, name, content, kind=kind)
    assert (admin.status, says in text) == (status, True)
    assert list(network.store.scan(Job).records) == []


def test_a_bomb_and_what_is_too_large_are_refused(network: Network, admin: Browser) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", b"0" * 50_000_000)
    assert "times larger" in admin.upload(BASE, "export.zip", bomb.getvalue(), kind="my-linkedin")
    admin.get(BASE)
    form = admin.forms(BASE)[0].values | {"kind": "people"}
    answer = admin.client.post(
        BASE, data=form, files={"file": ("a.csv", b"x")}, headers={"content-length": "600000000"}
    )
    assert (answer.status_code, "too large" in answer.text) == (413, True)
    assert len(left(network)) == 1


@pytest.mark.parametrize("token", ["", "0" * 48])
def test_nothing_is_kept_of_a_form_that_is_not_ours(network: Network, admin: Browser, token: str) -> None:
    admin.upload(BASE, "people.csv", PEOPLE, kind="people", form=token)
    assert (admin.status, left(network)) == (403, [])
    admin.get(BASE)
    form = admin.forms(BASE)[0].values
    behind = [("file", ("people.csv", PEOPLE)), ("form", (None, form["form"])), ("kind", (None, "people"))]
    assert admin.client.post(BASE, files=behind).status_code == 403
    admin.client.cookies.clear()
    assert admin.client.post(BASE, data=form, files={"file": ("a.csv", PEOPLE)}).status_code == 200
    assert left(network) == []


def test_one_brings_in_ones_own_and_it_is_private(network: Network) -> None:
    bob = Browser(network, "bob", "ada=network_admin").sign_in()
    assert "/my-imports" in bob.get("/about-me")
    assert "From the company" not in bob.get("/my-imports")
    text = bob.upload("/my-imports", "Connections.csv", CONNECTIONS, kind="my-linkedin")
    assert "Share it with the company" in text
    bob.send("/my-imports/start")
    assert ended(network).contributor == key("bob")
    assert [stored.record.contributor for stored in network.store.scan(Tie).records] == [key("bob")]
    assert "LinkedIn export" in bob.get("/my-imports")
    ada = bob.sign_in(1)
    assert "LinkedIn export</a>" not in ada.get(BASE)
    assert "Imports" in ada.get("/my-imports")
    assert ada.page.url.path == BASE


def test_who_does_not_run_the_network_brings_in_nothing_for_it(
    network: Network, folder: UploadFolder
) -> None:
    put(folder, "sample-of-people", key("bob"), "people.csv", PEOPLE)
    bob = Browser(network, "bob").sign_in()
    bob.get("/my-imports")
    bob.upload("/my-imports", "people.csv", PEOPLE, kind="people")
    assert (bob.status, "Say what the file is." in bob.text) == (422, True)
    for kind in ("people", "tours"):
        bob.get(f"/my-imports/preview?upload=sample-of-people&kind={kind}")
        assert bob.status == 404
    bob.get("/my-imports")
    form = bob.forms("/my-imports")[0].values
    assert bob.client.post(BASE, data=form, files={"file": ("a.csv", PEOPLE)}).status_code == 404
    assert len(left(network)) == 1


def test_what_a_name_or_a_file_says_is_shown_as_text(network: Network, admin: Browser) -> None:
    header = f"employee_id,name,email\n1,{HOSTILE.replace(',', '')},{HOSTILE}\n"
    text = admin.upload(BASE, f"{HOSTILE}.csv", header, kind="people")
    assert "<script>alert" not in text
    assert "<img" not in text
    admin.send(f"{BASE}/start")
    ended(network)
    text = admin.get(str(admin.page.url.path))
    assert "&lt;script&gt;alert" in text
    assert "<img" not in text


def test_a_running_import_says_how_far_it_is_and_is_stopped(network: Network, admin: Browser) -> None:
    network.store.apply([make.job("runs", read=1_234, lease_until="2024-06-02T00:00:00Z")])
    text = admin.get(f"{BASE}/job:runs")
    for words in ("Running", "1,234", "Look how far it is", "progress.js"):
        assert words in text
    assert '"read":1234' in admin.get(f"{BASE}/job:runs/progress")
    assert "is running" in admin.get("/admin")
    admin.get(f"{BASE}/job:runs")
    assert "It stops behind" in admin.send(f"{BASE}/job:runs/cancel")
    for page in ("/job:other", "/job:other/progress", "/person:ada"):
        admin.get(f"{BASE}{page}")
        assert admin.status == 404


def test_a_session_that_ended_keeps_what_was_chosen(network: Network, admin: Browser) -> None:
    form = admin.forms(BASE)[0].values | {"kind": "tours"}
    form.pop("file")
    admin.client.cookies.clear()
    admin.page = admin.client.post(
        BASE, data=form, files={"file": ("a.csv", PEOPLE)}, headers={"sec-fetch-site": "same-origin"}
    )
    assert (admin.status, "nothing is lost" in admin.text) == (401, True)
    admin.send("/sign-in", person="0")
    admin.send(BASE)
    assert "Choose a file." in admin.text
    assert 'value="tours" checked' in admin.text
