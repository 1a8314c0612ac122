"""Starts the SMTP server beside a test and reads what it has kept."""

import email
import email.policy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MailServer:
    """A running server."""

    port: int
    folder: Path

    def messages(self) -> list[EmailMessage]:
        """What has arrived, in order."""
        return [email.message_from_bytes(each, policy=email.policy.default) for each in self.raw()]

    def raw(self) -> list[bytes]:
        """The same as it came over the wire."""
        return [path.read_bytes() for path in sorted(self.folder.glob("*.eml"))]


@contextmanager
def mail_server(folder: Path, *options: object) -> Iterator[MailServer]:
    """A server that keeps its mail in `folder` while the block runs."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.servers.smtp_server", str(folder), *map(str, options)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield MailServer(int(process.stdout.readline()), folder)
        finally:
            process.kill()
