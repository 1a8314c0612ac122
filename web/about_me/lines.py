"""Facts that are held about somebody, each as a line to read: what it says, and where it came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.locale import day
from web.words import EVIDENCE, PURPOSE, TOUR_KIND, period, source
from web.words.own import IDENTIFIES, PART, PART_IN_EVIDENCE, PROPOSAL, READER, RIGHT, USED
from web.words.roles import CANDIDATE_STAGE, REFERRAL_OUTCOME, REHIRE_STATE, REQUEST
from web.words.together import OFFER_STATE, PROVENANCE, TOUR_STATE

Held = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what it says, and beside it where and when it came from.

    A tie names the other `person` (an id) and has `grounds`: each reason with its source, and at last how
    strong it is taken to be, and why.
    """

    says: str
    beside: str = ""
    person: str = ""
    grounds: tuple[str, ...] = ()


def who(held: Held) -> Iterator[Line]:
    """Name, headline, place and addresses."""
    yield from (Line(held[name], IDENTIFIES[name]) for name in ("name", "headline", "location") if held[name])
    yield from (Line(one["value"], IDENTIFIES[one["scheme"]]) for one in held["identifiers"])


def aspirations(said: Held) -> Iterator[Line]:
    """Where somebody would like to go, in their own words."""
    when = said_on(said)
    for field, label in (("goals", "goals"), ("gives", "you would give"), ("likes", "you would like")):
        if said.get(field):
            yield Line(said[field], joined(", ", label, when))
    yield from (Line(skill, joined(", ", "you want to learn", when)) for skill in said.get("learn", ()))
    if said.get("horizon"):
        yield Line(day(said["horizon"]), joined(", ", "your horizon", when))
    if said.get("openToReturn"):
        yield Line("You are open to come back", when)


def said_on(said: Held) -> str:
    """When it was said last."""
    return f"said {day(said['confirmed'])}" if said.get("confirmed") else ""


def job(one: Held) -> Line:
    """Where somebody worked."""
    when = joined(" · ", period(one["since"], one["until"]), one["department"], one["location"])
    return Line(joined(": ", one["organization"]["name"], one["title"]), when)


def tour(one: Held) -> Line:
    """A tour of duty, as the company knows it."""
    gained = ", ".join(skill["label"] for skill in one["skills"])
    when = period(one["since"], one["until"] or one["plannedUntil"])
    told = (when, one["department"], _tour_state(one), gained, one["outcome"])
    return Line(one["mission"] or TOUR_KIND[one["kind"]], joined(" · ", *told))


def side(one: Held) -> Line:
    """A tour between two, with what only they are shown."""
    words = (one["mission"], one["personGives"], one["companyGives"], one["outcome"])
    told = (
        f"with {one['other']}" if one["other"] else "",
        TOUR_KIND[one["kind"]],
        period(one["since"], one["until"] or one["plannedUntil"]),
        _tour_state(one),
        listed("agreed to by", map(_signature, one["accepted"])),
        listed("signed by", map(_signature, one["signed"])),
        listed("skills:", one["skills"]),
    )
    return Line(joined("; ", *words), joined(" · ", *told))


def _tour_state(one: Held) -> str:
    return TOUR_STATE[one["state"].upper()] if one["state"] else ""


def _signature(line: str) -> str:
    """Which side, and when, of a line "side/moment"."""
    side, _, moment = line.partition("/")
    return joined(" on ", {"person": "who undertakes it", "company": "the company"}[side], day(moment))


def check_in(noted: Held) -> Line:
    """What one side noted."""
    return Line(noted["text"], joined(" · ", noted["mission"], noted["by"], day(noted["at"])))


def offered_tour(one: Held) -> Line:
    """A tour that somebody offered."""
    told = (
        f"offered {day(one['offered'])}",
        TOUR_KIND[one["kind"]],
        OFFER_STATE[one["state"].upper()],
        listed("needs", one["needs"]),
        listed("teaches", one["teaches"]),
    )
    return Line(joined("; ", one["mission"], one["companyGives"]), joined(" · ", *told))


def evidence(each: Held) -> Line:
    """One reason to believe that somebody knows something, with whose word it is."""
    piece = each["evidence"]
    kind = EVIDENCE[piece["kind"]]
    told = (
        kind if piece["text"] else "",
        PART_IN_EVIDENCE.get(each["role"], each["role"]),
        listed("about", [skill["label"] for skill in piece["skills"]]),
        day(piece["at"]),
        f"from {source(piece['source'])}",
        f"contributed by {each['contributor']}" if each["contributor"] else "",
        f"vouched for by {each['endorser']}" if each["endorser"] and each["role"] != "endorser" else "",
        piece["link"],
    )
    return Line(piece["text"] or kind, joined(" · ", *told))


def verdict(said: Held) -> Line:
    """What was said of a suggestion."""
    words = said["verdict"].lower().replace("_", " ")
    return Line(f"{said['topic']}: {words}", f"{said['by']}, {day(said['at'])}")


def tie(one: Held) -> Line:
    """Whom somebody knows, every reason to think so, and what follows from them."""
    reasons = "; ".join(_reason(fact) for fact in one["facts"])
    grounds = (*map(_ground, one["facts"]), f"Taken together: {one['formula']}")
    return Line(one["name"], reasons, one["person"], grounds)


def _reason(fact: Held) -> str:
    return joined(", ", fact["reason"] or fact["kind"], period(fact["since"], fact["until"]))


