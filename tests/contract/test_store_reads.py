import pytest

from graph.errors import InvalidValue, StillReferenced, TooManyKeys
from graph.keys import NO_KEY, pair_beginning
from graph.model import Employment, Evidence, Identifier, Person, Skill, Tie
from graph.ports import MAX_KEYS, Deletion
from tests.factories import records as a

ADA, BOB, EVE = (a.key("person", name) for name in ("ada", "bob", "eve"))
HOME = a.key("organization", "home")


def keys(page):
    return [stored.record.key for stored in page.records]


def all_pages(read, limit):
    """Every key of a paged read, and how many each page held."""
    found, sizes, after = [], [], None
    while True:
        page = read(after=after, limit=limit)
        found += keys(page)
        sizes.append(len(page.records))
        after = page.after
        if after is None:
            return found, sizes


@pytest.fixture
def filled(store):
    """Ada, Bob and Eve know each other and work at home; two talks."""
    store.apply([a.person(name) for name in ("ada", "bob", "eve")])
    store.apply([a.organization(), a.skill("python"), a.skill("maps")])
    store.apply([a.identifier(name) for name in ("ada", "bob")])
    store.apply([a.employment(name) for name in ("ada", "bob", "eve")])
    store.apply([a.tie("ada", "bob"), a.tie("ada", "eve"), a.tie("bob", "eve"), a.tie("ada", "bob", "git")])
    store.apply(
        [a.evidence("one", "ada", "bob", about=("python",)), a.evidence("two", "eve", about=("maps",))]
    )
    return store


def test_fetch_leaves_out_what_is_absent_and_answers_in_key_order(filled):
    read = filled.fetch([EVE, a.key("person", "nobody"), ADA, EVE, HOME])
    assert list(read.found) == [HOME, ADA, EVE]
    assert read.revision == 6
    assert read.found[ADA].record == a.person("ada")


@pytest.mark.parametrize(
    "odd", ["", "person", ":", "person:", "per\0son:ada", "person:ada\0", "no-kind", "person:ädä"]
)
def test_asking_for_a_key_that_nobody_could_have_finds_nothing(filled, odd):
    assert filled.fetch([odd]).found == {}
    assert list(filled.fetch([odd, ADA]).found) == [ADA]
    assert keys(filled.adjacent([odd], Tie)) == []


def test_a_broken_character_in_a_key_finds_nothing(filled):
    assert filled.fetch(["person:\ud800"]).found == {}
    assert list(filled.fetch(["person:\ud800", ADA]).found) == [ADA]
    assert keys(filled.adjacent(["person:\ud800"], Tie)) == []


def test_reads_of_nothing_are_empty_but_say_the_revision(filled):
    assert filled.fetch([]).found == {}
    assert filled.fetch([]).revision == 6
    assert filled.adjacent([], Tie).records == []
    assert filled.adjacent([], Tie).revision == 6


def test_adjacent_finds_what_refers_to_a_record_by_any_field(filled):
    assert keys(filled.adjacent([ADA], Tie)) == sorted(
        tie.key for tie in (a.tie("ada", "bob"), a.tie("ada", "eve"), a.tie("ada", "bob", "git"))
    )
    assert keys(filled.adjacent([EVE], Employment)) == [a.employment("eve").key]
    assert keys(filled.adjacent([BOB], Evidence)) == ["evidence:one"]
    assert keys(filled.adjacent([a.key("skill", "maps")], Evidence)) == ["evidence:two"]
    assert keys(filled.adjacent([ADA], Skill)) == []


def test_adjacent_answers_with_whole_records_and_their_revisions(filled):
    page = filled.adjacent([ADA], Identifier)
    assert [(stored.record, stored.revision) for stored in page.records] == [(a.identifier("ada"), 3)]
    assert (page.revision, page.after) == (6, None)


def test_a_record_that_refers_to_several_of_the_keys_comes_once(filled):
    everybody = [ADA, BOB, EVE, BOB]
    assert keys(filled.adjacent(everybody, Tie)) == keys(filled.scan(Tie))
    assert keys(filled.adjacent([HOME, *everybody], Employment)) == keys(filled.scan(Employment))


def test_adjacent_follows_changed_and_deleted_references(filled):
    filled.apply([a.evidence("one", "eve"), Deletion(a.tie("bob", "eve").key)])
    assert keys(filled.adjacent([BOB], Evidence)) == []
    assert keys(filled.adjacent([EVE], Evidence)) == ["evidence:one", "evidence:two"]
    assert keys(filled.adjacent([EVE], Tie)) == [a.tie("ada", "eve").key]


def test_a_record_that_refers_to_itself_is_adjacent_to_itself(store):
    store.apply([a.skill("code", broader=(a.key("skill", "code"),))])
    assert keys(store.adjacent([a.key("skill", "code")], Skill)) == ["skill:code"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 2000])
