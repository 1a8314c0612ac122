"""A form with a file, read as it comes in: the fields first, then the file, in pieces of any size."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from anyio import run

from api.multipart import BadForm, FilePart

FORM = (
    b'--b\r\nContent-Disposition: form-data; name="form"\r\n\r\ntoken\r\n'
    b'--b\r\nContent-Disposition: form-data; name="empty"\r\n\r\n\r\n'
    b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\ntwo\r\nlines, \xc3\xa9\r\n'
)
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="M\xc3\xbcller.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\na,b\r\n1,--b\r\n--b--\r\n"
)
NO_FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--b--\r\n'
FIELDS = [("form", "token"), ("empty", ""), ("text", "two\r\nlines, é")]


def read(body: bytes, piece: int, most: int = 1_000) -> tuple[list[tuple[str, str]], str, bytes]:
    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(body), piece):
            yield body[at : at + piece]

    async def whole() -> tuple[list[tuple[str, str]], str, bytes]:
        part, file = FilePart(pieces(), b"b"), BytesIO()
        fields, name = await part.fields(most)
        if name:
            await part.write(file, most)
        return fields, name, file.getvalue()

    return run(whole)


@pytest.mark.parametrize("piece", [1, 2, 7, 4_096])
def test_the_fields_and_then_the_file(piece: int) -> None:
    assert read(FORM + FILE, piece) == (FIELDS, "Müller.csv", b"a,b\r\n1,--b")


@pytest.mark.parametrize("piece", [1, 4_096])
def test_no_file_was_chosen_or_asked_for(piece: int) -> None:
    assert read(FORM + NO_FILE, piece) == (FIELDS, "", b"")
    assert read(FORM + b"--b--\r\n", piece) == (FIELDS, "", b"")


@pytest.mark.parametrize("body", [b"", FORM, FORM[:-30], FORM + FILE[:-9], b"--c\r\n\r\n", b"x" * 40_000])
def test_what_is_cut_off_or_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(BadForm) as refused:
        read(body, 1_000, 100_000)
    assert refused.value.status == 400


def test_fields_are_bounded_in_size_and_number() -> None:
    many = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n\r\n' * 50
    for body in (FORM.replace(b"token", b"t" * 2_000) + FILE, many + FILE):
        with pytest.raises(BadForm) as refused:
            read(body, 4_096)
        assert refused.value.status == 413
