"""GraphQL over HTTP: status codes, media types, tokens, sizes, request ids, what is logged."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.app import ApiLimits
from api.auth import issue_development_token
from api.graphql.media import LEGACY, RESPONSE
from tests.factories import records as make
from tests.factories.api_client import KEYS, REQUEST_ID, Asking
from tests.factories.network import NOW, address_of, network_of

QUESTION = "{ viewer { person { name } } }"


@pytest.fixture
def asking() -> Asking:
    return Asking(network_of([make.person("ada"), make.employment("ada"), address_of("ada")]))


def error_of(response: Any) -> dict[str, Any]:
    answer = response.json()
    assert "data" not in answer
    (error,) = answer["errors"]
    assert error["extensions"]["requestId"] == response.headers["X-Request-ID"]
    return dict(error)


def test_a_question_by_post_and_by_get_has_the_same_answer(asking: Asking) -> None:
    posted = asking.post(QUESTION)
    got = asking.client.get("/graphql", params={"query": QUESTION}, headers=asking.headers())
    assert posted.status_code == got.status_code == 200
    assert posted.content == got.content
    assert posted.headers["content-type"] == f"{RESPONSE}; charset=utf-8"
    assert posted.headers["cache-control"] == "no-store"


def test_without_a_token_the_door_says_how_to_knock(asking: Asking) -> None:
    response = asking.client.post("/graphql", json={"query": QUESTION})
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="kith"'
    assert error_of(response)["extensions"]["code"] == "UNAUTHENTICATED"


def test_expired_forged_and_foreign_tokens_are_refused_in_the_same_words(asking: Asking) -> None:
    past = NOW - timedelta(days=2)
    tokens = (
        issue_development_token(KEYS, "ada@example.com", now=past),
        issue_development_token(KEYS, "ada@example.com", now=NOW, audience="other"),
        issue_development_token(KEYS, "ada@example.com", now=NOW)[:-2],
        "junk",
    )
    answers = [
        asking.client.post(
            "/graphql",
            json={"query": QUESTION},
            headers={"Authorization": f"Bearer {token}", "X-Request-ID": REQUEST_ID},
        )
        for token in tokens
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["www-authenticate"] for answer in answers}) == 1


def test_a_token_for_somebody_unknown_is_a_viewer_without_a_person(asking: Asking) -> None:
    for subject in ("nobody", "person:nobody", "person:ada\n", "organization:home"):
        data = asking.ask("{ viewer { person { name } } people { edges { cursor } } }", subject)
        assert data == {"viewer": {"person": None}, "people": {"edges": []}}


def test_a_person_may_be_named_by_key(asking: Asking) -> None:
    assert asking.ask(QUESTION, "person:ada")["viewer"]["person"] == {"name": "Ada"}


def test_status_is_no_role_that_a_token_can_give(asking: Asking) -> None:
    forged = asking.ask("{ viewer { roles } }", roles=("recruiter",))
    assert forged == {"viewer": {"roles": ["recruiter"]}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "INVALID_DOCUMENT"),
        ("{ nobody }", "INVALID_DOCUMENT"),
        ("subscription { a }", "INVALID_DOCUMENT"),
        ("query($n: Int!) { people(first: $n) { edges { cursor } } }", "INVALID_DOCUMENT"),
        ("{" + "a{" * 300 + "b" + "}" * 301, "INVALID_DOCUMENT"),
        ("{ viewer { roles } " + "__typename " * 2000 + "}", "INVALID_DOCUMENT"),
        ("{ viewer { " + "roles " * 100 + "} }", "TOO_COMPLEX"),
        ("{ people(first: 0) { edges { cursor } } }", "BAD_INPUT"),
        ('{ people(after: "junk") { edges { cursor } } }', "BAD_CURSOR"),
        ('{ warmPaths(to: {person: "x"}, purpose: EVENTS, maxHops: 5) { asOf } }', "BAD_INPUT"),
        ("{ warmPaths(to: {}, purpose: EVENTS) { asOf } }", "INVALID_DOCUMENT"),
    ],
)
def test_a_wrong_question_is_4xx_without_data(asking: Asking, text: str, code: str) -> None:
    response = asking.post(text)
    assert response.status_code == 400
    assert error_of(response)["extensions"]["code"] == code


def test_an_error_may_quote_what_is_no_unicode(asking: Asking) -> None:
    text = "query($n: Int) { people(first: $n) { edges { cursor } } }"
    body = f'{{"query": "{text}", "variables": {{"n": "\\ud800"}}}}'
    headers = asking.headers() | {"Content-Type": LEGACY}
    response = asking.client.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400
    assert error_of(response)["extensions"]["code"] == "INVALID_DOCUMENT"


def test_a_client_of_the_older_media_type_gets_200_without_data(asking: Asking) -> None:
    response = asking.client.post(
        "/graphql", json={"query": "{ nobody }"}, headers=asking.headers() | {"Accept": LEGACY}
    )
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{LEGACY}; charset=utf-8"
    assert error_of(response)["extensions"]["code"] == "INVALID_DOCUMENT"


def test_a_mutation_cannot_be_sent_with_get(asking: Asking) -> None:
    response = asking.client.get("/graphql", params={"query": "mutation { a }"}, headers=asking.headers())
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert error_of(response)["extensions"]["code"] == "METHOD_NOT_ALLOWED"


def test_other_methods_are_refused(asking: Asking) -> None:
    assert asking.client.put("/graphql", headers=asking.headers()).status_code == 405


def test_an_answer_that_the_client_does_not_take_is_406(asking: Asking) -> None:
    headers = asking.headers() | {"Accept": "text/html"}
    response = asking.client.post("/graphql", json={"query": QUESTION}, headers=headers)
    assert response.status_code == 406
    assert error_of(response)["extensions"]["code"] == "NOT_ACCEPTABLE"


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/graphql"])
def test_a_question_in_another_form_is_415(asking: Asking, kind: str) -> None:
    headers = asking.headers() | {"Content-Type": kind}
    response = asking.client.post("/graphql", content=b"{}", headers=headers)
    assert response.status_code == 415
    assert error_of(response)["extensions"]["code"] == "UNSUPPORTED_MEDIA_TYPE"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"{}",
        b'{"query": 7}',
        b'{"query": null}',
        b'{"query": ""}',
        b'{"query": "{ a }", "variables": []}',
        b'{"query": "{ a }", "operationName": 7}',
        b'{"query": "\\ud800"}',
        b"\xff\xfe",
        b"[" * 30_000,
    ],
)
def test_a_body_that_is_no_question_is_400(asking: Asking, body: bytes) -> None:
    headers = asking.headers() | {"Content-Type": "application/json"}
    response = asking.client.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400
    assert error_of(response)["extensions"]["code"] == "BAD_REQUEST"


def test_a_body_that_is_too_large_is_not_read(asking: Asking) -> None:
    response = asking.post("{ viewer { roles } }" + " " * 70_000)
    assert response.status_code == 413
    assert error_of(response)["extensions"]["code"] == "TOO_LARGE"


def test_a_smaller_limit_is_kept() -> None:
    asking = Asking(network_of([]), ApiLimits(fields=1))
    assert asking.code("{ viewer { roles } }") == "TOO_COMPLEX"


def test_a_request_keeps_its_good_id_and_gets_one_otherwise(asking: Asking) -> None:
    assert asking.post(QUESTION).headers["X-Request-ID"] == REQUEST_ID
    for bad in ("short", "with a space in it", "x" * 65):
        headers = asking.headers() | {"X-Request-ID": bad}
        response = asking.client.post("/graphql", json={"query": QUESTION}, headers=headers)
        assert len(response.headers["X-Request-ID"]) == 32


def test_an_error_of_ours_is_masked_and_found_by_its_request_id(caplog: pytest.LogCaptureFixture) -> None:
    def clock() -> Any:
        raise RuntimeError("a secret of the house")

    network = network_of([make.person("ada"), address_of("ada")])
    asking = Asking(replace(network, clock=clock))
    with caplog.at_level(logging.ERROR, "kith.api"):
        response = asking.post(QUESTION)
    assert "secret" not in response.text
    assert response.json()["errors"][0]["extensions"] == {"code": "INTERNAL", "requestId": REQUEST_ID}
    (record,) = [record for record in caplog.records if record.name == "kith.api"]
    assert REQUEST_ID in record.getMessage()
    assert "a secret of the house" in caplog.text


def test_a_store_that_is_gone_is_unavailable_and_not_ready(asking: Asking) -> None:
    network = network_of([])
    asking = Asking(network)
    assert asking.client.get("/readyz").status_code == 200
    network.store.close()
    response = asking.post(QUESTION)
    assert response.status_code == 503
    assert error_of(response)["extensions"]["code"] == "UNAVAILABLE"
    assert "closed" not in response.text
    assert asking.client.get("/readyz").status_code == 503
    assert asking.client.get("/healthz").json() == {"status": "ok"}


def test_nothing_else_is_served(asking: Asking) -> None:
    for path in ("/docs", "/redoc", "/openapi.json", "/graphql/", "/"):
        assert asking.client.get(path, follow_redirects=False).status_code in (307, 404)
