"""The budget of a request: what it counts, and that its work grows with the document only."""

import pytest
from graphql import get_introspection_query, parse

from api.graphql.documents import Documents
from api.graphql.limits import ApiLimits, Cost, Meter, too_much
from api.graphql.schema import build_schema

SCHEMA = build_schema()._schema


def meter_of(text: str, **variables: object) -> Meter:
    return Meter(SCHEMA, parse(text), variables, longest=100)


def cost_of(text: str, **variables: object) -> Cost:
    return meter_of(text, **variables).measure()


def bomb(fragments: int) -> str:
    """Each fragment spreads the next one twice: the expansion doubles with every line."""
    lines = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(fragments)]
    return "\n".join(["{ ...F0 }", *lines, f"fragment F{fragments} on Query {{ viewer {{ roles }} }}"])


def test_fields_and_depth_are_those_of_the_expanded_document() -> None:
    cost = cost_of("{ viewer { ...V ...V } } fragment V on Viewer { person { name } }")
    assert (cost.depth, cost.fields) == (3, 5)


@pytest.mark.parametrize("fragments", [10, 100, 300])
def test_a_bomb_of_nested_fragments_is_measured_in_steps_that_grow_with_its_text(fragments: int) -> None:
    meter = meter_of(bomb(fragments))
    cost = meter.measure()
    assert cost.fields == 2 * 2**fragments
    assert meter.steps == 2 * fragments + 3


def test_many_operations_over_one_fragment_measure_it_once() -> None:
    text = "".join(f"query Q{n} {{ ...F }} " for n in range(100))
    meter = meter_of(text + "fragment F on Query { viewer { roles } viewer { person { name } } }")
    assert meter.measure().fields == 500
    assert meter.steps == 105


def test_fragments_that_spread_each_other_in_a_circle_end() -> None:
    meter = meter_of("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A viewer { roles } }")
    meter.measure()
    assert meter.steps == 5


def test_nodes_multiply_page_by_page() -> None:
    text = "query($n: Int = 10) { people(first: $n) { edges { node { skills(first: 4) { latest } } } } }"
    # ten pages of one edge list, each one edge, one node and four skills
    assert cost_of(text).nodes == 10 * (1 + 1 + 1 + 4)
    assert cost_of(text, n=20).nodes == 20 * (1 + 1 + 1 + 4)


def test_a_page_is_never_taken_for_longer_than_pages_are() -> None:
    cheap = "{ people(first: 100) { edges { cursor } } }"
    greedy = "{ people(first: 99999999999999999999) { edges { cursor } } }"
    assert cost_of(greedy).nodes == cost_of(cheap).nodes


def test_the_hops_of_experts_count_as_the_searches_that_they_are() -> None:
    with_hops = cost_of('{ whoKnows(about: "x") { edges { hops } } }').nodes
    without = cost_of('{ whoKnows(about: "x") { edges { score } } }').nodes
    assert with_hops == without + 10 * 20


def test_ids_count_one_by_one() -> None:
    assert cost_of('{ nodes(ids: ["a", "b", "c"]) { id } }').nodes == 3
    assert cost_of("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["a"] * 7).nodes == 7


def test_equal_names_side_by_side_are_counted_through_fragments() -> None:
    assert cost_of("{ viewer { roles roles ...R } } fragment R on Viewer { roles }").repeats == 2


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("{ viewer { person { name } } }", ApiLimits(depth=2)),
        ("{ viewer { roles person { name } } }", ApiLimits(fields=3)),
        ("{ a: viewer { roles } b: viewer { roles } }", ApiLimits(aliases=1)),
        ("{ viewer { roles roles } }", ApiLimits(repeats=0)),
        ("{ people(first: 50) { edges { cursor } } }", ApiLimits(nodes=99)),
    ],
)
def test_each_limit_is_kept(text: str, limit: ApiLimits) -> None:
    assert too_much(cost_of(text), limit) is not None
    assert too_much(cost_of(text), ApiLimits()) is None


def test_tools_may_ask_for_the_schema() -> None:
    assert too_much(cost_of(get_introspection_query(input_value_deprecation=True)), ApiLimits()) is None


def test_a_document_is_measured_with_the_variables_of_each_request() -> None:
    limits = ApiLimits(nodes=50)
    documents = Documents(limits)
    text = "query($n: Int) { people(first: $n) { edges { node { id } } } }"
    for size, codes in ((1, []), (100, ["TOO_COMPLEX"]), (1, [])):
        faults = documents.faults(documents.prepared(text), SCHEMA, {"n": size}, ())
        assert [fault.original_error.code for fault in faults] == codes  # type: ignore[union-attr]


def test_ids_in_a_variable_are_counted_in_each_request() -> None:
    documents = Documents(ApiLimits(nodes=50))
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    for ids, faulty in ((["a"], False), (["a"] * 60, True)):
        assert bool(documents.faults(documents.prepared(text), SCHEMA, {"ids": ids}, ())) is faulty


def test_a_document_that_no_variable_makes_larger_is_measured_once() -> None:
    documents = Documents(ApiLimits())
    prepared = documents.prepared("query($s: String!) { skills(search: $s, first: 3) { edges { cursor } } }")
    assert documents.faults(prepared, SCHEMA, {"s": "x"}, ()) == []
    assert prepared.cost == cost_of("{ skills(search: 1, first: 3) { edges { cursor } } }")
