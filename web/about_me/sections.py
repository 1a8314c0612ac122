"""The answer to aboutMe as sections of lines to read: what is held, and where it came from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from web.about_me import lines
from web.about_me.lines import Held, Line
from web.locale import day


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one kind. `next` is the query that shows those behind these, "" when that is all."""

    name: str
    title: str
    intro: str
    lines: tuple[Line, ...]
    next: str = ""


def sections(held: Held) -> list[Section]:
    """Every section of which something is held, in the order in which people ask."""
    found = [*_self(held), *_known(held), *_together(held), *_said(held), *_told(held)]
    return [section for section in found if section.lines]


def _self(held: Held) -> Iterator[Section]:
    yield Section("who", "Who you are", "", tuple(lines.who(held)))
    yield Section("work", "Where you worked", "", tuple(map(lines.job, held["employments"])))
    yield Section("tours", "Your tours", "", tuple(map(lines.tour, held["tours"])))
    yield Section(
        "sides",
        "Between you and the other side of a tour",
        "Nobody but the two of you is shown this.",
        (*map(lines.side, held["tourSides"]), *map(lines.check_in, held["checkIns"])),
    )
    offered = tuple(map(lines.offered_tour, held["offeredTours"]))
    yield Section("offered", "Tours that you offered", "", offered)
    hopes = tuple(lines.aspirations(held["aspirations"] or {}))
    yield Section("hopes", "Where you would like to go", "", hopes)


def _known(held: Held) -> Iterator[Section]:
    yield _paged(
        "evidence",
        "Why we think that you know something",
        "Each piece with its source and whose word it is.",
        map(lines.evidence, held["evidence"]["nodes"]),
        held["evidence"]["pageInfo"],
    )
    yield Section("insights", "Insights", "", tuple(map(lines.insight, held["insights"])))
    yield Section("verdicts", "What was said of suggestions", "", tuple(map(lines.verdict, held["verdicts"])))


def _together(held: Held) -> Iterator[Section]:
    yield _paged(
        "ties",
        "Whom you know, and how we know",
        "How strong a tie is taken to be follows from these facts alone. What you correct wins over every"
        " source, for everybody, and stays when a source is read again.",
        map(lines.tie, held["ties"]["nodes"]),
        held["ties"]["pageInfo"],
    )
    yield _paged(
        "profiles",
        "What others keep about you for themselves",
        "From their own address books and the like. It exists for each of them alone.",
        map(lines.profile, held["privateProfiles"]["nodes"]),
        held["privateProfiles"]["pageInfo"],
    )
    requests = tuple(map(lines.introduction, held["introductions"]))
    yield Section("requests", "Requests for introductions", "", requests)
    spent = tuple(Line(day(moment), "you were asked") for moment in held["unitsSpent"])
    left = held["unitsLeft"]
    often = f"You can be asked {left} more {'time' if left == 1 else 'times'} in these 30 days."
    yield Section("asked", "When you were asked for something", often, spent)
    yield Section("offerings", "Events and mentoring", "", tuple(map(lines.offering, held["offerings"])))


def _said(held: Held) -> Iterator[Section]:
    status = held["rehireStatus"]
    invitation = held["invitation"]
    candidacies = tuple(map(lines.candidacy, held["candidacies"]))
    yield Section("candidacies", "Roles that you are put down for", "", candidacies)
    yield Section("referrals", "Proposals for open roles", "", tuple(map(lines.referral, held["referrals"])))
    yield Section("rehire", "About your coming back", "", (lines.rehire(status),) if status else ())
    yield Section("roles", "Roles that you have to do with", "", tuple(_roles(held["roles"])))
    yield Section("touch", "Staying in touch", "", (lines.invitation(invitation),) if invitation else ())
    merges = tuple(map(lines.merge, held["merges"]))
    yield Section("merges", "Records that were made one with yours", "", merges)
    namesakes = tuple(map(Line, held["distinctFrom"]))
    yield Section("namesakes", "People who resemble you and are not you", "", namesakes)


def _told(held: Held) -> Iterator[Section]:
    yield Section(
        "uses",
        "How often you were named in answers",
        "By day and purpose, without the names of those who asked.",
        tuple(map(lines.use, held["uses"])),
    )
    yield Section("webhooks", "Where messages about you go", "", tuple(map(Line, held["webhooks"])))
    yield Section("rights", "Rights that you used", "", tuple(map(lines.right, held["rights"])))
    yield Section("rules", "Rules about you", "", tuple(map(lines.rule, held["decisions"])))


def _roles(roles: Held) -> Iterator[Line]:
    for said, titles in (
        ("you opened it", roles["opened"]),
        ("shared with you", roles["shared"]),
        ("you watch it", roles["watched"]),
        ("you were told of it", roles["toldOf"]),
    ):
        yield from (Line(title, said) for title in titles)


def _paged(name: str, title: str, intro: str, told: Iterable[Line], info: dict[str, Any]) -> Section:
    return Section(name, title, intro, tuple(told), info["endCursor"] if info["hasNextPage"] else "")
