"""Which media type an answer has."""

import pytest

from api.graphql.media import LEGACY, RESPONSE, is_json, negotiated


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        (None, RESPONSE),
        ("*/*", RESPONSE),
        ("application/*", RESPONSE),
        ("application/json", LEGACY),
        ("application/json, application/graphql-response+json", RESPONSE),
        ("application/json, application/graphql-response+json;q=0.5", LEGACY),
        ("application/graphql-response+json;q=0, */*", LEGACY),
        ("text/html, */*;q=0.1", RESPONSE),
        ("text/html", None),
        ("application/json;q=0", None),
        ("application/json;q=much", None),
    ],
)
def test_an_answer_has_a_media_type_that_the_client_takes(accept: str | None, answer: str | None) -> None:
    assert negotiated(accept) == answer


@pytest.mark.parametrize(
    ("content_type", "good"),
    [
        ("application/json", True),
        ("Application/JSON; charset=UTF-8", True),
        ("application/json; charset=latin-1", False),
        ("text/plain", False),
        ("application/json-patch", False),
        (None, False),
    ],
)
def test_a_question_is_json_in_utf_8(content_type: str | None, good: bool) -> None:
    assert is_json(content_type) is good