def _ground(fact: Held) -> str:
    """A reason with its source, whose word it is, and whether it counts."""
    count = f"{fact['count']} times" if fact["count"] > 1 else ""
    alone = "" if fact["counts"] else "counts for them alone"
    whose = f"contributed by {fact['contributor']}" if fact["contributor"] else ""
    return joined(", ", _reason(fact), count, f"from {source(fact['source'])}", whose, alone)


def profile(one: Held) -> Line:
    """What somebody else's own source says."""
    words = (one["name"], one["headline"], one["location"], *one["identifiers"])
    return Line(joined(", ", *words), joined(" · ", one["contributor"], f"from {source(one['source'])}"))


def introduction(request: Held) -> Line:
    """A request, as the inbox tells it."""
    told = (
        PART[request["role"]],
        request["other"],
        day(request["asked"]),
        PURPOSE[request["purpose"]],
        REQUEST[request["state"].upper()],
    )
    return Line(joined(": ", request["about"] or "a request", request["message"]), joined(" · ", *told))


def insight(one: Held) -> Line:
    """What somebody learned outside, or had asked for."""
    told = (
        PART[one["role"]],
        day(one["at"]),
        listed("about", [*one["companies"], *one["topics"]]),
        PROVENANCE.get(one["provenance"].upper(), "").replace("their", "your"),
        f"learned {day(one['learned'])}" if one["learned"] else "",
        one["link"],
        f"for {one['audience'].lower()}" if one["audience"] else "",
        f"cleared {day(one['cleared'])}" if one["cleared"] else "",
        f"asked for by {one['askedBy']}" if one["askedBy"] else "",
        one["other"],
        f"came of it: {one['cameOf']}" if one["cameOf"] else "",
    )
    return Line(one["text"], joined(" · ", *told))


def offering(one: Held) -> Line:
    """An event or mentoring."""
    host = f"with {one['host']}" if one["role"] != "host" and one["host"] else ""
    over = "" if one["state"].lower() == "open" else "over"
    told = (one["kind"].lower(), PART[one["role"]], host, day(one["on"]), over, f"since {day(one['at'])}")
    return Line(one["title"], joined(" · ", *told))


def candidacy(one: Held) -> Line:
    """A role that somebody is put down for."""
    told = (one["putDownBy"], day(one["at"]), CANDIDATE_STAGE[one["stage"]])
    return Line(joined(": ", one["role"], one["note"]), joined(", ", *told))


def referral(one: Held) -> Line:
    """A proposal for an open role."""
    came = REFERRAL_OUTCOME[one["outcome"].upper()].lower() if one["outcome"] else ""
    state = PROPOSAL[one["state"].lower()]
    told = (one["other"], day(one["at"]), state, f"until {day(one['deadline'])}", came)
    part = PART[one["role"]]
    return Line(
        one["text"] or f"{part[:1].upper()}{part[1:]}", joined(" · ", part if one["text"] else "", *told)
    )


def rehire(status: Held) -> Line:
    """Whether the company would take somebody back, and what was said against it."""
    words = "You are welcome to come back" if status["status"] == "WELCOME" else "Not now"
    decided = joined(", ", status["decidedBy"], day(status["decided"]), status["answer"])
    told = (
        joined(", ", status["setBy"], day(status["at"])),
        f"until {day(status['until'])}",
        REHIRE_STATE[status["state"]] + ("" if status["inForce"] else ", not in force"),
        f"you may appeal until {day(status['appealUntil'])}",
        f"you appealed {day(status['appealed'])}: {status['appeal']}" if status["appeal"] else "",
        f"to be decided until {day(status['decideUntil'])}" if status["decideUntil"] else "",
        f"decided: {decided}" if decided else "",
    )
    return Line(f"{words}: {status['reason']}", joined(" · ", *told))


def invitation(one: Held) -> Line:
    """That somebody was asked to stay in touch."""
    last = f"last day {day(one['lastDay'])}" if one["lastDay"] else ""
    told = (one["by"], day(one["asked"]), one["state"].lower(), last, day(one["at"]))
    return Line(one["address"] or "You were asked to stay in touch", joined(", ", *told))


def merge(one: Held) -> Line:
    """That another record was made one with this one."""
    undone = f"undone {day(one['undone'])}" if one["undone"] else ""
    return Line(one["reason"], joined(", ", one["by"], day(one["at"]), undone))


def use(one: Held) -> Line:
    """How often answers named somebody on a day."""
    times = f"{one['count']} {'time' if one['count'] == 1 else 'times'}"
    purpose, role = one["purpose"].lower(), one["role"].lower()
    return Line(f"{day(one['day'])}: {times}", f"{USED.get(purpose, purpose)}, to {READER.get(role, role)}")


def right(used: Held) -> Line:
    """A right that somebody used."""
    done = f"done {day(used['done'])}" if used["done"] else f"due {day(used['due'])}"
    return Line(RIGHT[used["right"].upper()], f"asked {day(used['asked'])}, {done}")


def rule(one: Held) -> Line:
    """A rule about somebody."""
    return Line(f"{one['name']}: {one['value']}", f"{one['reason']}, {day(one['at'])}")


def listed(before: str, words: Iterable[str]) -> str:
    """Words behind what they are; "" for none."""
    told = ", ".join(words)
    return f"{before} {told}" if told else ""


def joined(between: str, *parts: str | None) -> str:
    """The parts that say something."""
    return between.join(part for part in parts if part)
