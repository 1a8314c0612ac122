"""Who stands in the file already: repeated rows are fine, contradicting ones are named."""

from array import array
from typing import Final

from graph.dates import NO_END, first_day, last_day
from ingest.sources.people.row import PersonRow

_NAMES: Final = {"employee": "employee number", "email": "address", "linkedin": "profile"}


class Seen:
    """Rows seen so far, as hashes: about 100 bytes an identifier, and the stays."""

    def __init__(self) -> None:
        self._here: dict[int, int] = {}  # hash of an identifier and an employer -> line
        self._elsewhere: set[int] = set()  # hashes of identifiers in rows about other employers
        self._rows = array("q", [0])  # line -> hash of what the row says
        self._stays = (
            array("q", [0]),
            array("i", [0]),
            array("i", [0]),
        )  # line -> number, first and last day

    def judge(self, row: PersonRow, line: int) -> tuple[bool, str]:
        """Whether the row is the first about its person, and why it cannot stand ("" when it can).

        A person may have one row at home and one for each other employer; the first of them says what
        the person is called. Who came back under another number has a row at home for each stay.
        """
        identities = _identities(row)
        employer = row.organization.casefold()
        here = [hash((identity, employer)) for identity in identities]
        digest = hash(_said(row))
        for identity, place in zip(identities, here, strict=True):
            first = self._here.get(place)
            if first is not None and self._rows[first] != digest and not self._came_back(row, first):
                what = _NAMES.get(identity[0], identity[0])
                return False, f"the {what} {identity[1]!r} stands on line {first} already, with other values"
        unknown = self._is_first(identities, here, employer)
        self._note(row, line, digest)
        for place in here:
            self._here.setdefault(place, line)
        if employer:
            self._elsewhere.update(map(hash, identities))
        return unknown, ""

    def _came_back(self, row: PersonRow, first: int) -> bool:
        """Whether the row is about another stay, under another number, than the line `first`."""
        number, begins, ends = _stay(row)
        other, began, ended = (each[first] for each in self._stays)
        return bool(number and other and number != other and (ends < began or ended < begins))

    def _is_first(self, identities: list[tuple[str, str]], here: list[int], employer: str) -> bool:
        at_home = [hash((identity, "")) for identity in identities] if employer else here
        for identity, place in zip(identities, at_home, strict=True):
            if place in self._here:
                return not employer
            if hash(identity) in self._elsewhere:
                return False
        return True

    def _note(self, row: PersonRow, line: int, digest: int) -> None:
        more = line + 1 - len(self._rows)
        if more > 0:
            for each in (self._rows, *self._stays):
                each.extend([0] * (more + len(each) // 2))
        self._rows[line] = digest
        numbers, begins, ends = self._stays
        numbers[line], begins[line], ends[line] = _stay(row)


def _stay(row: PersonRow) -> tuple[int, int, int]:
    """The employee number, as a hash (0: none, or another employer's), and the first and the last day."""
    number = next((value for scheme, value in row.identities if scheme == "employee"), "")
    begins, ends = first_day(row.since), last_day(row.until)
    return (
        hash(number) if number and not row.organization else 0,
        begins.toordinal() if begins else 0,
        ends.toordinal() if ends else NO_END,
    )


def _identities(row: PersonRow) -> list[tuple[str, str]]:
    """What a row is known by; without any identifier, its name and start."""
    return [*row.identities] or [
        ("phone", row.phone) if row.phone else ("name", f"{row.name} {row.since}".strip())
    ]


def _said(row: PersonRow) -> tuple[object, ...]:
    facts = (row.name, row.title, row.department, row.location, row.since, row.until, row.phone)
    return (*facts, row.manager, row.identities)
