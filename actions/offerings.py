"""Events and mentoring: offered, closed, taken part in."""

from dataclasses import replace

from actions.act import Act, repeated
from actions.expertise import skill_named
from actions.notices import notices
from graph.errors import Refused
from graph.keys import Key, name_of
from graph.model import Offering, Participation, Skill
from graph.ports import Change, Deletion
from policy.offerings import CLOSED, OPEN, Offer, check_may_offer, checked_offer, is_over
from queries.offerings import OfferingShown, shown_offerings
from queries.parties import parties
from queries.sight import viewer_status

JOINED = "offering_joined"
_NOT_FOUND = "there is no such offer"


def offer(act: Act, offered: Offer) -> Offering:
    """The person who acts offers an event, or to be a mentor. The same act again returns what it made.

    Raises Refused: NOT_ALLOWED, BAD_INPUT, NOT_FOUND for a skill that is not there.
    """
    person = act.person()
    check_may_offer(offered.kind, act.viewer, viewer_status(act.network, act.viewer))
    read = checked_offer(offered, act.network.today())
    key = Key(f"{Offering.KIND}:{act.name('offering')}")

    def attempt() -> Offering:
        made = offering_at(act, key)
        return made[0] if made is not None else _offer(act, person, key, read)

    return repeated(attempt)


def _offer(act: Act, person: Key, key: Key, offered: Offer) -> Offering:
    named = [skill_named(act, text) for text in offered.skills]
    made: dict[Key, Skill] = {skill.key: skill for _, new in named for skill in new}
    offering = Offering(
        key=key,
        offering_kind=offered.kind,
        by=person,
        title=offered.title,
        text=offered.text,
        on=offered.on,
        location=offered.location,
        link=offered.link,
        skills=tuple(dict.fromkeys(skill for skill, _ in named)),
        state=OPEN,
        at=act.moment(),
    )
    act.write("offer", [*made.values(), offering], {key: 0})
    return offering


def close_offering(act: Act, key: Key) -> Offering:
    """What is offered is over or taken back: who holds it says so, of events a network admin, too.

    Again changes nothing. Raises Refused NOT_FOUND, NOT_ALLOWED.
    """
    person = act.person()

    def attempt() -> Offering:
        shown, revision = _found(act, key)
        admin = shown.record.offering_kind == "event" and act.viewer.has("network_admin")
        if shown.record.by != person and not admin:
            raise Refused("NOT_ALLOWED", "who holds it closes it", "offering")
        if shown.record.state == CLOSED:
            return shown.record
        after = replace(shown.record, state=CLOSED, closed=act.moment())
        act.write(f"closeOffering {key}", [after], {key: revision})
        return after

    return repeated(attempt)


def take_part(act: Act, key: Key) -> Offering:
    """The person who acts takes part; who holds it hears that somebody does. Again changes nothing.

    Raises Refused: NOT_FOUND for what is not listed to them, NOT_NOW when it is over, BAD_INPUT for who
    holds it.
    """
    person = act.person()

    def attempt() -> Offering:
        shown, revision = _found(act, key)
        record = shown.record
        if record.by == person:
            raise Refused("BAD_INPUT", "you hold it yourself", "offering")
        if shown.taking_part:
            return record
        if record.state != OPEN or is_over(record.on, act.network.today()):
            raise Refused("NOT_NOW", "this is over", "offering")
        made = Participation(key=participation_key(key, person), offering=key, person=person, at=act.moment())
        act.write(f"takePart {key}", [made, *_news(act, record, person)], {made.key: 0, key: revision})
        return record

    return repeated(attempt)


def leave(act: Act, key: Key) -> Offering:
    """The person who acts does not take part after all. Again changes nothing. Raises Refused NOT_FOUND."""
    person = act.person()
    shown, _ = _found(act, key)
    if shown.taking_part:
        act.write(f"leave {key}", [Deletion(participation_key(key, person))], {})
    return shown.record


def participation_key(offering: Key, person: Key) -> Key:
    """The key of the one participation of a person in an offering."""
    return Key(f"{Participation.KIND}:{name_of(offering)}.{name_of(person)}")


def offering_at(act: Act, key: Key) -> tuple[Offering, int] | None:
    """The offering at `key` and its revision. One round trip."""
    stored = act.network.store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, Offering):
        return None
    return stored.record, stored.revision


def _found(act: Act, key: Key) -> tuple[OfferingShown, int]:
    """The offering as the person who acts is shown it. Raises Refused NOT_FOUND."""
    there = offering_at(act, key)
    shown = shown_offerings(act.network, act.viewer, [there[0]]) if there is not None else []
    if there is None or not shown:
        raise Refused("NOT_FOUND", _NOT_FOUND, "offering")
    return shown[0], there[1]


def _news(act: Act, offering: Offering, person: Key) -> list[Change]:
    """A notice to who holds it, if the person who takes part exists for them."""
    if not offering.by or not parties(act.network, offering.by, [person]):
        return []
    return list(notices(act.network, offering.by, JOINED, offering.key, act.now()))
