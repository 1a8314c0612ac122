"""networkHealth: the reports over GraphQL, and as CSV files behind a link that ends."""

import threading
import time
from datetime import datetime, timedelta

import pytest
from starlette.testclient import TestClient

from api.file_links import LASTS, FileLinks
from queries.reporting import catalogue
from queries.reporting.report import Asked, Report
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.network import NOW, address_of, network_in, network_of
from tests.factories.reporting import crowd, knowing, people
from tests.fakes.memory_store import MemoryStore

FIELDS = ("coverage", "topicsAtRisk", "bridges", "concentration", "requests", "freshness", "tours")
SHOWN = "{ name title asOf note suppressed labels measures rows { labels values } csv }"
EVERY = "{ networkHealth { " + " ".join(f"{field} {SHOWN}" for field in FIELDS) + " } }"
COVERAGE = "{ networkHealth { coverage " + SHOWN + " } }"
ADMIN = ("network_admin",)


def company() -> list:
    names = ["ada", *crowd("e", 11)]
    return [
        *people(names, department="Legal"),
        address_of("ada"),
        make.skill("=python"),
        *knowing("=python", names),
    ]


def test_every_report_is_a_field_with_rows_for_a_chart() -> None:
    asking = Asking(network_of(company()))
    health = asking.ask(EVERY, roles=ADMIN)["networkHealth"]
    assert list(health) == list(FIELDS)
    assert {told["name"] for told in health.values()} == {*catalogue.REPORTS}
    coverage = health["coverage"]
    assert coverage["rows"] == [{"labels": ["topic", "=python"], "values": [10, 10]}]
    assert coverage["asOf"] == "2024-06-01"
    assert "Groups under 5 are not shown" in coverage["suppressed"]
    for told in health.values():
        for row in told["rows"]:
            assert len(row["labels"]) == len(told["labels"])
            assert len(row["values"]) == len(told["measures"])


@pytest.mark.parametrize("roles", [(), ("privacy_officer",), ("hr_partner",), ("recruiter",), ("service",)])
def test_others_are_refused(roles: tuple[str, ...]) -> None:
    asking = Asking(network_of(company()))
    for document in (COVERAGE, "{ networkHealth { __typename } }"):
        assert asking.code(document, roles=roles) == "REFUSED"


def test_a_link_leads_to_the_same_as_csv_that_is_no_formula() -> None:
    asking = Asking(network_of(company()))
    link = asking.ask(COVERAGE, roles=ADMIN)["networkHealth"]["coverage"]["csv"]
    answer = asking.client.get(link)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="coverage-2024-06-01.csv"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text == "what,name,may be found,may be reached\r\ntopic,'=python,10,10\r\n"


def test_a_link_ends_and_cannot_be_made() -> None:
    now: list[datetime] = [NOW]
    network = network_in(MemoryStore(lambda: now[0]), company(), lambda: now[0])
    asking = Asking(network)
    link = asking.ask(COVERAGE, roles=ADMIN)["networkHealth"]["coverage"]["csv"]
    unmade = FileLinks(network).seal_report("requests", "2024-06")  # nobody asked for it yet
    other = f"/files/reports/{unmade}"
    for wrong in (f"{link}x", link.replace("reports/", ""), other, "/files/reports/x"):
        assert asking.client.get(wrong).status_code == 404
    assert asking.client.get(link).status_code == 200
    now[0] = NOW + LASTS + timedelta(seconds=1)
    assert asking.client.get(link).status_code == 404


def test_who_asks_something_else_need_not_wait_for_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    making, go_on = threading.Event(), threading.Event()
    kind = catalogue.REPORTS["coverage"]

    def slow(asked: Asked) -> Report:
        making.set()
        assert go_on.wait(20)
        return kind.make(asked)

    kinds = {**catalogue.REPORTS, "coverage": catalogue.Kind(slow, kind.title, kind.note)}
    monkeypatch.setattr("queries.reporting.published.REPORTS", kinds)
    asking = Asking(network_of(company()))
    with TestClient(asking.client.app) as client:  # one event loop for both
        asking.client = client
        asked = threading.Thread(target=lambda: asking.ask(COVERAGE, roles=ADMIN))
        asked.start()
        assert making.wait(20)
        began = time.monotonic()
        assert asking.ask("{ viewer { roles } }")["viewer"] == {"roles": []}
        assert client.get("/readyz").status_code == 200
        assert time.monotonic() - began < 10
        assert asked.is_alive()
        go_on.set()
        asked.join(20)
    assert asking.ask(COVERAGE, roles=ADMIN)["networkHealth"]["coverage"]["rows"]
