"""The one file of a form (multipart/form-data, RFC 7578), written as it comes in."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from typing import IO, Final

_LONGEST_HEAD: Final = 16_384
_LONGEST_END: Final = 65_536


@dataclass
class BadForm(Exception):
    """The form cannot be read: `status` is that of HTTP, `reason` for who sent it."""

    status: int
    reason: str


def boundary_of(content_type: str) -> bytes:
    """What stands between the parts. Raises BadForm for what is no such form."""
    head = Message()
    head["Content-Type"] = content_type
    boundary = head.get_boundary("")
    if head.get_content_type() != "multipart/form-data" or not 1 <= len(boundary) <= 70:
        raise BadForm(415, "send a form (multipart/form-data) with one file")
    return boundary.encode("ascii", "replace")


class FilePart:
    """The first part of a form, which must be a file."""

    def __init__(self, stream: AsyncIterator[bytes], boundary: bytes) -> None:
        self._stream = stream
        self._boundary = b"--" + boundary
        self._held = b""

    async def name(self) -> str:
        """The name of the file. Raises BadForm."""
        while b"\r\n\r\n" not in self._held:
            if len(self._held) > _LONGEST_HEAD or not await self._more():
                raise BadForm(400, "the form has no file")
        head, _, self._held = self._held.partition(b"\r\n\r\n")
        first, _, fields = head.partition(b"\r\n")
        name = BytesHeaderParser().parsebytes(fields + b"\r\n\r\n").get_filename()
        if first != self._boundary or not name:
            raise BadForm(400, "the first part of the form is no file")
        return str(name)

    async def write(self, file: IO[bytes], most: int) -> int:
        """Write it into `file` and return its size. Raises BadForm: larger than `most`, or cut off."""
        end, size = b"\r\n" + self._boundary, 0
        while True:
            content, found, rest = self._held.partition(end)
            if not found:
                content, rest = self._held[: -len(end)], self._held[-len(end) :]
            size += len(content)
            if size > most:
                raise BadForm(413, f"a file has at most {most} bytes")
            file.write(content)
            self._held = rest
            if found:
                await self._finish()
                return size
            if not await self._more():
                raise BadForm(400, "the form was cut off")

    async def _finish(self) -> None:
        """What follows must be the end of the form."""
        while await self._more():
            if len(self._held) > _LONGEST_END:
                break
        if not self._held.startswith(b"--"):
            raise BadForm(400, "send one file at a time")

    async def _more(self) -> bool:
        piece = await anext(self._stream, None)
        self._held += piece or b""
        return piece is not None
