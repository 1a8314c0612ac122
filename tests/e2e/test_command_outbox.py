"""`kith outbox` and `kith webhooks` as processes: also one that is killed while it sends."""

import sqlite3
import subprocess
import time
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path

from actions.notices import MAIL, notice
from graph.dates import iso
from graph.keys import Key
from graph.model import Identifier, Preference
from service.opening import open_service
from service.settings import Settings
from tests.e2e.shell import KITH, NOW, PATIENCE_S, Kith
from tests.e2e.test_command_sharing import serving
from tests.servers.smtp import MailServer, mail_server

START = datetime.fromisoformat(f"{NOW}T00:00:00+00:00")
CONTACTS = "at,from,to,kind\n2026-10-01T10:00:00Z,ada@acme.example,Xan Yew <xan@example.org>,mail\n"
ROWS = "employee_id,name,email,start_date,end_date\n"


def tell(kith: Kith, email: str) -> None:
    """Write what the person with this address is to be told, as an action would."""
    service = open_service(Settings(data=kith.path, now=NOW))
    try:
        key = service.network.keys.key(Identifier.KIND, "email", email)
        identifier = service.store.fetch([key]).found[key].record
        assert isinstance(identifier, Identifier)
        service.store.apply([notice(service.network, identifier.person, "rights_done", "", START, MAIL)])
    finally:
        service.close()


def mailing(kith: Kith, server: MailServer) -> Kith:
    return kith.having(
        KITH_SMTP_HOST="127.0.0.1",
        KITH_SMTP_PORT=str(server.port),
        KITH_SMTP_SECURITY="none",
        KITH_MAIL_FROM="kith@acme.example",
        KITH_PUBLIC_URL="https://kith.acme.example",
    )


def test_what_waits_is_listed_without_names_and_sent_when_asked(acme: Kith, tmp_path: Path) -> None:
    assert acme.well("outbox", "--json").json == {"waiting": []}
    tell(acme, "ada@acme.example")
    tell(acme, "bo@acme.example")
    (waits,) = acme.well("outbox", "--json").json["waiting"]
    assert (waits["template"], waits["channel"], waits["count"]) == ("rights_done", "mail", 2)
    shown = acme.well("outbox").out
    assert "rights_done" in shown
    assert "acme" not in shown
    with mail_server(tmp_path / "mail") as server:
        sending = mailing(acme, server)
        assert sending.well("outbox", "--send", "--json").json == {"sent": 2, "again": 0, "dropped": 0}
        assert sorted(mail["To"] for mail in server.messages()) == ["ada@acme.example", "bo@acme.example"]
        assert "Acme" in server.messages()[0].get_content()
        findings = sending.well("doctor", "--json").json["findings"]
    assert any(f["what"] == "mail" and f["well"] and not f["mend"] for f in findings)


def test_doctor_says_what_mail_still_needs(acme: Kith) -> None:
    whole = acme.well("doctor", "--json").json["findings"]
    assert any("dropped after 3 days" in finding["found"] for finding in whole)
    half = acme.having(KITH_SMTP_HOST="mail.acme.example", KITH_MAIL_FROM="kith@acme.example")
    ran = half("doctor", "--json")
    assert ran.code == 3
    assert [f["mend"] for f in ran.json["findings"] if f["what"] == "mail"] == ["set KITH_PUBLIC_URL"]


def test_a_worker_that_is_killed_while_it_sends_has_it_sent_again(acme: Kith, tmp_path: Path) -> None:
    acme.well("ingest", "people", acme.write("slow.csv", f"{ROWS}9,Slo Poke,slow@acme.example,2020-01-01,\n"))
    tell(acme, "slow@acme.example")
    with mail_server(tmp_path / "mail") as server:
        sending = mailing(acme, server)
        with sending.started("outbox", "--send") as process:
            wait_for(server, 1, process)
            process.kill()
        assert sending.well("outbox", "--send", "--json").json["sent"] == 0  # leased to the dead
        after = iso(START + timedelta(minutes=11))
        with sending.having(KITH_NOW=after).started("outbox", "--send") as process:
            wait_for(server, 2, process)
        first, second = server.messages()
    assert first["Message-ID"] == second["Message-ID"]
    assert first["To"] == second["To"] == "slow@acme.example"


