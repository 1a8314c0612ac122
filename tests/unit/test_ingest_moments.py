from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.moments import read_date, read_end
from ingest.source import BadRecord

TODAY = date(2026, 11, 22)
US = ("%m/%d/%Y", "%m/%d/%y")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2019-03-05", "2019-03-05"),
        ("2019-03", "2019-03"),
        ("2019", "2019"),
        ("2019-03-05T10:00:00Z", "2019-03-05"),
        ("2019-03-05 00:00:00", "2019-03-05"),
        ("", ""),
    ],
)
def test_iso_dates_keep_their_precision(text: str, meant: str) -> None:
    assert read_date(text, "start_date", TODAY) == meant


@pytest.mark.parametrize(
    "text", ["05/03/2019", "2019-13-01", "2019-02-30", "soon", "19-03-05", "0202-01-01", "20190305"]
)
def test_what_is_no_iso_date_is_refused_naming_column_and_value(text: str) -> None:
    with pytest.raises(BadRecord) as refused:
        read_date(text, "start_date", TODAY)
    assert refused.value.field == "start_date"
    assert text in refused.value.reason


@pytest.mark.parametrize(
    ("text", "formats", "meant"),
    [
        ("3/5/2019", US, "2019-03-05"),
        ("3/5/19", US, "2019-03-05"),
        ("3/5/68", US, "1968-03-05"),
        ("11/23/26", US, "1926-11-23"),
        ("11/22/26", US, "2026-11-22"),
        ("05 Mar 2021", ("%d %b %Y",), "2021-03-05"),
        ("Mar 2021", ("%b %Y",), "2021-03"),
        ("2021", ("%Y",), "2021"),
        ("29/02/00", ("%d/%m/%y",), "2000-02-29"),
    ],
)
def test_formats_are_tried_in_order_and_keep_their_precision(
    text: str, formats: tuple[str, ...], meant: str
) -> None:
    assert read_date(text, "start_date", TODAY, formats) == meant


def test_an_impossible_day_is_told_from_another_format() -> None:
    with pytest.raises(BadRecord, match="no such day"):
        read_date("13/45/2019", "start_date", TODAY, US)
    with pytest.raises(BadRecord, match="expected %m/%d/%Y"):
        read_date("2019-03-05", "start_date", TODAY, US)


def test_an_end_lies_behind_its_start() -> None:
    assert read_end("12/31/30", "end_date", TODAY, US, "2024-01-01") == "2030-12-31"
    assert read_end("12/31/99", "end_date", TODAY, US, "1998-01-01") == "1999-12-31"
    assert read_end("2019", "end_date", TODAY, (), "2019-06-01") == "2019"
    with pytest.raises(BadRecord, match="before the start"):
        read_end("2018", "end_date", TODAY, (), "2019-06-01")


@pytest.mark.parametrize("text", ["9999-12-31", "2999-12-31", ""])
def test_an_end_in_another_age_is_no_end(text: str) -> None:
    assert read_end(text, "end_date", TODAY, (), "2019") == ""


@given(st.dates(date(1927, 1, 1), date(2099, 1, 1)))
def test_nobody_starts_in_the_future_by_a_short_year(day: date) -> None:
    read = read_date(day.strftime("%m/%d/%y"), "start_date", TODAY, US[1:])
    assert date.fromisoformat(read) <= TODAY
    assert read[5:] == day.isoformat()[5:]


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    for formats in ((), US):
        try:
            read_date(text, "at", TODAY, formats)
        except BadRecord:
            continue
