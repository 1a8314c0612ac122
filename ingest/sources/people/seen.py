"""Who stands in the file already: repeated rows are fine, contradicting ones are named."""

from array import array
from typing import Final

from ingest.sources.people.row import PersonRow

_NAMES: Final = {"employee": "employee number", "email": "address", "linkedin": "profile"}


class Seen:
    """Rows seen so far, as hashes: about 100 bytes an identifier."""

    def __init__(self) -> None:
        self._here: dict[int, int] = {}  # hash of an identifier and an employer -> line
        self._elsewhere: set[int] = set()  # hashes of identifiers in rows about other employers
        self._rows = array("q", [0])  # line -> hash of what the row says

    def judge(self, row: PersonRow, line: int) -> tuple[bool, str]:
        """Whether the row is the first about its person, and why it cannot stand ("" when it can).

        A person may have one row at home and one for each other employer; the first of them says what
        the person is called.
        """
        identities = _identities(row)
        employer = row.organization.casefold()
        digest = hash(_said(row))
        for identity in identities:
            first = self._here.get(hash((identity, employer)))
            if first is not None and self._rows[first] != digest:
                what = _NAMES.get(identity[0], identity[0])
                return False, f"the {what} {identity[1]!r} stands on line {first} already, with other values"
        unknown = self._is_first(identities, employer)
        self._note(identities, employer, line, digest)
        return unknown, ""

    def _is_first(self, identities: list[tuple[str, str]], employer: str) -> bool:
        for identity in identities:
            if hash((identity, "")) in self._here:
                return not employer
            if hash(identity) in self._elsewhere:
                return False
        return True

    def _note(self, identities: list[tuple[str, str]], employer: str, line: int, digest: int) -> None:
        if line >= len(self._rows):
            self._rows.extend([0] * (line + 1 - len(self._rows)))
        self._rows[line] = digest
        for identity in identities:
            self._here.setdefault(hash((identity, employer)), line)
            if employer:
                self._elsewhere.add(hash(identity))


def _identities(row: PersonRow) -> list[tuple[str, str]]:
    """What a row is known by; without any identifier, its name and start."""
    return [*row.identities] or [
        ("phone", row.phone) if row.phone else ("name", f"{row.name} {row.since}".strip())
    ]


def _said(row: PersonRow) -> tuple[object, ...]:
    facts = (row.name, row.title, row.department, row.location, row.since, row.until, row.phone)
    return (*facts, row.manager, row.identities)
