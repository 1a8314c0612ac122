"""Who is probably one person under two records: proposed with reasons, from what the company knows alone."""

import pytest

from actions.act import Act
from actions.merge import merge_people, say_distinct
from graph.errors import Refused
from graph.ports import Change
from policy.viewer import Viewer
from queries.duplicates import Duplicate, place, possible_duplicates
from queries.network import Network
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key, staff
from tests.factories.network import address_of, network_of

ADMIN = Viewer(key("ada"), frozenset({"network_admin"}))
SINCE = {"ute": ("2019", ""), "uma": ("2020", "2021"), "uli": ("2010", "2012")}


def namesakes(*more: Change, **names: str) -> Network:
    """Three of one name: two at home at the same time, and one before."""
    called = {"ute": "Ute Möller", "uma": "MOELLER, Ute", "uli": "Ute Möller"} | names
    people = [make.person(one, name=name.replace("MOELLER,", "Möller")) for one, name in called.items()]
    jobs = [make.employment(one, "home", *span) for one, span in SINCE.items()]
    return network_of([*staff(), *people, *jobs, *map(address_of, ("ada", *SINCE)), *more])


def pairs(network: Network, viewer: Viewer = ADMIN) -> list[tuple[str, str]]:
    found = possible_duplicates(network, viewer).duplicates
    return [(one.people[0].key.partition(":")[2], one.people[1].key.partition(":")[2]) for one in found]


def test_the_same_name_at_the_same_place_and_time_is_a_reason_to_look() -> None:
    (pair,) = possible_duplicates(namesakes(), ADMIN).duplicates
    assert [card.key for card in pair.people] == [key("uma"), key("ute")]
    assert pair.why == ("the same name", "at the same organization at the same time")


def test_a_name_used_elsewhere_is_one_too() -> None:
    logins = [
        make.identifier("ute", "in/xqz-moeller", "linkedin"),
        make.identifier("uli", "xqz-moeller@mail.example"),
    ]
    assert pairs(namesakes(*logins)) == [("uli", "ute"), ("uma", "ute")]


def test_what_only_somebodys_own_source_says_is_no_reason() -> None:
    mine = [
        make.identifier("ute", "in/xqz-moeller", "linkedin", contributors=(key("ada"),)),
        make.identifier("uli", "xqz-moeller@mail.example"),
        make.employment("uli", "acme", "2020", contributor=key("ada")),
        make.employment("ute", "acme", "2020", contributor=key("ada")),
        make.organization("acme"),
    ]
    assert pairs(namesakes(*mine)) == [("uma", "ute")]


@pytest.mark.parametrize(
    "hidden",
    [
        make.preference("uma", blocked=(key("ada"),)),
        make.preference("uma", restricted=True),
        make.preference("uma", shown=("employments/me",)),
        make.preference("ute", shown=("employments/recruiters",)),
    ],
)
def test_who_or_what_is_not_shown_is_as_if_not_there(hidden: Change) -> None:
    assert pairs(namesakes(hidden)) == []


def test_two_who_were_said_to_be_two_are_not_proposed_again_until_that_is_taken_back() -> None:
    network = namesakes()
    say_distinct(Act(network, ADMIN, "1"), key("ute"), key("uma"))
    assert pairs(network) == []
    say_distinct(Act(network, ADMIN, "2"), key("uma"), key("ute"), distinct=False)
    assert pairs(network) == [("uma", "ute")]


def test_who_was_made_one_is_not_a_pair() -> None:
    network = namesakes()
    merge_people(Act(network, ADMIN, "1"), key("ute"), key("uma"), "the same person twice")
    assert pairs(network) == []


def test_page_by_page_every_pair_comes_once() -> None:
    people = [make.person(f"x{n}", name=f"Xi {'abc'[n % 3]}") for n in range(9)]
    jobs = [make.employment(f"x{n}", "home", "2020") for n in range(9)]
    network = network_of([*staff(), *people, *jobs])
    whole = possible_duplicates(network, ADMIN, 99).duplicates
    assert len(whole) == 9
    found: list[Duplicate] = []
    after = None
    while True:
        page = possible_duplicates(network, ADMIN, 2, after)
        found += page.duplicates
        if not page.more:
            break
        after = place(page.duplicates[-1])
    assert found == list(whole)


def test_where_a_long_name_stands_follows_from_it_alone() -> None:
    long = "Xaver Yorick Zacharias Wolfgang Amadeus Theophilus Bonaventura"
    turned = " ".join(reversed(long.split()))
    jobs = [make.employment(name, "home", "2020") for name in ("xa", "xb", "xc", "xm")]
    called = [make.person("xb", name=long), make.person("xc", name=long), make.person("xm", name="Mo Maier")]
    called += [make.person("xd", name="Mo Maier"), make.employment("xd", "home", "2020")]
    told = []
    for hidden in ([], [make.preference("xa", restricted=True)]):
        network = network_of([*staff(), *called, *jobs, make.person("xa", name=turned), *hidden])
        found = possible_duplicates(network, ADMIN).duplicates
        told.append([(pair.words, *(card.key for card in pair.people)) for pair in found])
    assert told[1] == [one for one in told[0] if key("xa") not in one]
    assert [one[1:] for one in told[1]] == [(key("xb"), key("xc")), (key("xd"), key("xm"))]


def test_it_is_for_those_who_run_the_network() -> None:
    with pytest.raises(Refused):
        possible_duplicates(namesakes(), Viewer(key("ada")))
    with pytest.raises(Refused):
        say_distinct(Act(namesakes(), Viewer(key("ada")), "1"), key("ute"), key("uma"))


def test_over_the_api_a_pair_is_found_made_one_listed_and_made_two_again() -> None:
    asking, admin = Asking(namesakes()), ("network_admin",)
    question = "{ possibleDuplicates { edges { node { why people { id name } } } } }"
    (edge,) = asking.ask(question, roles=admin)["possibleDuplicates"]["edges"]
    gone, kept = (person["id"] for person in edge["node"]["people"])
    merge = f"""mutation {{ mergePeople(input: {{idempotencyKey: "m", keep: "{kept}", merge: "{gone}",
        reason: "the same person twice"}}) {{ ... on Merge {{ id kept {{ name }} }} }} }}"""
    made = asking.ask(merge, roles=admin)["mergePeople"]
    assert made["kept"]["name"] == "Ute Möller"
    assert asking.ask(question, roles=admin)["possibleDuplicates"]["edges"] == []
    listed = asking.ask("{ merges { edges { node { id reason undone } } } }", roles=admin)["merges"]["edges"]
    assert [one["node"]["id"] for one in listed] == [made["id"]]
    undo = f'mutation {{ unmergePeople(input: {{idempotencyKey: "u", merge: "{made["id"]}"}}) {{ ... on Merge {{ undone }} }} }}'  # noqa: E501
    assert asking.ask(undo, roles=admin)["unmergePeople"]["undone"]
    dismiss = f"""mutation {{ dismissDuplicate(input: {{idempotencyKey: "d", people: ["{kept}", "{gone}"]}})
        {{ __typename }} }}"""
    assert asking.ask(dismiss, roles=admin)["dismissDuplicate"]["__typename"] == "Done"
    assert asking.ask(question, roles=admin)["possibleDuplicates"]["edges"] == []
    assert asking.code(question) == "REFUSED"
