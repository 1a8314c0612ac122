import pytest

from ingest.source import BadRecord
from ingest.sources.participants import participant, participants


def read(text: str) -> list[tuple[str, str]]:
    return [(one.email or one.text, one.name) for one in participants(text, "to")]


def test_names_stand_beside_addresses_in_many_ways() -> None:
    assert read('Ann Lee <Ann@X.com>; "Lee; Bob" <bob@x.com>;<carl@x.com>; dora@x.com ;') == [
        ("ann@x.com", "Ann Lee"), ("bob@x.com", "Lee; Bob"), ("carl@x.com", ""), ("dora@x.com", ""),
    ]  # fmt: skip


def test_what_is_no_address_stays_as_it_is() -> None:
    assert read("Ann Lee; 4711; person:abc") == [("Ann Lee", ""), ("4711", ""), ("person:abc", "")]


def test_an_address_beside_an_address_is_no_name() -> None:
    assert read("'ann@x.com' <ann@x.com>") == [("ann@x.com", "")]


@pytest.mark.parametrize("text", ["ann@", "@x.com", "ann@x@y.com", "Ann <ann@x com>", "a@b; ann@@x.com"])
def test_a_broken_address_is_named(text: str) -> None:
    with pytest.raises(BadRecord) as caught:
        list(participants(text, "to"))
    assert caught.value.field == "to"


@pytest.mark.parametrize(
    ("mention", "person"),
    [("ann@x.com", True), ("noreply@x.com", False), ("Sales <sales@x.com>", False), ("Ann Lee", True)],
)
def test_machines_and_teams_are_no_people(mention: str, person: bool) -> None:
    assert participant(mention, "to").is_person is person
