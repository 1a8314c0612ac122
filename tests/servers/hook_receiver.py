"""A real HTTP server that receives webhooks and answers as a test wants."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class Receiver:
    """What came, and what is answered: a status, `slow` (none in time) or `dripping` (a byte at a time)."""

    answers: list[int | str] = field(default_factory=list)
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?of=bob"


@contextmanager
def hook_receiver(*answers: int | str) -> Iterator[Receiver]:
    """Answers with `answers` one after the other, then with 204."""
    receiver = Receiver(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.came.append((self.path, dict(self.headers), body))
            answer = receiver.answers.pop(0) if receiver.answers else 204
            if answer == "slow":
                time.sleep(2)
            elif answer == "dripping":
                self.drip()
            else:
                self.send_response(int(answer))
                self.send_header("Location", receiver.url.replace("/hook", "/elsewhere"))
                self.end_headers()

        def drip(self) -> None:
            try:
                for byte in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20:
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.1)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
