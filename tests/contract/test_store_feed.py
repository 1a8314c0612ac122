import pytest

from graph.errors import InvalidValue, TooManyKeys
from graph.ports import MAX_KEYS, Changed, Deletion, Position
from tests.factories import records as a

ADA, BOB, EVE = (a.key("person", name) for name in ("ada", "bob", "eve"))


@pytest.fixture
def changed(store):
    store.apply([a.person("bob"), a.person("ada"), a.person("eve")])
    store.apply([a.person("zoe"), a.skill("maps")])
    store.apply([a.person("ada", headline="New"), Deletion(EVE)])
    return store


def test_each_key_comes_once_at_its_last_change_in_order(changed):
    feed = changed.changes(Position(0))
    assert list(feed.changes) == [
        Changed(BOB, 1, False),
        Changed(a.key("person", "zoe"), 2, False),
        Changed(a.key("skill", "maps"), 2, False),
        Changed(ADA, 3, False),
        Changed(EVE, 3, True),
    ]
    assert (feed.revision, feed.after) == (3, None)


def test_a_position_is_behind_one_change_and_before_the_next(changed):
    assert [c.key for c in changed.changes(Position(2)).changes] == ["person:zoe", "skill:maps", ADA, EVE]
    assert [c.key for c in changed.changes(Position(2, a.key("person", "zoe"))).changes] == [
        "skill:maps",
        ADA,
        EVE,
    ]
    assert [c.key for c in changed.changes(Position(2, a.key("skill", "maps"))).changes] == [ADA, EVE]
    assert changed.changes(Position(3, EVE)).changes == []
    assert changed.changes(Position(9)).changes == []


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6])
def test_pages_of_the_feed_hold_every_change_once(changed, limit):
    found, position = [], Position(0)
    while position is not None:
        feed = changed.changes(position, limit)
        assert len(feed.changes) <= limit
        found += feed.changes
        position = feed.after
    assert found == list(changed.changes(Position(0)).changes)


def test_a_record_that_comes_back_is_no_longer_deleted(changed):
    changed.apply([a.person("eve")])
    assert list(changed.changes(Position(3, EVE)).changes) == [Changed(EVE, 4, False)]
    assert [c.key for c in changed.changes(Position(0)).changes].count(EVE) == 1


def test_a_follower_that_keeps_up_sees_only_what_is_new(changed):
    last = changed.changes(Position(0)).changes[-1]
    changed.apply([a.person("bob")])
    assert changed.changes(Position(last.revision, last.key)).changes == []
    changed.apply([a.person("bob", location="Porto")])
    assert list(changed.changes(Position(last.revision, last.key)).changes) == [Changed(BOB, 4, False)]


def test_a_page_of_the_feed_has_bounds(changed):
    with pytest.raises(TooManyKeys):
        changed.changes(Position(0), MAX_KEYS + 1)
    with pytest.raises(InvalidValue):
        changed.changes(Position(0), 0)
