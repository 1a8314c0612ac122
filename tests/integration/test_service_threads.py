"""The threads of a service: who answers is not held up by who works beside."""

import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.application import application_of
from service.opening import initialise, open_service
from service.settings import Settings
from service.threads import TURN_S


def test_a_service_that_answers_takes_short_turns(tmp_path: Path) -> None:
    usual = sys.getswitchinterval()
    settings = Settings(data=tmp_path, now="2024-06-01")
    initialise(settings, "Home")
    try:
        with TestClient(application_of(open_service(settings))) as client:
            assert client.get("/healthz").status_code == 200
            assert sys.getswitchinterval() == pytest.approx(TURN_S)
    finally:
        sys.setswitchinterval(usual)
