"""The one file of a form (multipart/form-data, RFC 7578), written as it comes in."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from io import BytesIO
from typing import IO, Final

_LONGEST_HEAD: Final = 16_384
_LONGEST_END: Final = 65_536
_FIELD: Final = 100  # bytes that a field counts for beside its value
_LAST: Final = b"--"


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
    """The file of a form, which stands behind all fields of the form or, without them, is its first part."""

    def __init__(self, stream: AsyncIterator[bytes], boundary: bytes) -> None:
        self._stream = stream
        self._boundary = b"--" + boundary
        self._held = b""

    async def name(self) -> str:
        """The name of the file, which is the first part. Raises BadForm."""
        name = (await self._head()).get_filename()
        if not name:
            raise BadForm(400, "the first part of the form is no file")
        return name

    async def fields(self, most: int) -> tuple[list[tuple[str, str]], str]:
        """The fields before the file, of `most` bytes in all, and the file's name.

        The name is "" when no file was chosen; the file is then empty. Raises BadForm.
        """
        found: list[tuple[str, str]] = []
        while True:
            head = await self._head()
            if (name := head.get_filename()) is not None:
                return found, name
            value = BytesIO()
            most -= await self._content(value, most) + _FIELD
            field = str(head.get_param("name", "", "content-disposition"))
            found.append((field, value.getvalue().decode(errors="replace")))
            while len(self._held) < len(_LAST):
                if not await self._more():
                    raise BadForm(400, "the form was cut off")
            if self._held.startswith(_LAST):
                return found, ""
            self._held = self._boundary + self._held

    async def write(self, file: IO[bytes], most: int) -> int:
        """Write it into `file` and return its size. Raises BadForm: larger than `most`, or cut off."""
        size = await self._content(file, most)
        await self._finish()
        return size

    async def pass_over(self, most: int) -> None:
        """Read on to the end of the form, or `most` bytes, and keep nothing: who sends reads nothing yet."""
        while most > 0 and await self._more():
            most -= len(self._held)
            self._held = b""

    async def _head(self) -> Message:
        """The head of the next part. Raises BadForm."""
        while b"\r\n\r\n" not in self._held:
            if len(self._held) > _LONGEST_HEAD or not await self._more():
                raise BadForm(400, "the form has no file")
        head, _, self._held = self._held.partition(b"\r\n\r\n")
        first, _, fields = head.partition(b"\r\n")
        if first != self._boundary:
            raise BadForm(400, "the form cannot be read")
        return HeaderParser().parsestr(fields.decode(errors="replace") + "\r\n\r\n")  # browsers write UTF-8

    async def _content(self, file: IO[bytes], most: int) -> int:
        """Write the part that is open into `file`, up to behind the boundary at its end. Raises BadForm."""
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
                return size
            if not await self._more():
                raise BadForm(400, "the form was cut off")

    async def _finish(self) -> None:
        """What follows must be the end of the form."""
        while await self._more():
            if len(self._held) > _LONGEST_END:
                break
        if not self._held.startswith(_LAST):
            raise BadForm(400, "send one file at a time")

    async def _more(self) -> bool:
        piece = await anext(self._stream, None)
        self._held += piece or b""
        return piece is not None
