"""A real SMTP server as a process of its own: keeps each message as a file, in the order of arrival.

What it answers depends on the name that mail is for: `refused@` never gets any, `later@` not now, and for
`slow@` the message is kept but the answer does not come for a minute.

    python -m tests.servers.smtp_server FOLDER [--tls CERT KEY] [--starttls CERT KEY] [--login USER PASSWORD]
"""

import argparse
import asyncio
import ssl
import uuid
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

SLOW_S = 60


class Keeper:
    """Answers and keeps."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802
        answer = {"refused": "550 nobody of that name", "later": "451 not now"}.get(address.split("@")[0])
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        self._count += 1
        part = self._folder / f".{uuid.uuid4().hex}"
        part.write_bytes(envelope.content)
        part.rename(self._folder / f"{self._count:06}.eml")
        if any(address.startswith("slow@") for address in envelope.rcpt_tos):
            await asyncio.sleep(SLOW_S)
        return "250 kept"


def certified(files: list[str] | None) -> ssl.SSLContext | None:
    if files is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context


async def serve(given: argparse.Namespace) -> None:
    keeper = Keeper(Path(given.folder))
    starttls, wanted = certified(given.starttls), given.login

    def authenticate(_: Any, __: Any, ___: Any, mechanism: str, data: object) -> AuthResult:
        right = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == wanted
        return AuthResult(success=right)

    def session() -> SMTP:
        return SMTP(
            keeper,
            hostname="localhost",
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=authenticate,
            auth_required=wanted is not None,
            auth_require_tls=starttls is not None,
            enable_SMTPUTF8=True,
        )

    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", 0, ssl=certified(given.tls))
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--starttls", nargs=2)
    parser.add_argument("--login", nargs=2)
    asyncio.run(serve(parser.parse_args()))
