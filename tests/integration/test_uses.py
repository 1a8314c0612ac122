"""Who was named to whom: noted as the answer leaves, written without a name, shown to the person."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph.errors import AmbiguousPerson, PersonNotFound, Refused, StoreUnavailable
from graph.keys import Key
from graph.model import Access, Use
from graph.ports import Deletion
from graph.scans import every
from graph.stores.records import encode
from graph.stores.verify import verify
from policy.viewer import OPERATOR, Viewer
from queries.accesses import accesses
from queries.find_person import find_person
from queries.network import Network
from queries.use_log import DIRECTORY, UseBuffer
from queries.uses import UseCount, uses_of, uses_shown
from service.uses import MOST_KEPT, UseWriter, compact
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import ADA, key, line, staff, talk
from tests.factories.network import NOW, address_of, network_of
from tests.fakes.breaking_store import BreakingStore

TODAY = NOW.date()
DAY = TODAY.isoformat()
BOB, CYD = key("bob"), key("cyd")

EXPERTS = (
    '{ whoKnows(about: "billing") { edges { node { name email skills { latest } } evidence { text } } } }'
)
PATHS = (
    "query($to: ID!) { warmPaths(to: {person: $to}, purpose: RECRUITING)"
    " { paths { hops { from { name } to { name } } } } }"
)
PEOPLE = "{ people { edges { node { name } } } }"
NODE = "query($id: ID!) { node(id: $id) { id } }"


def company(*more: Any, **statuses: str) -> Network:
    people = ("ada", "bob", "cyd", *statuses)
    return network_of(line(talk("cyd"), *more, *map(address_of, people), **statuses))


def written(network: Network) -> tuple[list[Access], list[Use]]:
    """What the log holds after a flush."""
    UseWriter(network, network.uses).flush()  # type: ignore[arg-type]
    return list(every(network.store, Access)), list(every(network.store, Use))


def logged(network: Network) -> list[tuple[str, str, str, list[str]]]:
    lines, _ = written(network)
    named = [(a.asker, a.role, a.purpose, [p.removeprefix("person:") for p in a.people]) for a in lines]
    return sorted(named)


@pytest.mark.parametrize(
    ("query", "variables", "purpose", "named"),
    [
        (EXPERTS, {}, "EXPERTISE", ["cyd"]),
        (PATHS, {"to": CYD}, "RECRUITING", ["bob", "cyd"]),
        (PEOPLE, {}, DIRECTORY, ["bob", "cyd"]),
        (NODE, {"id": CYD}, DIRECTORY, ["cyd"]),
        (NODE, {"id": "evidence:talk-cyd"}, DIRECTORY, ["cyd"]),
        ("query($id: ID!) { nodes(ids: [$id, $id]) { id } }", {"id": CYD}, DIRECTORY, ["cyd"]),
    ],
)
def test_every_answer_that_names_people_is_logged(
    query: str, variables: dict[str, str], purpose: str, named: list[str]
) -> None:
    network = company()
    Asking(network).ask(query, **variables)
    assert logged(network) == [(ADA.person, "employee", purpose, named)]


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ viewer { person { name email } preferences { capacity } } }", {}),
        (NODE, {"id": ADA.person}),
        (NODE, {"id": "person:nobody"}),
        ('{ whoKnows(about: "astronomy") { edges { node { name } } } }', {}),
        ('{ skills(search: "b") { edges { node { label } } } }', {}),
    ],
)
def test_a_look_at_oneself_or_at_nobody_is_not_logged(query: str, variables: dict[str, str]) -> None:
    network = company()
    Asking(network).ask(query, **variables)
    lines, uses = written(network)
    assert (lines, uses) == ([], [])


def test_who_is_named_twice_in_an_answer_counts_once_and_for_its_purpose() -> None:
    network = company()
    deep = '{ whoKnows(about: "billing") { edges { node { name } evidence { people { name } } } } }'
    Asking(network).ask(deep)
    assert uses_of(network, CYD) == (UseCount(DAY, "EXPERTISE", "employee", 1),)


@pytest.mark.parametrize(
    ("as_", "roles", "role"),
    [
        ("ada", (), "employee"),
        ("al", (), "alumnus"),
        ("ada", ("recruiter",), "recruiter"),
        ("ada", ("recruiter", "privacy_officer"), "privacy_officer"),
    ],
)
def test_the_role_is_the_strongest_or_the_word_for_the_status(
    as_: str, roles: tuple[str, ...], role: str
) -> None:
    network = company(al="alumnus")
    Asking(network).ask(PEOPLE, as_, roles)
    assert {line.role for line in written(network)[0]} == {role}
    assert {use.role for use in uses_of(network, CYD)} == {role}


def test_machine_accounts_and_the_operator_are_called_so() -> None:
    network = company()
    Asking(network).ask(PEOPLE, "robot", ("service",))
    for viewer in (OPERATOR, replace(ADA, lent=True)):
        network.uses.named(TODAY, viewer, "EXPERTISE", [CYD, ADA.person])
    assert [(asker, role) for asker, role, _, _ in logged(network)] == [
        ("operator", "operator"),
        ("service", "service"),
    ]
    assert uses_of(network, ADA.person)[0] == UseCount(DAY, "EXPERTISE", "operator", 2)


def test_the_people_of_an_error_are_logged() -> None:
    network = network_of([*staff(), make.person("jo1", name="Jo Smith"), make.person("jo2", name="Jo Smith")])
    with pytest.raises(AmbiguousPerson):
        find_person(network, OPERATOR, "jo smith")
    assert logged(network) == [("operator", "operator", DIRECTORY, ["jo1", "jo2"])]
    with pytest.raises(PersonNotFound):
        find_person(network, OPERATOR, "jo smithe")
    assert uses_of(network, key("jo1")) == (UseCount(DAY, DIRECTORY, "operator", 2),)


def test_uses_are_summed_over_days_processes_and_what_is_not_written_yet() -> None:
    network = company()
    other = replace(network, uses=UseBuffer())
    writers = [UseWriter(one, one.uses) for one in (network, other)]  # type: ignore[arg-type]
    for day in (TODAY - timedelta(days=1), TODAY):
        for one, writer in zip((network, other), writers, strict=True):
            one.uses.named(day, ADA, "EXPERTISE", [BOB, CYD])
            writer.flush()
            one.uses.named(day, ADA, "EXPERTISE", [BOB])
            writer.flush()
    network.uses.named(TODAY, ADA, "RECRUITING", [BOB])
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert uses_of(network, BOB) == (
        UseCount(yesterday, "EXPERTISE", "employee", 4),
        UseCount(DAY, "EXPERTISE", "employee", 4),
        UseCount(DAY, "RECRUITING", "employee", 1),
    )
    assert uses_of(network, CYD)[1].count == 2


def test_only_the_person_and_the_privacy_officer_see_uses_and_the_log() -> None:
    network = company()
    network.uses.named(TODAY, ADA, "EXPERTISE", [BOB])
    written(network)
    officer, admin = (Viewer(ADA.person, frozenset({role})) for role in ("privacy_officer", "network_admin"))
    for viewer in (Viewer(BOB), officer, OPERATOR):
        assert [use.count for use in uses_shown(network, viewer, BOB)] == [1]
    assert [line.people for line in accesses(network, officer, DAY, BOB)] == [(BOB,)]
    assert list(accesses(network, officer, DAY, CYD)) == []
    assert list(accesses(network, officer, "2024-05")) == []
    for viewer in (ADA, admin, Viewer()):
        with pytest.raises(Refused):
            uses_shown(network, viewer, BOB)
    for viewer in (ADA, admin, Viewer(BOB)):
        with pytest.raises(Refused):
            accesses(network, viewer)


def test_the_log_holds_no_name_no_address_no_question_and_no_time() -> None:
    network = company()
    asking = Asking(network)
    for query, given in ((EXPERTS, {}), (PATHS, {"to": CYD}), (PEOPLE, {})):
        asking.ask(query, **given)
    for record in [*written(network)[0], *written(network)[1]]:
        text = encode(record).decode().replace("person:cyd", "").replace("use:cyd", "")
        text = text.replace("person:ada", "").replace("person:bob", "").replace("use:bob", "")
        for secret in ("Ada", "Bob", "Cyd", "ada", "bob", "cyd", "@", "billing", "T10", "10:30"):
            assert secret not in text


def test_nobody_can_tell_from_an_answer_whether_others_looked() -> None:
    """The same questions, beside a network in which others look and everything is written."""
    quiet, busy = company(), company()
    bystander = Asking(busy)
    ids = [CYD, BOB, *(access.key for access in written(busy)[0])]
    for query, given in ((EXPERTS, {}), (PATHS, {"to": CYD}), (PEOPLE, {}), (NODE, {"id": CYD})):
        for name in ("bob", "cyd"):
            bystander.ask(query, name, **given)
        lines, uses = written(busy)
        one, other = (Asking(network).post(query, **given) for network in (quiet, busy))
        assert (one.status_code, one.content) == (other.status_code, other.content)
        assert one.headers == other.headers
        ids += [record.key for record in (*lines, *uses)]
    nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    found = Asking(busy).ask(nodes, ids=ids)["nodes"]  # type: ignore[arg-type]
    assert [one and one["id"] for one in found] == [CYD, BOB, *[None] * (len(ids) - 2)]


def test_who_was_erased_meanwhile_is_left_out_and_does_not_hold_up_the_others() -> None:
    network = company(talk("dan"), dan="employee")
    network.uses.named(TODAY, ADA, "EXPERTISE", [CYD, key("dan")])
    store = network.store
    dan = key("dan")
    gone = [dan, make.employment("dan", "home").key, address_of("dan").key, Key("evidence:talk-dan")]
    store.apply([Deletion(one) for one in gone])
    _, uses = written(network)
    assert [use.person for use in uses] == [CYD]


def test_a_store_that_cannot_be_written_loses_nothing_and_counts_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    network = company()
    broken = replace(network, store=BreakingStore(network.store, 1))
    writer = UseWriter(broken, network.uses)  # type: ignore[arg-type]
    network.uses.named(TODAY, ADA, "EXPERTISE", [BOB])
    writer.flush_or_log()
    assert "could not be written" in caplog.text
    network.uses.named(TODAY, ADA, "EXPERTISE", [BOB])
    assert uses_of(network, BOB)[0].count == 2
    writer.flush_or_log()
    assert [use.count for use in every(network.store, Use)] == [2]
    assert uses_of(network, BOB)[0].count == 2


def test_what_can_never_be_written_is_given_up_in_the_end(caplog: pytest.LogCaptureFixture) -> None:
    class Shut(BreakingStore):
        def apply(self, *_: Any, **__: Any) -> int:
            raise StoreUnavailable("test", "read-only")

    network = company()
    writer = UseWriter(replace(network, store=Shut(network.store, 0)), network.uses)  # type: ignore[arg-type]
    network.uses.named(TODAY, ADA, "EXPERTISE", [Key(f"person:{n}") for n in range(MOST_KEPT + 1)])
    writer.flush_or_log()
    assert "given up" in caplog.text
    assert not network.uses.take()  # type: ignore[attr-defined]


def test_counters_of_days_that_are_over_are_added_up_once() -> None:
    network = company()
    past = TODAY - timedelta(days=3)
    for _ in range(3):
        buffer = UseBuffer()
        buffer.named(past, ADA, "EXPERTISE", [BOB, CYD])
        buffer.named(TODAY, ADA, "EXPERTISE", [BOB])
        UseWriter(network, buffer).flush()
    before = uses_of(network, BOB), uses_of(network, CYD)
    assert compact(network, TODAY - timedelta(days=1)) == 6
    assert (uses_of(network, BOB), uses_of(network, CYD)) == before
    assert sum(1 for _ in every(network.store, Use)) == 2 + 3
    assert compact(network, TODAY - timedelta(days=1)) == 0
    late = UseBuffer()
    late.named(past, ADA, "EXPERTISE", [BOB])
    UseWriter(network, late).flush()
    assert compact(network, TODAY - timedelta(days=1)) == 1
    assert uses_of(network, BOB)[0].count == 4


def test_a_flush_makes_one_revision_and_counters_alone_none() -> None:
    network = company()
    revision = network.store.revision()
    network.uses.named(TODAY, ADA, "EXPERTISE", [BOB, CYD])
    network.uses.named(TODAY, OPERATOR, "EXPERTISE", [BOB])
    written(network)
    assert network.store.revision() == revision + 1
    written(network)
    compact(network, date(2030, 1, 1))
    assert network.store.revision() == revision + 1
    assert verify(network.store).whole


def test_json_of_an_access_is_what_the_officer_reads() -> None:
    network = company()
    network.uses.named(datetime(2024, 6, 1, tzinfo=UTC).date(), ADA, "EXPERTISE", [BOB])
    (access,) = written(network)[0]
    assert json.loads(encode(access)) == {
        "key": access.key,
        "day": DAY,
        "asker": ADA.person,
        "role": "employee",
        "purpose": "EXPERTISE",
        "people": [BOB],
    }
