"""Who leaves is asked to stay in touch: by mail, on a page without an account, at a proved address."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from actions.act import Act
from actions.exits import cancel_exit, start_exit
from actions.staying import complete_exit
from api.app import create_app
from api.auth import JwtVerifier
from api.links import links_router
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Delivery, Employment, Identifier, Invitation, Tie
from policy.exits import Staying
from policy.gates import Status
from policy.preferences import MOST_MONTHS
from policy.viewer import Viewer
from queries.at_home import employments_at_home
from queries.invitations import invitation_counts, invitation_of, invitations, place
from queries.network import Network
from queries.preferences import preference_of
from queries.sight import look, viewer_status
from service.links import ACTIONS
from tests.factories import records as make
from tests.factories.api_client import KEYS as TOKEN_KEYS
from tests.factories.api_client import Asking
from tests.factories.asking import key, line
from tests.factories.network import KEYS, NOW, address_of, network_of
from tests.factories.one_loop import Client
from tests.factories.outbox import PUBLIC, TOKENS, outbox, ticking
from tests.servers.smtp import MailServer, mail_server

ADMIN = Viewer(key("ada"), frozenset({"network_admin"}))
BOB = Viewer(key("bob"))
TODAY = NOW.date()
LAST = TODAY + timedelta(days=30)
HOME = "bob.private@mail.example"
YEAR = Staying("MENTORING", TODAY + timedelta(days=365))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path / "mail") as running:
        yield running


def company(*more: object, bob: str = "employee") -> Network:
    hr = make.employment("bob", "home", "2019-03", source="hr", manager=key("cyd"))
    people = [one for one in line(bob=bob) if not (isinstance(one, Employment) and one.person == key("bob"))]
    tie = make.tie("bob", "cyd", "hr", tie_kind="manager", since="2019-03")
    return network_of([*people, hr, tie, *map(address_of, ("ada", "bob", "cyd")), *more])  # type: ignore[list-item]


def starts(network: Network, viewer: Viewer = ADMIN, once: str = "1", day: date = LAST) -> Invitation:
    return start_exit(Act(network, viewer, once), NO_KEY if viewer is BOB else key("bob"), day)


def completes(network: Network, address: str = HOME, *staying: Staying, once: str = "c") -> Invitation:
    return complete_exit(Act(network, BOB, once), address, staying)


def state(network: Network) -> str:
    return getattr(invitation_of(network, key("bob"))[0], "state", "")


def identifiers(network: Network) -> set[str]:
    page = network.store.adjacent([key("bob")], Identifier)
    return {one.record.value for one in page.records if one.record.person == key("bob")}


def links(mail: object) -> list[str]:
    return re.findall(rf"{PUBLIC}(/links/\S+)", mail.get_content())  # type: ignore[attr-defined]


def client_of(network: Network) -> Client:
    router = links_router(network, TOKENS, ACTIONS)
    return Client(create_app(network, JwtVerifier(TOKEN_KEYS, clock=lambda: NOW), routers=[router]))


def test_from_the_mail_to_a_claimed_address_without_an_account(server: MailServer) -> None:
    network = company()
    starts(network)
    outbox(network, server.port).work()
    (mail,) = server.messages()
    assert mail["To"] == "bob@example.com"
    assert "Bob" not in mail.get_content()
    stay, opt_out, erase = links(mail)
    client = client_of(network)
    form = client.get(stay).text
    assert 'type="email"' in form
    assert 'name="MENTORING"' in form
    answer = client.post(stay, data={"address": f" {HOME.upper()} ", "MENTORING": "yes", "months": "24"})
    assert (answer.status_code, "Thank you" in answer.text) == (200, True)
    assert identifiers(network) == {"bob@example.com", HOME}
    assert preference_of(network, key("bob"))[0].choices == ("MENTORING/found/yes/2026-06-01",)
    outbox(network, server.port).work()
    asked = server.messages()[1]
    assert asked["To"] == HOME
    assert len(links(asked)) == 2  # whoever reads it is not proved to be Bob: no link erases him
    assert state(network) == "invited"
    claim = links(asked)[0]
    client.get(claim)
    assert state(network) == "invited"  # a scanner of mail reads links
    client.post(claim)
    assert state(network) == "claimed"
    assert len({stay, opt_out, erase, claim}) == 4


def test_the_day_after_the_last_one_an_employee_is_an_alumnus() -> None:
    network, clock = ticking(company())
    starts(network)
    bob = Viewer(key("bob"))
    clock.later(timedelta(days=30))
    assert viewer_status(network, bob) is Status.EMPLOYEE
    clock.later(timedelta(days=1))
    assert viewer_status(network, bob) is Status.ALUMNUS
    (job,) = employments_at_home(network, key("bob"))
    assert (job.until, job.source) == (LAST.isoformat(), "exit")
    ties = [one.record for one in network.store.adjacent([key("bob")], Tie).records]
    assert LAST.isoformat() in {tie.until for tie in ties if tie.tie_kind == "manager"}


def test_an_end_that_hr_has_said_stays(server: MailServer) -> None:
    network = company()
    (job,) = employments_at_home(network, key("bob"))
    network.store.apply([replace(job, until="2024-06-15")])
    assert starts(network).last_day == "2024-06-15"
    assert employments_at_home(network, key("bob"))[0].source == "hr"


def test_who_left_long_ago_may_still_be_asked() -> None:
    network = company()
    (job,) = employments_at_home(network, key("bob"))
    network.store.apply([replace(job, until="2020-01")])
    assert starts(network).last_day == "2020-01"


def test_the_day_can_be_moved_and_taken_back() -> None:
    network = company()
    starts(network)
    starts(network, once="2", day=LAST + timedelta(days=9))
    assert employments_at_home(network, key("bob"))[0].until == "2024-07-10"
    assert len(list(network.store.scan(Delivery).records)) == 1  # once a day is enough
    cancel_exit(Act(network, ADMIN, "3"), key("bob"))
    (job,) = employments_at_home(network, key("bob"))
    assert (job.until, job.source) == ("", "hr")
    assert state(network) == ""


def test_what_others_began_is_not_for_the_person_to_end() -> None:
    network = company()
    starts(network)
    with pytest.raises(Refused) as refused:
        cancel_exit(Act(network, BOB, "2"))
    assert refused.value.code == "NOT_ALLOWED"
    other = company()
    starts(other, BOB)
    cancel_exit(Act(other, BOB, "2"))
    assert state(other) == ""


@pytest.mark.parametrize(
    ("viewer", "whom", "day", "code"),
    [
        (Viewer(key("cyd")), "bob", LAST, "NOT_ALLOWED"),
        (Viewer(key("cyd"), frozenset({"recruiter"})), "bob", LAST, "NOT_ALLOWED"),
        (ADMIN, "nobody", LAST, "NOT_FOUND"),
        (ADMIN, "xan", LAST, "NOT_FOUND"),
        (ADMIN, "pat", LAST, "NOT_FOUND"),
        (ADMIN, "eve", LAST, "NOT_FOUND"),
        (ADMIN, "bob", TODAY - timedelta(days=32), "BAD_INPUT"),
        (ADMIN, "bob", date(2026, 6, 2), "BAD_INPUT"),
        (Viewer(roles=frozenset({"service"})), "", LAST, "NOT_ALLOWED"),
    ],
)
def test_what_no_rule_allows_is_refused(viewer: Viewer, whom: str, day: date, code: str) -> None:
    blocks = make.preference("pat", blocked=(key("ada"),))
    network = company(make.person("eve"), make.person("xan", name=""), make.person("pat"), blocks)
    with pytest.raises(Refused) as refused:
        start_exit(Act(network, viewer, "1"), key(whom) if whom else NO_KEY, day)
    assert refused.value.code == code


@pytest.mark.parametrize("address", ["", "no address", "root@localhost", "x@y@z"])
def test_an_address_that_takes_no_mail_is_refused(address: str) -> None:
    network = company()
    starts(network)
    with pytest.raises(Refused) as refused:
        completes(network, address)
    assert refused.value.field == "personalAddress"


def test_consent_ends_within_two_years() -> None:
    network = company()
    starts(network)
    assert MOST_MONTHS == 24
    with pytest.raises(Refused) as refused:
        completes(network, HOME, Staying("MENTORING", date(2026, 6, 2)))
    assert refused.value.code == "BAD_INPUT"
    assert identifiers(network) == {"bob@example.com"}


def test_nobody_stays_whose_exit_has_not_begun() -> None:
    with pytest.raises(Refused) as refused:
        completes(company())
    assert refused.value.code == "NOT_NOW"


def test_another_address_takes_the_place_of_one_that_was_not_claimed(server: MailServer) -> None:
    network = company()
    starts(network, BOB)
    completes(network, "typo@mail.example")
    outbox(network, server.port).work()
    stale = next(links(mail)[0] for mail in server.messages() if mail["To"] == "typo@mail.example")
    completes(network, HOME, once="c2")
    assert identifiers(network) == {"bob@example.com", HOME}
    answer = client_of(network).post(stale)
    assert (answer.status_code, state(network)) == (422, "invited")
    completes(network, "bob@example.com", once="c3")  # what HR knows stays when another is given
    completes(network, HOME, once="c4")
    assert identifiers(network) == {"bob@example.com", HOME}


def test_an_address_that_bounces_is_seen_as_such_and_another_can_be_given(server: MailServer) -> None:
    network = company()
    starts(network)
    completes(network, "refused@mail.example")
    outbox(network, server.port).work()
    assert state(network) == "bounced"
    completes(network, HOME, once="c2")
    assert state(network) == "invited"


def test_who_did_not_ask_takes_the_address_out_and_nothing_else(server: MailServer) -> None:
    network = company()
    starts(network)
    completes(network)
    outbox(network, server.port).work()
    assert {mail["To"] for mail in server.messages()} == {"bob@example.com", HOME}
    asked = next(mail for mail in server.messages() if mail["To"] == HOME)
    claim, not_mine = links(asked)
    client = client_of(network)
    assert not_mine in asked["List-Unsubscribe"]
    assert client.post(not_mine, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (state(network), identifiers(network)) == ("bounced", {"bob@example.com"})
    assert not preference_of(network, key("bob"))[0].do_not_contact
    client.post(not_mine)
    assert client.post(claim).status_code == 422


def test_who_wants_no_contact_gets_no_invitation_and_nobody_is_told_why(server: MailServer) -> None:
    network = company(make.preference("bob", do_not_contact=True))
    starts(network)
    outbox(network, server.port).work()
    assert server.messages() == []
    assert state(network) == "invited"


def test_an_address_of_somebody_else_is_answered_alike_and_changes_hands_with_proof_alone(
    server: MailServer,
) -> None:
    at = KEYS.key("identifier", "email", HOME)
    private = replace(make.identifier("xan", HOME, contributors=(key("cyd"),)), key=at)
    known = replace(make.identifier("cyd", HOME), key=at)
    told = []
    for other in ((), (make.person("xan", name=""), private), (known,)):
        network = company(*other)
        starts(network, BOB)
        told.append(replace(completes(network), added=False))
        outbox(network, server.port).work()
        mail = [one for one in server.messages() if one["To"] == HOME][-1]
        answer = client_of(network).post(links(mail)[0])
        assert answer.status_code == 200, (other, answer.text)
        assert state(network) == "claimed"
        assert (HOME in identifiers(network)) is (other != (known,))
    assert len(set(told)) == 1


def test_invitations_are_listed_for_those_who_run_the_network_and_counted_in_groups() -> None:
    names = ("ned", "nat", "nan", "nil", "noa", "pat", "quin")
    people = [make.person(name) for name in names]
    jobs = [make.employment(name, "home", "2019-03", source="hr") for name in names]
    hidden = [make.preference("pat", blocked=(key("ada"),)), make.preference("quin", restricted=True)]
    network = company(*people, *jobs)
    for name in names:
        start_exit(Act(network, ADMIN, name), key(name), LAST)
    network.store.apply([*hidden, make.preference("ned", shown=("employments/me",))])
    listed = invitations(network, ADMIN, "invited", 4)
    more = invitations(network, ADMIN, "invited", 4, place(listed.invitations[-1].record))
    found = {one.card.name: one.record.last_day for one in (*listed.invitations, *more.invitations)}
    assert found == dict.fromkeys(("Nat", "Nan", "Nil", "Noa"), LAST.isoformat()) | {"Ned": ""}
    assert (listed.more, more.more) == (True, False)
    counts = invitation_counts(network, ADMIN)
    assert dict(counts.states)["claimed"] is None
    with pytest.raises(Refused):
        invitations(network, BOB)


def test_over_the_api_an_exit_is_begun_completed_and_seen() -> None:
    asking = Asking(company())
    start = f'mutation {{ startExit(input: {{idempotencyKey: "s", lastDay: "{LAST}"}}) {{ __typename }} }}'
    assert asking.ask(start, "bob")["startExit"]["__typename"] == "Invitation"
    complete = f"""mutation {{ completeExit(input: {{idempotencyKey: "c", personalAddress: "{HOME}",
        purposes: [{{purpose: EVENTS, until: "2025-01-01", connect: true}}]}})
        {{ __typename ... on Invitation {{ state lastDay person {{ name }} }} }} }}"""
    assert asking.ask(complete, "bob")["completeExit"]["lastDay"] == LAST.isoformat()
    listed = asking.ask(
        "{ invitations { edges { node { state person { name } } } } }", roles=("network_admin",)
    )
    assert listed["invitations"]["edges"] == [{"node": {"state": "INVITED", "person": {"name": "Bob"}}}]
    assert asking.code("{ invitations { edges { cursor } } }") == "REFUSED"


def test_the_same_act_again_invites_once() -> None:
    network = company()
    first = starts(network)
    again = starts(network)
    assert again == first
    assert look(network, ADMIN, [key("bob")]).cards[key("bob")].status is Status.EMPLOYEE
    assert first.key == Key("invitation:bob")
