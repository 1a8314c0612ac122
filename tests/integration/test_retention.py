"""What has been kept long enough goes, and nothing else."""

from dataclasses import replace
from functools import partial
from threading import Event

import pytest

from actions.act import Act
from actions.decide import decide
from actions.erase import erase
from actions.retention import Retained, retain
from graph.errors import StoreUnavailable
from graph.keys import Key
from graph.model import Access, Candidacy, Contact, Delivery, Introduction, RehireStatus, Role, Use
from graph.ports import Change
from graph.scans import every
from graph.stores.sqlite.store import SqliteStore
from policy.viewer import OPERATOR
from queries.network import Network
from service.daily import do_today
from service.opening import initialise, open_service
from service.settings import Settings
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.asking import key, line, routes
from tests.factories.network import network_of


def contacts(*days: str) -> list[Change]:
    return [make.contact("ada", "cyd", f"{day}T10:00:00Z", contact_kind="meeting") for day in days]


def run(network: Network, **asked: object) -> dict[str, Retained]:
    return {one.kind: one for one in retain(network, network.clock(), **asked)}  # type: ignore[arg-type]


def left(network: Network, kind: type) -> list[str]:
    return [record.key for record in every(network.store, kind)]


def test_contacts_go_after_two_years_and_with_them_the_tie_that_they_made() -> None:
    old = network_of([*line(), *contacts("2022-05-30", "2022-05-31")])
    assert routes(old, "cyd") == ["Ada Bob Cyd", "Ada Cyd"]
    assert run(old)["contacts"] == Retained("contacts", "2022-06-01", 2, 2)
    assert routes(old, "cyd") == ["Ada Bob Cyd"]
    network = network_of([*line(), *contacts("2022-05-31", "2022-06-01")])
    assert run(network)["contacts"].gone == 1
    assert [one.at[:10] for one in every(network.store, Contact)] == ["2022-06-01"]
    assert run(network)["contacts"].gone == 0


def test_a_decision_shortens_how_long_contacts_are_kept() -> None:
    network = network_of([*line(), *contacts("2024-01-01", "2024-05-01")])
    assert run(network)["contacts"].due == 0
    decide(Act(network, OPERATOR, "1"), "retention/contacts", "3", "agreed with the works council")
    assert run(network)["contacts"].gone == 1


def test_a_dry_run_says_what_is_due_and_lets_nothing_go() -> None:
    network = network_of([*line(), *contacts("2020-01-01")])
    revision = network.store.revision()
    assert run(network, dry_run=True)["contacts"] == Retained("contacts", "2022-06-01", 1, 0)
    assert network.store.revision() == revision


def alumni() -> list[Change]:
    gone = dict.fromkeys(("dan", "eve", "fay", "gus", "hal"), ("2015", "2021-05")) | {"ian": ("2015", "2023")}
    return [
        change
        for name, span in gone.items()
        for change in (make.person(name), make.employment(name, "home", *span))
    ]


def test_alumni_who_never_came_back_are_erased_after_two_years() -> None:
    signs: list[Change] = [
        make.preference("eve"),
        make.verdict("fay", "bob"),
        make.verdict("bob", "hal"),
        Access(
            key=Key("access:2024-05-01.x"), day="2024-05-01", asker=key("gus"), role="alumnus",
            purpose="EXPERTISE", people=(key("bob"), key("dan")),
        ),
    ]  # fmt: skip
    network = network_of([*line(), *alumni(), *signs])
    erased: list[Key] = []
    assert run(network)["unclaimed alumni"] == Retained("unclaimed alumni", "2022-06-01", 2, 0)
    assert run(network, erase=erased.append, dry_run=True)["unclaimed alumni"].gone == 0
    assert erased == []
    assert run(network, erase=partial(erase, network))["unclaimed alumni"].gone == 2
    assert not {key("dan"), key("hal")} & network.store.fetch([key("dan"), key("hal")]).found.keys()
    assert run(network, erase=erased.append)["unclaimed alumni"].due == 0


def request(name: str, asked: str, ended: str = "", agreed: str = "") -> Introduction:
    return Introduction(
        key=make.key("introduction", name), asker=key("ada"), target=key("bob"), purpose="EXPERTISE",
        state="asked", asked=asked, deadline=asked, agreed=agreed, ended=ended,
    )  # fmt: skip


