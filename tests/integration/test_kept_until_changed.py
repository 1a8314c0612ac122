"""What is kept between questions is told as it is by now, as by a process that has kept nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from actions.act import Act
from actions.erase import erase
from actions.merge import merge_people, say_distinct
from actions.unmerge import unmerge_people
from graph.model import Invitation, invitation_key
from graph.ports import Change, Deletion
from graph.snapshot.read_model import ReadModel
from policy.insights import Subject
from policy.viewer import Viewer
from queries.duplicates import possible_duplicates
from queries.insight_sources import insight_sources
from queries.invitations import invitation_counts, invitations
from queries.merges import merges
from queries.network import Network
from queries.people import People, people
from queries.told import told
from queries.unanswered import unanswered_topics
from tests.factories import records as make
from tests.factories.asking import key, staff
from tests.factories.network import address_of, network_of, works_at
from tests.factories.network import company as a_company

ADMIN = Viewer(key("ada"), frozenset({"network_admin"}))
NAMES = ("ute", "uma", "uli", "ulf", "una")
TOPICS = [
    make.unanswered(f"{word} {n}", 9, f"2024-05-{n + 1:02}")
    for n, word in enumerate(("jam", "linus pauling"))
]


TIDE = a_company("Tidewrack")


def invited(of: str, state: str = "invited", at: str = "2024-05-01T00:00:00Z") -> Invitation:
    return Invitation(
        key=invitation_key(key(of)), person=key(of), state=state, asked=at[:10], at=at, last_day="2024-06-30"
    )


def company() -> Network:
    """Five of one name of whom two were here at once, and some of everything that is kept."""
    called = [make.person(name, name="Ute Möller") for name in NAMES]
    jobs = [
        make.employment(name, "home", f"{2000 + 2 * n}", f"{2001 + 2 * n}") for n, name in enumerate(NAMES)
    ]
    some = [*called, *jobs, make.employment("una", "acme", "2000"), make.employment("ute", "acme", "2001")]
    asked = [invited(name) for name in NAMES[:3]]
    logins = [make.identifier("una", "zzq", "github"), make.identifier("uli", "zzq@mail.example")]
    addresses = [*map(address_of, ("ada", *NAMES)), *logins]
    insight = make.preference("uli", choices=("INSIGHT/found/yes/2025-01-01",))
    elsewhere = [TIDE, works_at("uli", TIDE, "2010", "2012"), insight]
    return network_of([*staff(), make.organization("acme"), *some, *elsewhere, *addresses, *asked, *TOPICS])


def everything(network: Network) -> list[object]:
    """What those who run the network are told of all that is kept."""
    on = told(network, ADMIN)
    return [
        possible_duplicates(on, ADMIN),
        merges(on, ADMIN),
        invitations(on, ADMIN),
        invitations(on, ADMIN, "claimed"),
        invitation_counts(on, ADMIN),
        unanswered_topics(on, ADMIN),
        [one.key for one in people(on, ADMIN, People("ute mo")).people],
        [one.key for one in people(on, ADMIN, People("u")).people],
        insight_sources(on, ADMIN, Subject(organization=TIDE.name)),
    ]


Done = Callable[[Network], object]


def write(*changes: Change) -> Done:
    return lambda network: network.store.apply(changes)


CHANGES: dict[str, Done] = {
    "an address": write(make.identifier("uli", "xqz@mail.example"), make.identifier("ulf", "xqz", "github")),
    "an address that goes": write(Deletion(make.identifier("una", "zzq", "github").key)),
    "an employment": write(make.employment("uma", "home", "2000")),
    "an employment that is not shown": write(
        make.employment("uma", "home", "2000"), make.preference("uma", shown=("employments/me",))
    ),
    "an employment elsewhere": write(works_at("uli", TIDE, "2014", "2020")),
    "an employment elsewhere that goes": write(Deletion(works_at("uli", TIDE, "2010", "2012").key)),
    "a name": write(make.person("ute", name="Ada Möller")),
    "a new person of that name": write(
        make.person("ugo", name="Möller Ute"), make.employment("ugo", "home", "2000", "2030")
    ),
    "who is restricted": write(make.preference("ute", restricted=True)),
    "who is restricted and named in a topic": write(
        make.person("linus", name="Linus Pauling"), make.preference("linus", restricted=True)
    ),
    "who blocks": write(make.preference("ute", blocked=(key("ada"),))),
    "who is erased": lambda network: erase(network, key("ute")),
    "two who are two": lambda network: say_distinct(Act(network, ADMIN, "1"), key("ute"), key("una")),
    "two who are one": lambda network: merge_people(
        Act(network, ADMIN, "1"), key("ute"), key("una"), "the same person"
    ),
    "a state": write(invited("uma", "claimed", "2024-05-02T00:00:00Z")),
    "an invitation": write(*map(invited, NAMES)),
    "an invitation that is taken back": write(Deletion(invitation_key(key("uma")))),
    "a topic of today": write(make.unanswered("jam 0", 1, "2024-06-01"), make.preference("ada")),
    "another topic of today": write(make.unanswered("rye", 7, "2024-06-01")),
    "a topic that goes with its time": write(Deletion(TOPICS[0].key)),
    "a line of the log alone": write(make.use("ute")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_kept_is_told_as_it_is_now(change: str) -> None:
    network = company()
    before = everything(network)
    assert everything(network) == before
    CHANGES[change](network)
    now = everything(network)
    assert now == everything(replace(network, read_model=ReadModel(network.store, None, "test")))
    assert (now == before) is (change == "a line of the log alone")


def test_a_merge_that_is_undone_is_told_as_undone() -> None:
    network = company()
    merge = merge_people(Act(network, ADMIN, "1"), key("ute"), key("una"), "the same person")
    (one,) = merges(told(network, ADMIN), ADMIN).merges
    unmerge_people(Act(network, ADMIN, "2"), merge.key)
    (now,) = merges(told(network, ADMIN), ADMIN).merges
    assert (one.undone, bool(now.undone)) == ("", True)


def test_one_viewer_is_not_told_what_was_kept_for_another() -> None:
    network = company()
    bea = [make.person("bea", name="Bea"), make.employment("bea", "home", "2020")]
    network.store.apply([*bea, make.preference("ute", blocked=(key("bea"),))])
    for viewer, there in ((ADMIN, True), (Viewer(key("bea"), ADMIN.roles), False), (ADMIN, True)):
        on = told(network, viewer)
        invited_ones = {one.card.key for one in invitations(on, viewer).invitations}
        assert (key("ute") in invited_ones) is there
        pairs = [card.key for pair in possible_duplicates(on, viewer).duplicates for card in pair.people]
        assert pairs
        assert (key("ute") in pairs) is there


def test_a_text_that_names_who_is_restricted_is_kept_for_them_alone() -> None:
    network = company()
    linus = Viewer(key("linus"), ADMIN.roles)
    network.store.apply(
        [make.person("linus", name="Linus Pauling"), make.employment("linus", "home", "2020")]
    )
    merge_people(Act(network, ADMIN, "1"), key("ute"), key("una"), "so says Linus Pauling")

    def reasons(viewer: Viewer) -> list[str]:
        return [one.reason for one in merges(told(network, viewer), viewer).merges]

    assert reasons(ADMIN) == reasons(linus) == ["so says Linus Pauling"]
    network.store.apply([make.preference("linus", restricted=True)])
    assert reasons(linus) == ["so says Linus Pauling"]
    assert "so says Linus Pauling" not in reasons(ADMIN)
    assert reasons(linus) == ["so says Linus Pauling"]
    network.store.apply([make.preference("linus")])
    assert reasons(ADMIN) == ["so says Linus Pauling"]


def test_a_topic_that_names_who_was_erased_is_not_told_any_more() -> None:
    network = company()
    topics = [one.topic for one in unanswered_topics(told(network, ADMIN), ADMIN).topics]
    assert "linus pauling 1" in topics
    network.store.apply([make.person("linus", name="Linus Pauling")])
    assert unanswered_topics(told(network, ADMIN), ADMIN).topics
    erase(network, key("linus"))
    left = [one.topic for one in unanswered_topics(told(network, ADMIN), ADMIN).topics]
    assert left == [topic for topic in topics if topic != "linus pauling 1"]
