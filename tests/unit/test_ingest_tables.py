import csv
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lines import LONGEST_LINE
from ingest.source import BadSource, Item, Problem, WrongSource
from ingest.tables import LONGEST_RECORD, Damaged, Table

COLUMNS = {"id": "id", "name": "full name", "note": "note"}


def table(tmp_path: Path, content: bytes | str, **options: object) -> Table:
    path = tmp_path / "people.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Table(path, COLUMNS, **({"any_of": ["id"]} | options))  # type: ignore[arg-type]


def names(found: Table) -> list[tuple[int, str]]:
    return [(i.line, i.columns["name"]) for i in found.items() if isinstance(i, Item)]


def problems(found: Table) -> list[tuple[int, str]]:
    return [(i.line, i.reason) for i in found.items() if isinstance(i, Problem)]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_every_usual_encoding_is_recognised_and_named(tmp_path: Path, encoding: str, note: str) -> None:
    found = table(tmp_path, "id,full name,note\n1,José Müller,x\n".encode(encoding))
    assert names(found) == [(2, "José Müller")]
    assert bool(found.notes) == bool(note)
    assert all(note in each for each in found.notes)


def test_a_utf_8_file_with_one_windows_line_loses_no_name(tmp_path: Path) -> None:
    found = table(tmp_path, "id,full name,note\n1,José,\n".encode() + "2,Zoë,\n".encode("cp1252"))
    assert names(found) == [(2, "José"), (3, "Zoë")]
    assert "line 3" in found.notes[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_from_the_header(tmp_path: Path, delimiter: str) -> None:
    lines = [["ID", "Full_Name", "note"], ["1", "Ann", "a b"]]
    found = table(tmp_path, "\r\n".join(delimiter.join(line) for line in lines))
    assert names(found) == [(2, "Ann")]


def test_headers_match_whatever_their_case_spaces_and_underscores(tmp_path: Path) -> None:
    assert table(tmp_path, "\ufeff Id , FULL__name,No-te\n").present == {"id", "name", "note"}


def test_another_kind_of_file_is_refused_with_what_was_expected_and_found(tmp_path: Path) -> None:
    with pytest.raises(WrongSource, match="id; found: skill, by"):
        table(tmp_path, "skill,by\npython,ann\n")
    with pytest.raises(WrongSource, match="full name"):
        table(tmp_path, "id,note\n", required=["name"])
    with pytest.raises(WrongSource, match="more than once"):
        table(tmp_path, "id,ID,note\n")


@pytest.mark.parametrize(("content", "word"), [(b"PK\x03\x04...", "spreadsheet"), (b"%PDF-1.7", "PDF")])
def test_a_spreadsheet_is_refused_with_advice(tmp_path: Path, content: bytes, word: str) -> None:
    with pytest.raises(WrongSource, match=word):
        table(tmp_path, content)


def test_unusable_files_say_why(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="empty"):
        table(tmp_path, "")
    with pytest.raises(BadSource, match="empty"):
        table(tmp_path, "\n \n")
    with pytest.raises(BadSource, match="folder"):
        Table(tmp_path, COLUMNS)
    with pytest.raises(BadSource, match="no such file"):
        Table(tmp_path / "absent.csv", COLUMNS)
    with pytest.raises(BadSource, match="NUL"):
        table(tmp_path, b"id,na\0me\n1,a\n")


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    assert list(table(tmp_path, "id,full name,note").items()) == []


def test_lines_are_physical_lines_behind_quoted_newlines(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,full name,note\n1,Ann,"a\n\nb"\n\n2,Bob,"say ""hi"""\n')
    assert names(found) == [(2, "Ann"), (6, "Bob")]


def test_shifted_rows_are_named_and_their_cells_are_not_kept(tmp_path: Path) -> None:
    found = table(tmp_path, "id,full name,note\n1,Ann\n2,Lee, Bob,x\n3,Cy,x,,\n,,\n4,Di,\n")
    assert problems(found) == [(2, "2 fields where the header has 3"), (3, "4 fields where the header has 3")]
    assert names(found) == [(4, "Cy"), (6, "Di")]
    assert all(item.columns == {} for item in found.items() if isinstance(item, Problem))


def test_an_open_quote_costs_its_own_line_only(tmp_path: Path) -> None:
    rows = "".join(f"{number},Ann {number},x\n" for number in range(3, 400))
    found = table(tmp_path, f'id,full name,note\n1,"Ann,x\n2,Bob,"y"\n{rows}')
    assert [line for line, _ in problems(found)] == [2]
    assert "line 2" in problems(found)[0][1]
    assert len(names(found)) == 398


def test_rows_inside_a_quote_are_not_lost_silently(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,full name,note\n1,Ann,"x\n2,Bob,y\n3,Cy,z"\n4,Di,w\n5,"Ed,v\n6,Flo,"\n')
    assert names(found) == [(5, "Di")]
    assert [line for line, _ in problems(found)] == [2, 6, 7]
    assert "to line 4" in problems(found)[0][1]


def test_a_record_never_spans_more_lines_than_allowed(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,full name,note\n1,Ann,"x\n' + "2,Bob,y\n" * (LONGEST_RECORD + 50) + '"\n')
    assert problems(found)[0][0] == 2
    assert len(names(found)) == LONGEST_RECORD + 50


def test_a_row_with_a_zero_byte_is_a_problem_of_that_row(tmp_path: Path) -> None:
    found = table(tmp_path, b"id,full name,note\n1,A\0nn,x\n2,Bob,\n")
    assert names(found) == [(3, "Bob")]
    assert problems(found) == [(2, "the line holds a NUL byte")]


def test_an_endless_line_is_a_problem_and_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(b"id,full name,note\n1,Ann,")
        for _ in range(12):
            file.write(b"x" * LONGEST_LINE)
        file.write(b"\n2,Bob,\n")
    tracemalloc.start()
    found = Table(path, COLUMNS, any_of=["id"])
    assert names(found) == [(3, "Bob")]
    assert "longer than" in problems(found)[0][1]
    assert tracemalloc.get_traced_memory()[1] < 9 * LONGEST_LINE
    tracemalloc.stop()


def test_reading_goes_on_behind_a_line(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,full name,note\n1,Ann,"a\nb"\n2,Bob,\n3,Cy,\n')
    assert [item.line for item in found.items("2")] == [4, 5]
    assert [item.line for item in found.items("4")] == [5]


def test_notes_before_the_header_are_passed_over_when_allowed(tmp_path: Path) -> None:
    content = 'Notes:\n"some, text"\n\nid,full name,note\n1,Ann,\n'
    assert names(table(tmp_path, content, preamble=5)) == [(5, "Ann")]
    with pytest.raises(WrongSource):
        table(tmp_path, content)


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@given(rows=st.lists(st.tuples(CELL.filter(str.strip), CELL, CELL), max_size=8), quoted=st.booleans())
def test_what_a_spreadsheet_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], quoted: bool
) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
        writer.writerows([list(COLUMNS.values()), *rows])
    found = list(Table(path, COLUMNS).items())
    assert [tuple(i.columns.values()) for i in found] == [tuple(cell.strip() for cell in row) for row in rows]


@given(noise=st.binary(max_size=200))
def test_no_bytes_whatever_break_the_reader(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    path.write_bytes(b"id,full name,note\n" + noise + b"\n9,Last,\n")
    records = list(Table(path, COLUMNS, any_of=["id"]).records())
    assert records
    assert all(isinstance(record, Damaged) or len(record.cells) == 3 for record in records)