def test_requests_deliveries_and_the_log_go_after_a_year() -> None:
    def delivery(day: str) -> Delivery:
        return Delivery(
            key=Key(f"delivery:{day}T00:00:00Z.x"), person=key("ada"), channel="mail", template="asked",
            due=f"{day}T00:00:00Z",
        )  # fmt: skip

    def access(day: str) -> Access:
        return Access(key=Key(f"access:{day}.x"), day=day, asker="operator", role="", purpose="", people=())

    def use(day: str) -> Use:
        return Use(
            key=Key(f"use:ada.{day}.x"), person=key("ada"), day=day, purpose="EXPERTISE", role="", count=1
        )

    days = ("2023-05-31", "2023-06-01", "2024-05-01")
    old = [
        request("over", "2022-01-01", ended="2023-05-01"),
        request("never answered", "2023-05-20"),
    ]
    kept = [request("live", "2024-05-30"), request("agreed", "2022-01-01", agreed="2023-08-01")]
    log = [one(day) for one in (delivery, access, use) for day in days]
    network = network_of([*line(), *old, *kept, *log])
    done = run(network)
    assert {kind: one.gone for kind, one in done.items() if one.gone} == {
        "introductions": 2, "deliveries": 1, "uses": 1, "accesses": 1
    }  # fmt: skip
    assert left(network, Introduction) == sorted(one.key for one in kept)
    for kind in (Delivery, Access, Use):
        assert len(left(network, kind)) == 2


def test_a_run_that_was_cut_short_is_taken_up_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions.retention._BATCH", 2)
    network = network_of([*line(), *contacts(*(f"2020-01-{day:02}" for day in range(1, 8)))])

    def cut(kind: str, count: int) -> None:
        if count >= 4:
            raise StoreUnavailable("memory", "cut short")

    with pytest.raises(StoreUnavailable):
        run(network, report=cut)
    assert len(left(network, Contact)) == 3
    assert run(network)["contacts"].gone == 3


class Pauses(Event):
    """Never set; what the contacts were at each pause."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network
        self.seen: list[int] = []

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout
        self.seen.append(len(list(every(self._network.store, Contact))))
        return False


def test_it_pauses_between_its_writes_so_that_questions_are_answered_meanwhile(tmp_path) -> None:
    settings = Settings(data=tmp_path, now="2024-06-01")
    initialise(settings, "Home")
    service = open_service(settings)
    service.store.apply([make.person("ada"), make.person("bob"), make.contact("ada", "bob", "2020-01-01")])
    pauses = Pauses(service.network)
    assert do_today(service, pauses)
    assert pauses.seen[:1] == [0]
    service.close()


def test_the_service_does_it_once_a_day(tmp_path) -> None:
    settings = Settings(data=tmp_path, now="2024-06-01")
    initialise(settings, "Home")
    service = open_service(settings)
    service.store.apply([make.person("ada"), make.person("bob"), make.contact("ada", "bob", "2020-01-01")])
    assert isinstance(service.store, SqliteStore)
    assert do_today(service, Event())
    assert list(every(service.store, Contact)) == []
    assert not do_today(service, Event())
    service.close()
    tomorrow = open_service(Settings(data=tmp_path, now="2024-06-02"))
    assert do_today(tomorrow, Event())
    tomorrow.close()


def test_roles_and_rehire_statuses_go_a_year_after_they_ended_and_with_them_who_was_put_down() -> None:
    old, kept = {"state": "closed", "closed": "2023-05-31"}, {"state": "closed", "closed": "2023-06-01"}
    along = replace(request("r", "2024-05-01"), role=make.key("role", "asked"))
    network = network_of(
        [
            *line(),
            alliance.role("old", **old),
            alliance.role("asked", **old),
            alliance.role("kept", **kept),
            alliance.role("open"),
            alliance.candidacy("old", "cyd"),
            alliance.watch("old"),
            alliance.candidacy("kept", "cyd"),
            along,
            alliance.rehire_status("bob", until="2023-05-31"),
            alliance.rehire_status("cyd", until="2023-06-01"),
        ]
    )
    assert run(network)["roles"].gone == 3
    assert left(network, Role) == ["role:asked", "role:kept", "role:open"]
    assert left(network, Candidacy) == ["candidacy:kept.cyd"]
    assert left(network, RehireStatus) == ["rehire:cyd"]
