"""Votes over arrays are the votes that one would count by hand, in the same order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.evidence_votes import ballots, half_lives, left, votes
from graph.dates import NO_DAY
from graph.snapshot.evidence import EVIDENCE, VOTER
from queries.topics import Matches

TODAY = 20_000

days = st.one_of(st.just(NO_DAY), st.integers(TODAY - 4_000, TODAY + 30))
people = st.lists(st.tuples(st.integers(-1, 4), st.sampled_from([0.1, 0.3, 0.5, 1.0])), max_size=3)
pieces = st.lists(
    st.tuples(days, st.integers(0, 6), people, st.sampled_from([0.0, 0.2, 0.7, 1.0])), max_size=12
)


@given(pieces)
def test_everybody_known_gets_a_vote_from_each_piece_that_matches(
    given_pieces: list[tuple[int, int, list[tuple[int, float]], float]],
) -> None:
    rows, voters = np.zeros(len(given_pieces), EVIDENCE), []
    for number, (day, kind, shares, _) in enumerate(given_pieces):
        start = len(voters)
        voters += shares
        rows[number] = (number, kind, True, 0, 0, day, 5.0, 0, start, len(voters))
    table = np.array(voters, VOTER)
    match = np.array([piece[3] for piece in given_pieces])
    numbers = np.flatnonzero(match).astype(np.int32)
    cast = votes(ballots(rows, TODAY), table, numbers, match[numbers])
    expected = []
    for number in numbers.tolist():
        row = rows[number : number + 1]
        worth = match[number] * left(row["day"], TODAY, half_lives(row["kind"]))[0]
        for person, share in table[row["start"][0] : row["end"][0]].tolist():
            if person >= 0:
                expected.append((number, person, int(row["kind"][0]), float(worth * np.float32(share))))
    found = zip(*(a.tolist() for a in (cast.evidence, cast.person, cast.kind, cast.worth)), strict=True)
    assert list(found) == expected


@given(st.lists(st.dictionaries(st.integers(0, 20), st.sampled_from([0.2, 0.5, 1.0])), max_size=4))
def test_evidence_that_matches_in_several_ways_counts_once_with_the_best(
    ways: list[dict[int, float]],
) -> None:
    matched = Matches()
    best: dict[int, float] = {}
    for way in ways:
        matched.add(np.array(list(way), np.int32), np.array(list(way.values())))
        for number, match in way.items():
            best[number] = max(match, best.get(number, 0.0))
    numbers, match = matched.found()
    assert list(zip(numbers.tolist(), match.tolist(), strict=True)) == sorted(best.items())
