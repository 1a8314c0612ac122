"""The answer to aboutMe as sections of lines to read: what is held, and where it came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.locale import day
from web.words import EVIDENCE, OUTCOME, PURPOSE, TOUR_KIND, period


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what it says, and beside it where and when it came from."""

    says: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one kind; `more` when the copy holds others beside these."""

    title: str
    intro: str
    lines: tuple[Line, ...]
    more: bool = False


def sections(held: Mapping[str, Any]) -> list[Section]:
    """Every section of which something is held, in the order in which people ask."""
    found = [*_self(held), *_known(held), *_together(held), *_said(held), *_told(held)]
    return [section for section in found if section.lines]


def _self(held: Mapping[str, Any]) -> Iterator[Section]:
    yield Section("Who you are", "", tuple(_who(held)))
    yield Section(
        "Where you worked",
        "",
        tuple(
            Line(
                _joined(": ", job["organization"]["name"], job["title"]),
                _joined(" · ", period(job["since"], job["until"]), job["department"], job["location"]),
            )
            for job in held["employments"]
        ),
    )
    yield Section("Your tours", "", tuple(map(_tour, held["tours"])))
    yield Section(
        "Between you and the other side of a tour",
        "Nobody but the two of you is shown this.",
        (*map(_side, held["tourSides"]), *map(_check_in, held["checkIns"])),
    )
    offered = tuple(Line(one["mission"], f"offered {day(one['offered'])}") for one in held["offeredTours"])
    yield Section("Tours that you offered", "", offered)
    yield Section("Where you would like to go", "", tuple(_aspirations(held["aspirations"] or {})))


def _known(held: Mapping[str, Any]) -> Iterator[Section]:
    yield Section(
        "Why we think that you know something",
        "Each piece with its source.",
        tuple(map(_evidence, held["evidence"]["nodes"])),
        held["evidence"]["pageInfo"]["hasNextPage"],
    )
    yield Section(
        "Insights",
        "",
        tuple(Line(one["text"], _joined(" · ", one["role"], day(one["at"]))) for one in held["insights"]),
    )
    yield Section("What was said of suggestions", "", tuple(map(_verdict, held["verdicts"])))


def _together(held: Mapping[str, Any]) -> Iterator[Section]:
    yield Section(
        "Whom you know, and how we know",
        "How strong a tie is follows from these facts alone; the copy shows how.",
        tuple(Line(tie["name"], "; ".join(map(_fact, tie["facts"]))) for tie in held["ties"]["nodes"]),
        held["ties"]["pageInfo"]["hasNextPage"],
    )
    yield Section(
        "What others keep about you for themselves",
        "From their own address books and the like. It exists for each of them alone.",
        tuple(map(_profile, held["privateProfiles"]["nodes"])),
        held["privateProfiles"]["pageInfo"]["hasNextPage"],
    )
    yield Section("Requests for introductions", "", tuple(map(_introduction, held["introductions"])))
    yield Section("Events and mentoring", "", tuple(map(_offering, held["offerings"])))


def _said(held: Mapping[str, Any]) -> Iterator[Section]:
    roles = held["roles"]
    yield Section("Proposals for open roles", "", tuple(map(_referral, held["referrals"])))
    yield Section(
        "Roles that you have to do with",
        "",
        tuple(
            Line(title, said)
            for said, titles in (
                ("you opened it", roles["opened"]),
                ("shared with you", roles["shared"]),
                ("you watch it", roles["watched"]),
                ("you were told of it", roles["toldOf"]),
            )
            for title in titles
        ),
    )
    yield Section("Staying in touch", "", (_invitation(held["invitation"]),) if held["invitation"] else ())
    merges = tuple(Line(one["reason"], f"{one['by']}, {day(one['at'])}") for one in held["merges"])
    yield Section("Records that were made one with yours", "", merges)
    namesakes = tuple(Line(name) for name in held["distinctFrom"])
    yield Section("People who resemble you and are not you", "", namesakes)


def _told(held: Mapping[str, Any]) -> Iterator[Section]:
    yield Section(
        "How often you were named in answers",
        "By day and purpose, without the names of those who asked.",
        tuple(
            Line(
                f"{day(use['day'])}: {use['count']} {'time' if use['count'] == 1 else 'times'}",
                _joined(" · ", use["purpose"].lower(), use["role"]),
            )
            for use in held["uses"]
        ),
    )
    yield Section("Where messages about you go", "", tuple(map(Line, held["webhooks"])))
    yield Section("Rights that you used", "", tuple(map(_right, held["rights"])))
    yield Section(
        "Rules about you",
        "",
        tuple(
            Line(f"{one['name']}: {one['value']}", f"{one['reason']}, {day(one['at'])}")
            for one in held["decisions"]
        ),
    )


def _who(held: Mapping[str, Any]) -> Iterator[Line]:
    yield from (Line(held[field], field) for field in ("name", "headline", "location") if held[field])
    yield from (Line(one["value"], one["scheme"]) for one in held["identifiers"])


def _aspirations(said: Mapping[str, Any]) -> Iterator[Line]:
    for field, label in (("goals", "goals"), ("gives", "you would give"), ("likes", "you would like")):
        if said.get(field):
            yield Line(said[field], label)
    yield from (Line(skill, "you want to learn") for skill in said.get("learn", ()))
    if said.get("openToReturn"):
        yield Line("You are open to come back", f"said {day(said['confirmed'])}")


def _tour(tour: Mapping[str, Any]) -> Line:
    gained = ", ".join(skill["label"] for skill in tour["skills"])
    when = period(tour["since"], tour["until"] or tour["plannedUntil"])
    return Line(tour["mission"] or TOUR_KIND[tour["kind"]], _joined(" · ", when, tour["department"], gained))


def _side(side: Mapping[str, Any]) -> Line:
    words = (side["mission"], side["personGives"], side["companyGives"], side["outcome"])
    other = f"with {side['other']}" if side["other"] else ""
    return Line(_joined("; ", *words), _joined(" · ", other, period(side["since"], side["until"])))


def _check_in(noted: Mapping[str, Any]) -> Line:
    return Line(noted["text"], _joined(" · ", noted["mission"], noted["by"], day(noted["at"])))


def _evidence(each: Mapping[str, Any]) -> Line:
    piece = each["evidence"]
    kind = EVIDENCE[piece["kind"]]
    told = (kind if piece["text"] else "", day(piece["at"]), piece["source"], each["contributor"])
    return Line(piece["text"] or kind, _joined(" · ", *told))


def _verdict(said: Mapping[str, Any]) -> Line:
    return Line(
        f"{said['topic']}: {said['verdict'].lower().replace('_', ' ')}", f"{said['by']}, {day(said['at'])}"
    )


def _fact(fact: Mapping[str, Any]) -> str:
    return _joined(", ", fact["reason"] or fact["kind"], period(fact["since"], fact["until"]), fact["source"])


def _profile(profile: Mapping[str, Any]) -> Line:
    words = (profile["name"], profile["headline"], profile["location"], *profile["identifiers"])
    return Line(_joined(", ", *words), _joined(" · ", profile["contributor"], profile["source"]))


def _introduction(request: Mapping[str, Any]) -> Line:
    part = {"asker": "you asked", "connector": "you were asked to introduce", "target": "for you"}
    told = (part[request["role"]], request["other"], day(request["asked"]), PURPOSE[request["purpose"]])
    return Line(_joined(": ", request["about"] or "a request", request["message"]), _joined(" · ", *told))


def _offering(one: Mapping[str, Any]) -> Line:
    return Line(one["title"], _joined(" · ", one["kind"], one["role"], day(one["on"])))


def _referral(one: Mapping[str, Any]) -> Line:
    came = OUTCOME.get(one["outcome"].upper(), one["outcome"]) if one["outcome"] else ""
    return Line(_joined(": ", one["role"], one["text"]), _joined(" · ", one["other"], day(one["at"]), came))


def _invitation(one: Mapping[str, Any]) -> Line:
    return Line(
        one["address"] or "You were asked to stay in touch", _joined(", ", one["by"], day(one["asked"]))
    )


def _right(used: Mapping[str, Any]) -> Line:
    done = f"done {day(used['done'])}" if used["done"] else f"due {day(used['due'])}"
    return Line(used["right"].lower(), f"asked {day(used['asked'])}, {done}")


def _joined(between: str, *parts: str | None) -> str:
    told: Iterable[str] = (part for part in parts if part)
    return between.join(told)
