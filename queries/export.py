"""The copy of what is held about somebody: a zip of one JSON document and a CSV file a section.

It is made as it is read, in portions: what is in memory at once does not grow with the person's
ties. Cells of the CSV files are text to every spreadsheet: none begins a formula.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final, cast

import msgspec

from graph.dates import iso
from graph.keys import Key
from graph.model import PURPOSES
from policy.viewer import Viewer
from queries.about_me import AboutMe, about_me, evidence_held, profiles_held
from queries.about_my_ties import TieHeld, ties_held
from queries.csv_cells import safe
from queries.network import Network

_PORTION: Final = 500
_SECTIONS: Final = ("evidence", "profiles", "ties")

_OTHERS: Final = ("people", "shares", "contributor", "endorser")
"""Fields of records that hold other people's keys."""

Row = Mapping[str, Any]


def export(network: Network, viewer: Viewer, person: Key) -> Iterator[bytes]:
    """The zip, piece by piece; nothing for who is not there or not for this viewer.

    O(what is held), in portions of 500 rows.
    """
    held = about_me(network, viewer, person)
    if held is None:
        return
    sink = _Sink()
    with zipfile.ZipFile(cast(Any, sink), "w", zipfile.ZIP_DEFLATED) as archive:
        yield from _member(archive, sink, "about-me.json", _document(network, viewer, held))
        for name, rows in _tables(network, viewer, held).items():
            yield from _member(archive, sink, f"{name}.csv", _csv(rows))
    yield sink.taken()


def _member(archive: zipfile.ZipFile, sink: "_Sink", name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            yield sink.taken()


def _document(network: Network, viewer: Viewer, held: AboutMe) -> Iterator[bytes]:
    """One JSON object; its long sections are written row by row."""
    whole = {"made": iso(network.clock()), **_plain(held)}
    yield msgspec.json.encode(whole)[:-1]
    for name in _SECTIONS:
        yield f',"{name}":['.encode()
        for number, row in enumerate(_section(network, viewer, held.person.key, name)):
            yield (b"," if number else b"") + msgspec.json.encode(_plain(row))
        yield b"]"
    yield b"}"


def _section(network: Network, viewer: Viewer, person: Key, name: str) -> Iterator[Any]:
    after: Key | None = None
    while True:
        found: tuple[Any, ...]
        if name == "evidence":
            found, more = evidence_held(network, viewer, person, _PORTION, after)
        elif name == "profiles":
            found, more = profiles_held(network, viewer, person, _PORTION, after)
        else:
            found, more = ties_held(network, viewer, person, _PORTION, after)
        yield from found
        if not more:
            return
        after = found[-1].other if isinstance(found[-1], TieHeld) else found[-1].record.key


def _tables(network: Network, viewer: Viewer, held: AboutMe) -> dict[str, Iterable[Row]]:
    def section(name: str) -> Iterator[Any]:
        return _section(network, viewer, held.person.key, name)

    return {
        "identifiers": [_plain(i) for i in held.identifiers],
        "employments": [
            {**_plain(e), "organization": held.organizations.get(e.organization, "")}
            for e in held.employments
        ],
        "tours": [_plain(t) for t in held.tours],
        "tour-sides": [_plain(s) for s in held.alliance.sides],
        "check-ins": [_plain(c) for c in held.alliance.check_ins],
        "offered-tours": [_plain(o) for o in held.alliance.offered],
        "aspirations": [_plain(a) for a in (held.alliance.aspiration,) if a is not None],
        "introductions": [_plain(r) for r in held.requests],
        "verdicts": [_plain(v) for v in held.verdicts],
        "candidacies": [_plain(c) for c in held.candidacies],
        "rehire": [_plain(r) for r in (held.rehire,) if r],
        "invitation": [_plain(held.invitation)] if held.invitation else [],
        "distinct-from": [{"name": name} for name in held.distinct_from],
        "merges": [_plain(m) for m in held.merges],
        "rights": [_plain(r) for r in held.rights],
        "insights": [_plain(i) for i in held.part.insights],
        "offerings": [_plain(o) for o in held.part.offerings],
        "referrals": [_plain(r) for r in held.part.referrals],
        "uses": [_plain(u) for u in held.uses],
        "evidence": (
            {**_plain(e)["record"], "skills": e.skills, "role": e.role, "share": e.share}
            | {"contributor": e.contributor, "endorser": e.endorser}
            for e in section("evidence")
        ),
        "profiles": (
            {**_plain(p)["record"], "contributor": p.contributor, "identifiers": p.identifiers}
            for p in section("profiles")
        ),
        "ties": (
            {"name": t.name, "other": t.other, **_plain(f), **_by_purpose(t), "formula": t.formula}
            for t in section("ties")
            for f in t.facts
        ),
    }


def _by_purpose(tie: TieHeld) -> dict[str, float | str]:
    strengths = dict(tie.strengths)
    return {purpose: strengths.get(purpose, "") for purpose in PURPOSES}


def _plain(value: Any) -> dict[str, Any]:
    """The fields of a dataclass, without the keys of other people: who may be named is named beside them."""
    plain = asdict(value)
    for name in _OTHERS:
        plain.get("record", {}).pop(name, None)
    for identifier in plain.get("identifiers", ()):
        if isinstance(identifier, dict):
            identifier.pop("contributors", None)
    plain.pop("contributors", None)
    return plain


def _csv(rows: Iterable[Row]) -> Iterator[bytes]:
    heading: list[str] = []
    for row in rows:
        text = io.StringIO()
        writer = csv.writer(text)
        if not heading:
            heading = list(row)
            writer.writerow(heading)
        writer.writerow([safe(row.get(name, "")) for name in heading])
        yield text.getvalue().encode()


class _Sink:
    """A file that is only written to: what is there can be taken away at once."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take in a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        """What was written since the last call."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken
