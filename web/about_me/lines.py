"""Facts that are held about somebody, each as a line to read: what it says, and where it came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.locale import day
from web.words import EVIDENCE, OUTCOME, PURPOSE, TOUR_KIND, period
from web.words.own import PART_IN_EVIDENCE
from web.words.roles import CANDIDATE_STAGE, REHIRE_STATE

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
    yield from (Line(held[field], field) for field in ("name", "headline", "location") if held[field])
    yield from (Line(one["value"], one["scheme"]) for one in held["identifiers"])


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
    told = (when, one["department"], one["state"].lower() if one["state"] else "", gained, one["outcome"])
    return Line(one["mission"] or TOUR_KIND[one["kind"]], joined(" · ", *told))


def side(one: Held) -> Line:
    """A tour between two, with what only they are shown."""
    words = (one["mission"], one["personGives"], one["companyGives"], one["outcome"])
    told = (
        f"with {one['other']}" if one["other"] else "",
        TOUR_KIND[one["kind"]],
        period(one["since"], one["until"] or one["plannedUntil"]),
        one["state"].lower(),
        listed("accepted by", one["accepted"]),
        listed("signed by", one["signed"]),
        listed("skills:", one["skills"]),
    )
    return Line(joined("; ", *words), joined(" · ", *told))


def check_in(noted: Held) -> Line:
    """What one side noted."""
    return Line(noted["text"], joined(" · ", noted["mission"], noted["by"], day(noted["at"])))


def offered_tour(one: Held) -> Line:
    """A tour that somebody offered."""
    told = (
        f"offered {day(one['offered'])}",
        TOUR_KIND[one["kind"]],
        one["state"].lower(),
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
        f"source: {piece['source']}",
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
    return joined(", ", _reason(fact), count, f"source: {fact['source']}", whose, alone)


def profile(one: Held) -> Line:
    """What somebody else's own source says."""
    words = (one["name"], one["headline"], one["location"], *one["identifiers"])
    return Line(joined(", ", *words), joined(" · ", one["contributor"], f"source: {one['source']}"))


def introduction(request: Held) -> Line:
    """A request, as the inbox tells it."""
    part = {"asker": "you asked", "connector": "you were asked to introduce", "target": "for you"}
    state = request["state"].lower().replace("_", " ")
    told = (
        part[request["role"]],
        request["other"],
        day(request["asked"]),
        PURPOSE[request["purpose"]],
        state,
    )
    return Line(joined(": ", request["about"] or "a request", request["message"]), joined(" · ", *told))


def insight(one: Held) -> Line:
    """What somebody learned outside, or had asked for."""
    told = (
        one["role"],
        day(one["at"]),
        listed("about", [*one["companies"], *one["topics"]]),
        one["provenance"].lower().replace("_", " "),
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
    told = (one["kind"], one["role"], day(one["on"]), one["state"], one["host"], day(one["at"]))
    return Line(one["title"], joined(" · ", *told))


def candidacy(one: Held) -> Line:
    """A role that somebody is put down for."""
    told = (one["putDownBy"], day(one["at"]), CANDIDATE_STAGE[one["stage"]])
    return Line(joined(": ", one["role"], one["note"]), joined(", ", *told))


def referral(one: Held) -> Line:
    """A proposal for an open role."""
    came = OUTCOME.get(one["outcome"].upper(), one["outcome"]) if one["outcome"] else ""
    state = one["state"].lower().replace("_", " ")
    told = (one["other"], day(one["at"]), state, f"until {day(one['deadline'])}", came)
    return Line(joined(": ", one["role"], one["text"]), joined(" · ", *told))


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
    return Line(
        f"{day(one['day'])}: {times}", joined(" · ", one["purpose"].lower(), one["role"].replace("_", " "))
    )


def right(used: Held) -> Line:
    """A right that somebody used."""
    done = f"done {day(used['done'])}" if used["done"] else f"due {day(used['due'])}"
    return Line(used["right"].lower(), f"asked {day(used['asked'])}, {done}")


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
