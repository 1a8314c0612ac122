"""A server that takes mail and keeps it in memory, so that a story can follow a link in a message."""

import email
import email.policy
import socketserver
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

_OK = b"250 OK\r\n"
_END = b".\r\n"


class Postbox(socketserver.ThreadingTCPServer):
    """Listens on 127.0.0.1 and believes everybody."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.letters: list[bytes] = []

    @property
    def port(self) -> str:
        """Where it listens."""
        return str(self.server_address[1])

    def letter(self, address: str, subject: str, patience_s: float = 60.0) -> str:
        """The text of a letter to an address, as soon as it is there."""
        until = time.monotonic() + patience_s
        while time.monotonic() < until:
            for held in list(self.letters):
                message = email.message_from_bytes(held, policy=email.policy.default)
                if (message["To"], message["Subject"]) == (address, subject):
                    return str(message.get_content())
            time.sleep(0.1)
        raise SystemExit(f"no letter {subject!r} has come to {address}")


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a polite sender needs."""

    server: Postbox

    def handle(self) -> None:
        self.wfile.write(b"220 localhost\r\n")
        for line in self.rfile:
            match line[:4].upper():
                case b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                case b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    self._take()
            self.wfile.write(_OK)

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == _END:
                break
            lines.append(line.removeprefix(b"."))
        self.server.letters.append(b"".join(lines))


@contextmanager
def postbox() -> Iterator[Postbox]:
    """A postbox while the block runs."""
    with Postbox() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
