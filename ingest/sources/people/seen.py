"""Who stands in the file already: repeated rows are fine, contradicting ones are named."""

from array import array
from hashlib import blake2b
from typing import Final

from ingest.sources.people.row import PersonRow

_ELSEWHERE: Final = "\x1felsewhere"
_NAMES: Final = {"employee": "employee number", "email": "address", "linkedin": "profile"}


class Seen:
    """Rows seen so far: about 100 bytes an identifier, and nothing that could be read."""

    def __init__(self) -> None:
        self._lines: dict[int, int] = {}
        self._rows = array("Q", [0])

    def contradiction(self, row: PersonRow, line: int) -> str:
        """Why this row cannot stand beside an earlier one about the same person; "" when it can.

        A person may have one row at home and one for each other employer.
        """
        digest = _number(_said(row))
        for scheme, value in _identities(row):
            first = self._lines.get(_number(f"{scheme}\x1f{value}\x1f{row.organization.casefold()}"))
            if first is not None and self._rows[first] != digest:
                what = _NAMES.get(scheme, scheme)
                return f"the {what} {value!r} stands on line {first} already, with other values"
        self._note(row, line, digest)
        return ""

    def is_first(self, row: PersonRow) -> bool:
        """Whether no earlier row is about this person; ask before `contradiction`."""
        for scheme, value in _identities(row):
            if _number(f"{scheme}\x1f{value}\x1f") in self._lines:
                return not row.organization
            if _number(f"{scheme}\x1f{value}{_ELSEWHERE}") in self._lines:
                return False
        return True

    def _note(self, row: PersonRow, line: int, digest: int) -> None:
        if line >= len(self._rows):
            self._rows.extend([0] * (line + 1 - len(self._rows)))
        self._rows[line] = digest
        for scheme, value in _identities(row):
            self._lines.setdefault(_number(f"{scheme}\x1f{value}\x1f{row.organization.casefold()}"), line)
            if row.organization:
                self._lines.setdefault(_number(f"{scheme}\x1f{value}{_ELSEWHERE}"), line)


def _identities(row: PersonRow) -> list[tuple[str, str]]:
    """What a row is known by; without any identifier, its name and start."""
    return [*row.identities] or [
        ("phone", row.phone) if row.phone else ("name", f"{row.name}\x1f{row.since}")
    ]


def _said(row: PersonRow) -> str:
    manager = row.manager or ("", "")
    facts = (row.name, row.title, row.department, row.location, row.since, row.until, row.phone, *manager)
    return "\x1f".join((*facts, *(part for identity in row.identities for part in identity)))


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())
