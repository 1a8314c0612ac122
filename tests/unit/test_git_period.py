"""Which moments a period holds."""

import pytest

from graph.errors import InvalidValue
from ingest.sources.git.period import Period, period

NOON = 1_577_880_000  # 2020-01-01T12:00:00Z


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", "", Period()),
        ("2020-01-01", "2020-01-01", Period(NOON - 43_200, NOON + 43_199)),
        ("2020-01-01T12:00:00Z", "", Period(NOON)),
        ("2020-01-01 14:00+02:00", "", Period(NOON)),
        ("", "2020-01-01T12:00", Period(None, NOON)),
        ("2019", "2019-12", Period(1_546_300_800, NOON - 43_201)),
        (" 2020-01-01 ", "", Period(NOON - 43_200)),
    ],
)
def test_both_ends_are_included(since: str, until: str, expected: Period) -> None:
    assert period(since, until) == expected


@pytest.mark.parametrize(
    "text", ["yesterday", "2020-13-01", "2020-02-30", "01/02/2020", "20-1-1", "2 weeks ago"]
)
def test_what_is_no_iso_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as raised:
        period(text, "")
    assert (raised.value.field, raised.value.value) == ("since", text)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidValue):
        period("2020-01-02", "2020-01-01")