def wait_for(server: MailServer, count: int, process: subprocess.Popen[str]) -> None:
    patience = time.monotonic() + PATIENCE_S
    while len(server.messages()) < count:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < patience
        time.sleep(0.05)


def test_workers_of_several_processes_send_everything_once(acme: Kith, tmp_path: Path) -> None:
    rows = "".join(f"{n},Per Son{n},p{n}@acme.example,2020-01-01,\n" for n in range(100, 130))
    acme.well("ingest", "people", acme.write("more.csv", ROWS + rows))
    for number in range(100, 130):
        tell(acme, f"p{number}@acme.example")
    with mail_server(tmp_path / "mail") as server:
        sending = mailing(acme, server)
        environment = sending.environment()
        workers = [
            subprocess.Popen([KITH, "outbox", "--send"], cwd=acme.folder, env=environment) for _ in range(2)
        ]
        assert [worker.wait(PATIENCE_S) for worker in workers] == [0, 0]
        sent = [mail["To"] for mail in server.messages()]
    assert sorted(sent) == [f"p{number}@acme.example" for number in range(100, 130)]
    with sqlite3.connect(acme.path / "kith.sqlite") as database:
        assert database.execute("SELECT count(*) FROM record WHERE key LIKE 'delivery:%'").fetchone() == (0,)
    database.close()


def test_webhooks_are_added_listed_and_removed(acme: Kith) -> None:
    url = "https://hooks.acme.example/kith"
    added = acme.well("webhooks", "add", url, "--as", "ada@acme.example", "--json").json
    assert added["secret"].startswith("whsec_")
    again = acme.well("webhooks", "add", url, "--as", "ada@acme.example").out
    assert again.strip() == added["secret"]
    (listed,) = acme.well("webhooks", "list", "--json").json["webhooks"]
    assert listed["webhook"] == Key(added["webhook"])
    acme.well("webhooks", "remove", added["webhook"])
    assert acme.well("webhooks", "list", "--json").json == {"webhooks": []}
    assert acme("webhooks", "remove", added["webhook"]).code == 2
    assert acme("webhooks", "add", "http://example.com/", "--as", "ada@acme.example").code == 2


def test_a_service_sends_what_is_due_finds_who_is_to_be_told_and_hears_who_opts_out(
    acme: Kith, tmp_path: Path
) -> None:
    contacts = acme.write("contacts.csv", CONTACTS)
    acme.well("ingest", "contacts", contacts, "--as", "ada@acme.example")
    tell(acme, "bo@acme.example")
    with mail_server(tmp_path / "mail") as server, serving(mailing(acme, server)) as (process, port):
        wait_for(server, 1, process)
        (mail,) = server.messages()
        link = (
            mail["List-Unsubscribe"]
            .strip("<>")
            .replace("https://kith.acme.example", f"http://127.0.0.1:{port}")
        )
        with urllib.request.urlopen(link, timeout=PATIENCE_S) as page:
            assert "Hear no more" in page.read().decode()
        assert preferences(acme) == []
        with urllib.request.urlopen(link, b"List-Unsubscribe=One-Click", timeout=PATIENCE_S) as page:
            assert page.status == 200
        assert [preference.do_not_contact for preference in preferences(acme)] == [True]
    waits = acme.well("outbox", "--json").json["waiting"]
    assert [(each["template"], each["count"], each["due"]) for each in waits] == [
        ("first_record", 1, iso(START + timedelta(days=1)))
    ]


def preferences(kith: Kith) -> list[Preference]:
    return [record for record, _ in kith.facts().values() if isinstance(record, Preference)]
