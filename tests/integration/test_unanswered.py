"""Topics that nobody was found for are reported, without who asked and without anybody's name."""

from dataclasses import fields
from typing import Any

import pytest

from actions.erase import erase
from graph.errors import Refused
from graph.model import UnansweredTopic
from graph.scans import every
from policy.viewer import OPERATOR, Viewer
from queries.network import Network
from queries.unanswered import unanswered_topics
from service.uses import UseWriter
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import ADA, experts, key, staff, talk
from tests.factories.network import NOW, address_of, network_of

ADMIN = Viewer(ADA.person, frozenset({"network_admin"}))
TOPICS = (
    "query($first: Int, $after: String) { unansweredTopics(first: $first, after: $after)"
    " { edges { cursor node { topic count } } pageInfo { hasNextPage endCursor } } }"
)


def company() -> Network:
    people = [make.person("grace", name="Grace Hopper"), make.employment("grace")]
    return network_of([*staff(bob="employee"), *people, talk("bob"), address_of("ada"), address_of("bob")])


def asked(network: Network, topic: str, times: int = 5, viewer: Viewer = ADA) -> None:
    for _ in range(times):
        experts(network, viewer, topic)


def flush(network: Network) -> None:
    UseWriter(network, network.uses).flush()  # type: ignore[arg-type]


def told(network: Network, viewer: Viewer = ADMIN, **given: Any) -> list[tuple[str, int]]:
    return [(one.topic, one.count) for one in unanswered_topics(network, viewer, **given).topics]


def test_topics_asked_five_times_in_vain_are_told_the_most_frequent_first() -> None:
    network = company()
    asked(network, "Quantum  Finance", 3)
    asked(network, "quantum finance", 3, Viewer(key("bob")))
    asked(network, "kubernetes", 7)
    asked(network, "cobol", 4)
    asked(network, "billing", 9)
    flush(network)
    assert told(network) == [("kubernetes", 5), ("quantum finance", 5)]
    asked(network, "cobol", 1)
    flush(network)
    asked(network, "kubernetes", 3)
    flush(network)
    assert told(network, OPERATOR) == [("kubernetes", 10), ("cobol", 5), ("quantum finance", 5)]


def test_counts_of_several_processes_add_up() -> None:
    network = company()
    for _ in range(3):
        asked(network, "cobol", 2)
        flush(network)  # a writer of its own each time, as another process has
    assert told(network) == [("cobol", 5)]


@pytest.mark.parametrize(
    "topic",
    ["Grace Hopper", "hopper grace", "grace", "Hopper?", "what does Grace Hopper earn", "ada",
     "grace@example.com", "0049 170 1234567"],
)  # fmt: skip
def test_a_topic_that_may_name_somebody_is_not_even_kept(topic: str) -> None:
    network = company()
    asked(network, topic, 9)
    flush(network)
    assert list(every(network.store, UnansweredTopic)) == []
    assert told(network) == []


def test_a_topic_that_came_to_name_somebody_is_not_told_any_more() -> None:
    network = company()
    asked(network, "linus pauling")
    flush(network)
    assert told(network) == [("linus pauling", 5)]
    network.store.apply([make.person("linus", name="Linus Pauling")])
    assert told(network) == []


@pytest.mark.parametrize("topic", ["Grace Hopper", "hopper grace", "what does Grace Hopper earn"])
def test_a_topic_that_names_who_has_been_erased_is_not_kept_either(topic: str) -> None:
    network = company()
    erase(network, key("grace"))
    asked(network, topic, 9)
    asked(network, "grace", 5)  # one word of a name is a word like others
    flush(network)
    assert told(network) == [("grace", 5)]


def test_the_record_says_nothing_about_who_asked() -> None:
    network = company()
    asked(network, "cobol")
    flush(network)
    assert {field.name for field in fields(UnansweredTopic)} == {"key", "topic", "day", "count"}
    (record,) = every(network.store, UnansweredTopic)
    assert (record.topic, record.day, record.count) == ("cobol", NOW.date().isoformat(), 5)


def test_old_topics_are_not_told() -> None:
    network = company()
    network.store.apply(
        [make.unanswered("cobol", 9, "2024-03-04"), make.unanswered("fortran", 9, "2024-03-03")]
    )
    assert told(network) == [("cobol", 5)]
    assert told(network, days=1) == []


def test_only_network_admins_and_the_operator_are_told() -> None:
    network = company()
    for viewer in (ADA, Viewer(ADA.person, frozenset({"privacy_officer"})), Viewer()):
        with pytest.raises(Refused):
            unanswered_topics(network, viewer)
    assert Asking(network).code(TOPICS) == "REFUSED"


def test_an_admin_pages_through_them() -> None:
    network = company()
    network.store.apply([make.unanswered(f"topic {n}", (5, 10, 20)[n % 3], "2024-05-30") for n in range(7)])
    asking = Asking(network)
    found, after, more = [], None, True
    while more:
        page = asking.ask(TOPICS, roles=("network_admin",), first=2, after=after)["unansweredTopics"]
        found += [(edge["node"]["topic"], edge["node"]["count"]) for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert found == told(network)
    assert len(found) == 7
