"""A form with a file: its fields are read first, so the file is taken in only when the form is ours."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from api.graphql.in_process import Asker
from api.multipart import BadForm, FilePart, boundary_of
from api.uploads import keep
from web.forms import LARGEST, Form, TooLong, read

_PASSED_OVER: Final = 64_000_000
"""Bytes of a file that is not kept, read all the same: a browser that still sends shows no answer."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """The file of a form, not read yet; `name` is "" when none was chosen."""

    name: str
    part: FilePart
    announced: str

    async def keep(self, asker: Asker) -> str:
        """The id of the upload that it becomes. Raises BadForm, as api.uploads.keep does."""
        try:
            return await keep(asker, self.part, self.name, self.announced)
        except BadForm:
            await self.pass_over()
            raise

    async def pass_over(self) -> None:
        """Let it go."""
        await self.part.pass_over(_PASSED_OVER)


async def sent(request: Request) -> tuple[Form, SentFile | None]:
    """What a form says, and the file that stands at its end. Raises TooLong."""
    kind = request.headers.get("content-type", "")
    if not kind.lower().startswith("multipart/form-data"):
        return await read(request), None
    try:
        part = FilePart(request.stream(), boundary_of(kind))
        fields, name = await part.fields(LARGEST)
    except BadForm as error:
        if error.status == 413:
            raise TooLong from error
        return Form(), None
    return Form(fields), SentFile(name, part, request.headers.get("content-length", ""))
