import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.resemblance import Stay, Traits, resemblance

ACME = "organization:acme"
PARTIAL = st.sampled_from(["", "2015", "2015-06", "2018-02-03", "2021"])
STAY = st.builds(Stay, st.sampled_from([ACME, "organization:other"]), PARTIAL, PARTIAL)
IDENTIFIER = st.sampled_from(
    [("email", "ann.lee@a.com"), ("email", "kiwi77@b.org"), ("github", "kiwi77"), ("employee", "7")]
)
TRAITS = st.builds(
    Traits,
    st.sampled_from(["Ann Lee", "LEE, Ann", "Änn Lee", "Bo Lee", ""]),
    st.lists(STAY, max_size=3).map(tuple),
    st.lists(IDENTIFIER, max_size=3).map(tuple),
)


def _stays(*spans: tuple[str, str]) -> tuple[Stay, ...]:
    return tuple(Stay(ACME, *span) for span in spans)


@given(one=TRAITS, other=TRAITS)
def test_it_is_symmetric_and_nobody_without_the_same_words_resembles_anybody(
    one: Traits, other: Traits
) -> None:
    assert resemblance(one, other) == resemblance(other, one)
    if one.words() != other.words() or not one.words():
        assert resemblance(one, other) == ()


@pytest.mark.parametrize("name", ["Lee, Ann", "ann LEE", "Ánn Lée"])
def test_the_same_name_at_the_same_organization_at_the_same_time(name: str) -> None:
    here = Traits("Ann Lee", _stays(("2015", "2018-06")))
    assert resemblance(here, Traits(name, _stays(("2018", "2020")))) == (
        "the same name",
        "at the same organization at the same time",
    )
    assert resemblance(here, Traits(name, _stays(("2019", "2020")))) == ()
    assert resemblance(here, Traits(name, (Stay("organization:other", "2015", "2018"),))) == ()


def test_the_same_name_alone_is_not_enough() -> None:
    assert resemblance(Traits("Ann Lee"), Traits("Ann Lee")) == ()


@pytest.mark.parametrize(
    ("one", "other", "telling"),
    [
        (("email", "kiwi77@a.com"), ("github", "kiwi77"), True),
        (("email", "ann.lee@a.com"), ("email", "ann.lee@b.org"), False),
        (("linkedin", "in/ann-lee-3c402b1"), ("linkedin", "in/ann-lee"), False),
        (("phone", "+14155550100"), ("phone", "+14155550100"), True),
        (("email", "alee@a.com"), ("github", "alee"), False),
    ],
)
def test_what_somebody_is_called_elsewhere_counts_if_it_is_not_just_their_name(
    one: tuple[str, str], other: tuple[str, str], telling: bool
) -> None:
    assert bool(resemblance(Traits("Ann Lee", (), [one]), Traits("Ann Lee", (), [other]))) == telling


def test_two_employee_numbers_at_one_time_are_two_people() -> None:
    stays = _stays(("2015", "2018"))
    one, other = (Traits("Ann Lee", stays, [("employee", number)]) for number in ("1", "2"))
    assert resemblance(one, other) == ()
    assert resemblance(one, Traits("Ann Lee", stays)) != ()
