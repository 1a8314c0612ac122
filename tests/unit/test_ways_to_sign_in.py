"""Which ways to sign in the settings open, and what of them is refused before anybody is served."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from graph.errors import StoreUnavailable
from service.opening import initialise, open_service
from service.settings import Settings
from service.signing_in import ways_to_sign_in

MAIL = {"smtp_host": "127.0.0.1", "mail_from": "kith@acme.example", "public_url": "https://kith.acme.example"}
OIDC = {
    "oidc_issuer": "https://accounts.acme.example/tenant",
    "oidc_client_id": "kith",
    "public_url": "https://kith.acme.example",
}


@pytest.mark.parametrize(
    ("given", "are_open"),
    [
        ({}, False),
        ({"smtp_host": "127.0.0.1"}, False),
        (MAIL, True),
        (OIDC, True),
        ({"demo_people": "ada@acme.example"}, True),
        ({"demo_people": "ada@acme.example", "host": "0.0.0.0"}, False),
    ],
)
def test_pages_are_open_when_there_is_a_way_in(given: dict[str, Any], are_open: bool) -> None:
    assert Settings(**given).pages_are_open() is are_open


@pytest.mark.parametrize(
    "change",
    [
        {"oidc_issuer": "http://accounts.acme.example"},
        {"oidc_issuer": "accounts.acme.example"},
        {"oidc_issuer": "https://"},
        {"oidc_client_id": ""},
        {"public_url": ""},
    ],
)
def test_a_provider_that_cannot_be_used_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(**OIDC | change)
    assert refused.value.errors()[0]["loc"] == ("oidc_issuer",)


def test_each_way_that_is_set_up_is_open(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    given = {**MAIL, **OIDC, "data": tmp_path / "data", "oidc_client_secret_file": secret}
    settings = Settings(**given, demo_people="ada@acme.example=recruiter")
    initialise(settings, "Acme")
    service = open_service(settings)
    try:
        with pytest.raises(StoreUnavailable, match="no secret of a client"):
            ways_to_sign_in(service)
        secret.write_text("known to two\n")
        ways = ways_to_sign_in(service)
    finally:
        service.close()
    assert ways.letters
    assert [player.roles for player in ways.demo.people] == [{"recruiter"}]
    assert ways.provider is not None
    assert ways.provider.issuer == OIDC["oidc_issuer"]
    assert "known to two" not in repr(ways)