def test_pages_hold_everything_once_in_key_order(filled, limit):
    everything = sorted(tie.key for tie in (
        a.tie("ada", "bob"), a.tie("ada", "eve"), a.tie("bob", "eve"), a.tie("ada", "bob", "git")
    ))  # fmt: skip
    reads = (
        lambda **page: filled.scan(Tie, **page),
        lambda **page: filled.scan(Tie, ["tie:ada.", "tie:b", "tie:ada.bob."], **page),
        lambda **page: filled.adjacent([EVE, BOB, ADA], Tie, **page),
    )
    for read in reads:
        found, sizes = all_pages(read, limit)
        assert found == everything
        assert all(size == limit for size in sizes[:-1])


def test_the_last_page_says_that_it_is_the_last_even_when_it_is_full(filled):
    assert filled.scan(Person, limit=3).after is None
    assert filled.scan(Person, limit=2).after == BOB
    assert filled.adjacent([HOME], Employment, limit=3).after is None


def test_a_page_can_start_behind_a_key_that_is_not_there(filled):
    assert keys(filled.scan(Person, after=a.key("person", "alan"))) == [BOB, EVE]
    assert keys(filled.adjacent([HOME], Employment, after=a.key("employment", "b"))) == [
        a.employment("bob").key,
        a.employment("eve").key,
    ]
    assert keys(filled.scan(Person, after=a.key("person", "zoe"))) == []
    assert keys(filled.scan(Person, after=NO_KEY)) == [ADA, BOB, EVE]


def test_scan_reads_one_kind_only(filled):
    assert keys(filled.scan(Skill)) == ["skill:maps", "skill:python"]
    assert [stored.record for stored in filled.scan(Person, limit=1).records] == [a.person("ada")]


def test_scan_by_beginnings_reads_what_begins_so(filled):
    pair = pair_beginning("tie", BOB, ADA)
    both = sorted([a.tie("ada", "bob").key, a.tie("ada", "bob", "git").key])
    assert keys(filled.scan(Tie, [pair])) == both
    assert keys(filled.scan(Tie, [pair, "tie:ada.", pair])) == sorted([*both, a.tie("ada", "eve").key])
    assert keys(filled.scan(Tie, ["person:"])) == []
    assert len(keys(filled.scan(Tie, ["tie"]))) == 4
    assert len(keys(filled.scan(Tie, ["", "tie:zz"]))) == 4
    assert keys(filled.scan(Tie, ["tie:zz"])) == []
    assert keys(filled.scan(Person, ["person:ada"])) == [ADA]


def test_letters_of_any_alphabet_are_found_by_key_and_by_beginning(store):
    names = ["éva", "名前", "a_b", "a%b", "a.b", "A", "a", "aa", "\U0010ffff", "\U0010ffffz", "'"]
    store.apply([a.person(name) for name in names])
    for name in names:
        assert list(store.fetch([a.key("person", name)]).found) == [a.key("person", name)]
        begins = sorted(a.key("person", other) for other in names if other.startswith(name))
        assert keys(store.scan(Person, [a.key("person", name)])) == begins


@pytest.mark.parametrize("limit", [0, -1])
def test_a_page_holds_at_least_one_record(filled, limit):
    for read in (
        lambda: filled.scan(Person, limit=limit),
        lambda: filled.adjacent([ADA], Tie, limit=limit),
    ):
        with pytest.raises(InvalidValue):
            read()


def test_no_read_asks_for_more_than_max_keys(store):
    many = [a.key("person", str(n)) for n in range(MAX_KEYS + 1)]
    for read in (
        lambda: store.fetch(many),
        lambda: store.adjacent(many, Tie),
        lambda: store.adjacent([ADA], Tie, limit=MAX_KEYS + 1),
        lambda: store.scan(Person, many),
        lambda: store.scan(Person, limit=MAX_KEYS + 1),
    ):
        with pytest.raises(TooManyKeys):
            read()


def test_hubs_are_paged_like_everybody_else(store):
    store.apply([a.organization("home"), a.organization("away"), *(a.person(f"p{n:03}") for n in range(200))])
    home = [a.employment(f"p{n:03}", "home") for n in range(200)]
    away = [a.employment(f"p{n:03}", "away") for n in range(0, 200, 3)]
    store.apply([*home, *away])
    both = [HOME, a.key("organization", "away")]
    found, _ = all_pages(lambda **page: store.adjacent(both, Employment, **page), 7)
    assert found == sorted(record.key for record in [*home, *away])


def test_what_a_key_begins_with_says_nothing_about_what_the_record_refers_to(store):
    ada = a.key("evidence", "ada.1")
    store.apply([a.person("ada"), a.person("bob"), a.skill("ada"), a.person("ada.1")])
    for of, about in (
        ("bob", ()),
        ("ada", ()),
        ("bob", ("ada",)),
        ("ada", ("ada",)),
        ("ada.1", ()),
        ("bob", ()),
    ):
        store.apply([a.evidence("ada.1", of, about=about)])
        for key in (ADA, BOB, a.key("skill", "ada"), a.key("person", "ada.1")):
            record = store.fetch([ada]).found[ada].record
            refers = key in (*record.people, *record.skills)
            assert keys(store.adjacent([key], Evidence)) == ([ada] if refers else [])
            if refers:
                with pytest.raises(StillReferenced):
                    store.apply([Deletion(key)])
    assert store.apply([Deletion(ADA), Deletion(a.key("skill", "ada"))]) == store.revision()
