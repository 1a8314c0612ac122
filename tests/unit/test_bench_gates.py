"""The benchmark of the gates replaces what there is: a name that has moved would be measured as a gate."""

from bench.gates import WITHOUT


def test_every_gate_that_is_taken_away_is_there() -> None:
    assert [name for place, name, _ in WITHOUT if not hasattr(place, name)] == []
