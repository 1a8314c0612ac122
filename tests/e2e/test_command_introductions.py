"""Introductions as people have them: two workers, a token each, and the operator beside them."""

import json
import signal
import urllib.request
from typing import Any

from tests.e2e.shell import PATIENCE_S, Kith
from tests.e2e.test_command_sharing import serving

ASK = """mutation ($k: String!, $path: [ID!]!, $to: ID!) { requestIntroduction(input: {idempotencyKey: $k,
    path: $path, target: $to, purpose: EXPERTISE, about: "billing", message: "May I ask?"})
    { __typename ... on Introduction { id state } ... on Refusal { code } } }"""
ANSWER = """mutation ($k: String!, $i: ID!, $yes: Boolean!) { answerIntroduction(input: {idempotencyKey: $k,
    introduction: $i, yes: $yes}) { ... on IntroductionRequest { state } ... on Refusal { code } } }"""
MINE = "{ myIntroductions { edges { node { state target { name emails } } } } }"
ME = "{ viewer { person { id } } }"
PATHS = """query ($to: ID!) { warmPaths(to: {person: $to}, purpose: EXPERTISE) {
    paths { hops { from { id } to { id } } } } }"""
TIES = "person_a,person_b,kind,since,until,strength\n1,2,colleague,2020,,0.5\n2,3,colleague,2020,,0.5\n"


def asked(port: int, token: str, query: str, **given: Any) -> Any:
    body = json.dumps({"query": query, "variables": given}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, headers)
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer
    return answer["data"]


def test_a_path_is_found_asked_agreed_and_another_one_expires(acme: Kith) -> None:
    acme.well("ingest", "ties", acme.write("ties.csv", TIES))
    ada, bo, cy = (acme.well("token", "--as", name).out.splitlines()[-1] for name in "123")
    with serving(acme, "--workers", "2") as (process, port):
        ids = [asked(port, token, ME)["viewer"]["person"]["id"] for token in (ada, bo, cy)]
        hops = asked(port, ada, PATHS, to=ids[2])["warmPaths"]["paths"][0]["hops"]
        path = [hop["to"]["id"] for hop in hops[:-1]]
        assert path == [ids[1]]
        one = asked(port, ada, ASK, k="1", path=path, to=ids[2])["requestIntroduction"]
        again = asked(port, ada, ASK, k="1", path=path, to=ids[2])["requestIntroduction"]
        assert one == again == {"__typename": "Introduction", "id": one["id"], "state": "WAITING"}
        for token in (bo, cy):
            asked(port, token, ANSWER, k="yes", i=one["id"], yes=True)
        mine = asked(port, ada, MINE)["myIntroductions"]["edges"][0]["node"]
        assert mine == {"state": "AGREED", "target": {"name": "Cy Noor", "emails": ["cy@acme.example"]}}
        asked(port, cy, ASK, k="2", path=[], to=ids[0])
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_S)
    assert acme.well("introductions", "--json").json == {"waiting": 1, "moved": 0}
    later = acme.having(KITH_NOW="2026-11-12")
    assert later.well("introductions", "--settle", "--json").json == {"waiting": 0, "moved": 1}
    assert acme.well("introductions", "--settle").out == "0 waiting, 0 moved\n"
