"""Counters: records that no feed, no seal and no revision knows."""

import pytest

from graph.errors import InvalidValue, MissingReference, StillReferenced
from graph.model import UnansweredTopic, Use
from graph.ports import Changed, Deletion, Position, Stored
from tests.factories import records as a

ADA = a.key("person", "ada")


def fed(store):
    return [change.key for change in store.changes(Position(0)).changes]


@pytest.fixture
def counted(store):
    """Ada at revision 1, and what is counted of her."""
    store.apply([a.person("ada")])
    assert store.apply([a.use("ada", 2), a.unanswered()]) == 1
    return store


def test_a_write_of_nothing_but_counters_makes_no_revision_no_seal_and_no_news(counted):
    before = counted.seals().seals
    assert counted.apply([a.use("ada", 3), a.unanswered("charts")]) == 1
    assert counted.revision() == 1
    assert counted.seals().seals == before
    assert counted.changes(Position(0)).changes == [Changed(ADA, 1, False)]


def test_counters_are_read_like_any_other_record_at_revision_0(counted):
    use = Stored(a.use("ada", 2), 0)
    assert counted.fetch([a.use().key]).found == {a.use().key: use}
    assert counted.scan(Use, ["use:ada.2024-05-01"]).records == [use]
    assert counted.adjacent([ADA], Use).records == [use]
    assert counted.scan(UnansweredTopic).records == [Stored(a.unanswered(), 0)]
    assert counted.scan(UnansweredTopic).revision == 1


def test_a_counter_is_put_whole_and_the_last_wins(counted):
    counted.apply([a.use("ada", 3)])
    counted.apply([a.use("ada", 4), a.use("ada", 5)])
    assert [stored.record.count for stored in counted.scan(Use).records] == [5]


def test_a_deleted_counter_is_gone_without_a_trace_and_can_come_back(counted):
    assert counted.apply([Deletion(a.use().key), Deletion(a.unanswered().key)]) == 1
    assert counted.scan(Use).records == []
    assert fed(counted) == [ADA]
    assert counted.apply([a.use("ada", 1)]) == 1
    assert counted.fetch([a.use().key]).found[a.use().key] == Stored(a.use("ada", 1), 0)


def test_beside_others_a_counter_is_written_along(counted):
    assert counted.apply([a.use("ada", 9), a.person("bob"), Deletion(a.unanswered().key)]) == 2
    assert counted.changes(Position(1, ADA)).changes == [Changed(a.key("person", "bob"), 2, False)]
    assert counted.fetch([a.use().key]).found[a.use().key] == Stored(a.use("ada", 9), 0)
    assert counted.scan(UnansweredTopic).records == []


def test_a_counter_may_come_with_what_it_refers_to(store):
    assert store.apply([a.use("ada"), a.person("ada")]) == 1
    assert fed(store) == [ADA]


def test_references_of_counters_are_kept_like_others(counted):
    with pytest.raises(MissingReference):
        counted.apply([a.use("nobody")])
    with pytest.raises(StillReferenced) as caught:
        counted.apply([Deletion(ADA)])
    assert caught.value.keys == [ADA]
    assert counted.apply([Deletion(ADA), Deletion(a.use().key)]) == 2
    assert counted.changes(Position(0)).changes == [Changed(ADA, 2, True)]


def test_nothing_is_written_when_a_counter_is_refused(counted):
    with pytest.raises(MissingReference):
        counted.apply([a.person("bob"), a.use("nobody"), a.use("ada", 7)])
    assert counted.revision() == 1
    assert counted.fetch([a.use().key]).found[a.use().key].record.count == 2


@pytest.mark.parametrize("key", [a.use().key, a.unanswered().key])
def test_no_write_may_expect_a_counter(counted, key):
    with pytest.raises(InvalidValue):
        counted.apply([a.person("bob")], expect={key: 0})
    assert counted.revision() == 1


def test_a_repeated_call_with_the_same_key_counts_once(counted):
    assert counted.apply([a.use("ada", 5)], key="once") == 1
    counted.apply([a.use("ada", 6)])
    assert counted.apply([a.use("ada", 5)], key="once") == 1
    assert counted.fetch([a.use().key]).found[a.use().key].record.count == 6


def test_many_counters_come_in_pages_and_never_in_the_feed(counted):
    counted.apply([a.use("ada", 1, f"2024-06-{day:02}") for day in range(1, 31)])
    page = counted.scan(Use, limit=7)
    found = []
    while True:
        found += [stored.record.day for stored in page.records]
        if page.after is None:
            break
        page = counted.scan(Use, after=page.after, limit=7)
    assert found == ["2024-05-01", *(f"2024-06-{day:02}" for day in range(1, 31))]
    feed = counted.changes(Position(0), 1)
    assert (feed.changes, feed.after) == ([Changed(ADA, 1, False)], None)
    assert counted.changes(Position(0, a.use().key)).changes == [Changed(ADA, 1, False)]
