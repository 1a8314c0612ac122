"""Cursors: sealed, and good for one question of one viewer."""

import base64

import pytest

from api.graphql.cursors import Cursors
from api.graphql.errors import RequestError
from graph.keys import KeyMaker

CURSORS = Cursors(KeyMaker(b"a secret for tests only"))
QUESTION = ("people", "person:ada", "", ("x",))
PLACE = ("ada", "person:ada")


def test_a_cursor_gives_back_its_place_to_every_worker() -> None:
    other_worker = Cursors(KeyMaker(b"a secret for tests only"))
    assert other_worker.open(QUESTION, CURSORS.seal(QUESTION, PLACE), tuple[str, str]) == PLACE


def flipped(cursor: str) -> str:
    raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    raw[-3] ^= 1
    return base64.urlsafe_b64encode(bytes(raw)).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "junk",
        "é",
        "=" * 9,
        "A" * 5_000,
        flipped(CURSORS.seal(QUESTION, PLACE)),
        CURSORS.seal(("people", "person:bob", "", ("x",)), PLACE),
        CURSORS.seal(QUESTION, (1, 2)),
        Cursors(KeyMaker(b"another secret, elsewhere")).seal(QUESTION, PLACE),
    ],
)
def test_any_other_cursor_is_refused_in_the_same_words(cursor: str) -> None:
    with pytest.raises(RequestError) as refused:
        CURSORS.open(QUESTION, cursor, tuple[str, str])
    assert refused.value.code == "BAD_CURSOR"
    assert refused.value.message == "This cursor does not belong to this question."
    assert refused.value.__cause__ is None
