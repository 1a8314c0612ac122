"""How much contact work on the same files stands for."""

from math import fsum, isclose

from hypothesis import given
from hypothesis import strategies as st

from ingest.sources.git.joint_work import (
    CURRENCY_HALF_LIFE,
    DAY,
    MOST_PEOPLE,
    TRUST_HALF_LIFE,
    WINDOW,
    JointWork,
    Work,
    joint_work,
)

NOON = 18_262 * DAY + DAY // 2

works = st.lists(
    st.builds(
        Work,
        at=st.integers(0, 3 * WINDOW // DAY).map(lambda day: NOON + day * DAY),
        people=st.lists(st.sampled_from("abcde"), min_size=1, max_size=3, unique=True).map(tuple),
        files=st.lists(
            st.sampled_from(["x/1", "x/2", "y/1", "top"]), min_size=1, max_size=3, unique=True
        ).map(tuple),
    ),
    max_size=12,
).map(lambda made: sorted(made, key=lambda work: work.at))


def as_defined(made: list[Work]) -> dict[tuple[str, str], tuple[int, int, float, float]]:
    """Amounts of all pairs, straight from the definition."""
    found: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for place, work in enumerate(made):
        for file in work.files:
            before = {
                person
                for earlier in made[:place]
                if file in earlier.files and earlier.at >= work.at - WINDOW
                for person in earlier.people
            }
            n = len(before | set(work.people))
            met = {
                (min(a, b), max(a, b))
                for a in work.people
                for b in before | set(work.people)
                if a != b and n <= 15
            }
            for pair in met:
                found.setdefault(pair, []).append((work.at // DAY, 1 / (n - 1) / len(work.files)))
    answer = {}
    for pair, parts in found.items():
        first, last = min(day for day, _ in parts), max(day for day, _ in parts)
        trust = fsum(amount * 0.5 ** ((last - day) / TRUST_HALF_LIFE) for day, amount in parts)
        currency = fsum(amount * 0.5 ** ((last - day) / CURRENCY_HALF_LIFE) for day, amount in parts)
        answer[pair] = (first, last, trust, currency)
    return answer


@given(works)
def test_amounts_are_those_of_the_definition(made: list[Work]) -> None:
    found, expected = joint_work(made), as_defined(made)
    assert found.keys() == expected.keys()
    for pair, (first, last, trust, currency) in expected.items():
        joint = found[pair]
        assert (joint.first, joint.last) == (first, last)
        assert isclose(joint.trust, trust, rel_tol=1e-9)
        assert isclose(joint.currency, currency, rel_tol=1e-9)


@given(works, st.randoms(use_true_random=False))
def test_the_order_of_people_and_files_within_a_commit_does_not_matter(made: list[Work], chance) -> None:  # type: ignore[no-untyped-def]
    def mixed(items: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(chance.sample(items, len(items)))

    again = [Work(work.at, mixed(work.people), mixed(work.files)) for work in made]
    assert facts(joint_work(again)) == facts(joint_work(made))


@given(works)
def test_the_amounts_do_not_depend_on_what_people_are_called(made: list[Work]) -> None:
    turned = dict(zip("abcde", "edcba", strict=True))
    again = joint_work(Work(work.at, tuple(turned[p] for p in work.people), work.files) for work in made)
    renamed = {tuple(sorted((turned[a], turned[b]))): joint for (a, b), joint in again.items()}
    assert facts(renamed) == facts(joint_work(made))  # type: ignore[arg-type]


@given(works, works)
def test_later_work_of_others_elsewhere_changes_nothing(made: list[Work], others: list[Work]) -> None:
    apart = [Work(w.at, tuple(p + "'" for p in w.people), tuple("z" + f for f in w.files)) for w in others]
    both = joint_work(sorted([*made, *apart], key=lambda work: work.at))
    own = {pair: joint for pair, joint in both.items() if "'" not in pair[0]}
    assert facts(own) == facts(joint_work(made))


def facts(found: dict[tuple[str, str], JointWork]) -> dict[tuple[str, str], tuple[object, ...]]:
    return {pair: (j.first, j.last, j.trust, j.currency, j.folder()) for pair, j in found.items()}


def test_two_people_on_one_file_share_a_contact() -> None:
    found = joint_work([Work(NOON, ("a",), ("x",)), Work(NOON + DAY, ("b",), ("x", "y"))])
    assert facts(found) == {("a", "b"): (18_263, 18_263, 0.5, 0.5, "")}


def test_half_a_year_is_the_limit() -> None:
    first = Work(NOON, ("a",), ("x",))
    assert joint_work([first, Work(NOON + WINDOW, ("b",), ("x",))])
    assert not joint_work([first, Work(NOON + WINDOW + 1, ("b",), ("x",))])


def test_a_crowd_on_a_file_says_nothing_about_two_of_them() -> None:
    crowd = [Work(NOON + n, (f"p{n:02}",), ("x",)) for n in range(MOST_PEOPLE + 1)]
    found = joint_work(crowd)
    assert ("p00", "p14") in found
    assert not any("p15" in pair for pair in found)


def test_authors_of_one_commit_meet_once() -> None:
    ((pair, joint),) = joint_work([Work(NOON, ("b", "a"), ("x/1", "x/2", "y/1"))]).items()
    assert (pair, joint.trust, joint.folder()) == (("a", "b"), 1.0, "x")


def test_touches_older_than_the_window_are_forgotten() -> None:
    from ingest.sources.git.joint_work import _Recent

    recent = _Recent()
    for day in range(1000):
        recent.forget((day - 180) * DAY)
        recent.touch(f"f{day}", ("a", "b"), day * DAY)
        recent.touch("kept", ("a",), day * DAY)
        recent.touch("kept", ("a",), day * DAY)
    assert len(recent._files) <= 182
    assert len(recent._touches) <= 4 * 181
