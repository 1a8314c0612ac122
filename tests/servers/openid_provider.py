"""A real OpenID provider as a process of its own: a page with a form, codes, PKCE, keys, signed ID tokens.

What it answers depends on the name that somebody signs in with: `forged@` gets a token with another's
signature, `expired@` an old one, `replayed@` one for another nonce, `elsewhere@` one for another client,
`impostor@` another issuer's, `plain@` one without a signature, `shared@` one that is signed with the public
key, `unverified@` has an address that nobody has verified, `nameless@` has none; the token of `rotated@` is
signed with a new key, that of `elliptic@` with one on a curve.

    python -m tests.servers.openid_provider --client ID --secret SECRET --back URI --now SECONDS
"""

import argparse
import base64
import json
import secrets
import socket
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jws, jwt
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The company's accounts</title></head><body><main>
<h1>The company's accounts</h1>
<form method="post">{hidden}
<p><label for="address">Address</label> <input id="address" name="address" type="email"></p>
<p><label for="roles">Roles</label> <input id="roles" name="roles" type="text"></p>
<p><button name="do" value="yes">Continue</button></p>
<p><button name="do" value="no" formnovalidate>Cancel</button></p>
</form></main></body></html>"""


class Accounts:
    """The four doors of the provider."""

    def __init__(self, issuer: str, given: argparse.Namespace) -> None:
        self._issuer = issuer
        self._given = given
        self._keys: list[Key] = [
            RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}),
            ECKey.generate_key("P-256", {"kid": "curve", "use": "sig"}),
            OKPKey.generate_key("Ed25519", {"kid": "other"}),
        ]
        self._codes: dict[str, dict[str, str]] = {}

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discovery),
                Route("/authorize", self.ask, methods=["GET"]),
                Route("/authorize", self.grant, methods=["POST"]),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.keys),
            ]
        )

    async def discovery(self, _: Request) -> Response:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        found = {name: f"{self._issuer}/{path}" for name, path in places.items()}
        return JSONResponse({"issuer": self._issuer, "response_types_supported": ["code"], **found})

    async def keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [{"kty": "unheard of"}, *(key.as_dict(False) for key in self._keys)]})

    async def ask(self, request: Request) -> Response:
        asked = request.query_params
        right = (
            asked["client_id"] == self._given.client
            and asked["redirect_uri"] == self._given.back
            and asked["response_type"] == "code"
            and asked["code_challenge_method"] == "S256"
            and {"openid", "email"} <= set(asked["scope"].split())
            and len(asked["state"]) > 20 < len(asked["nonce"])
        )
        if not right:
            return HTMLResponse("<p>Not a client of ours.", 400)
        names = ("state", "nonce", "code_challenge")
        hidden = (f'<input type="hidden" name="{name}" value="{escape(asked[name])}">' for name in names)
        return HTMLResponse(PAGE.format(hidden="".join(hidden)))

    async def grant(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        if form.get("do") == "no":
            return self._back(state=form["state"], error="access_denied", error_description="<b>no</b>")
        code = secrets.token_urlsafe(16)
        self._codes[code] = form
        return self._back(state=form["state"], code=code, iss=self._issuer)

    def _back(self, **query: str) -> Response:
        return RedirectResponse(f"{self._given.back}?{urlencode(query)}", 303)

    async def token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        login = base64.b64encode(f"{self._given.client}:{self._given.secret}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {login}":
            return JSONResponse({"error": "invalid_client"}, 401)
        granted = self._codes.pop(form["code"], None)
        challenge = create_s256_code_challenge(form["code_verifier"])
        if (
            granted is None
            or granted["code_challenge"] != challenge
            or form["redirect_uri"] != self._given.back
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 60}
        return JSONResponse({**token, "id_token": self._signed(granted)})

    def _signed(self, granted: dict[str, str]) -> str:
        address, who = granted["address"], granted["address"].partition("@")[0]
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": self._given.client,
            "sub": address,
            "email": address,
            "email_verified": who != "unverified",
            "nonce": granted["nonce"],
            "iat": self._given.now,
            "exp": self._given.now + 300,
            "roles": granted.get("roles", "").split(),
        }
        claims |= {
            "expired": {"iat": self._given.now - 400, "exp": self._given.now - 100},
            "replayed": {"nonce": "another nonce"},
            "elsewhere": {"aud": "another client"},
            "impostor": {"iss": "https://impostor.example"},
        }.get(who, {})
        if who == "nameless":
            del claims["email"]
        return self._sealed(who, claims)

    def _sealed(self, who: str, claims: dict[str, Any]) -> str:
        first, curve = self._keys[:2]
        if who == "forged":
            return jwt.encode({"alg": "RS256", "kid": "first"}, claims, RSAKey.generate_key(2048))
        if who == "plain":
            parts = (base64.urlsafe_b64encode(json.dumps(one).encode()) for one in ({"alg": "none"}, claims))
            return b".".join([*(part.rstrip(b"=") for part in parts), b""]).decode()
        if who == "shared":
            secret = OctKey.import_key(json.dumps(first.as_dict(False)))
            body = json.dumps(claims)
            return jws.serialize_compact({"alg": "HS256", "kid": "first"}, body, secret, ["HS256"])
        if who == "rotated":
            self._keys[0] = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})
        key, algorithm = (curve, "ES256") if who == "elliptic" else (self._keys[0], "RS256")
        return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, [algorithm])


def serve(given: argparse.Namespace) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    issuer = f"http://localhost:{listening.getsockname()[1]}"
    print(issuer, flush=True)
    server = uvicorn.Server(uvicorn.Config(Accounts(issuer, given).app(), log_level="error"))
    server.run(sockets=[listening])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("client", "secret", "back"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--now", type=int, required=True)
    serve(parser.parse_args())
