"""Somebody asks to be introduced, along a path that they chose."""

from dataclasses import dataclass, replace

from actions.act import Act, repeated
from actions.candidacies import along_role
from actions.introductions.telling import move
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import PURPOSES, Introduction
from policy.budgets import spend
from policy.introduction_texts import ABOUT, MESSAGE, check_about, check_text
from policy.introductions import LIVE, Shown, State, begun, shown_to_asker
from policy.roles import PURPOSE as ROLE_PURPOSE
from queries.asked_path import asked_path, known_identifiers
from queries.introduction_records import introductions_at, introductions_of
from queries.introduction_state import current


@dataclass(frozen=True, slots=True)
class Asking:
    """The request: over `connectors`, in order, to `target`; `message` is for those on the path.

    `role`, for RECRUITING, is one that the asker works on.
    """

    connectors: tuple[Key, ...]
    target: Key
    purpose: str
    about: str
    message: str
    role: Key = NO_KEY


def request_introduction(act: Act, asking: Asking) -> Introduction:
    """Begin a request; the first on the path is asked, or it queues behind another's to the same target.

    Spends one unit of the budget of everybody who will be asked, in the same write. The same act again
    returns what it made. Raises Refused: BAD_INPUT, ALREADY_ASKED, NO_PATH, NOT_ALLOWED. A few round trips.
    """
    person = act.person()
    key = Key(f"{Introduction.KIND}:{act.name('introduction')}")
    asking = _read(person, asking)

    def attempt() -> Introduction:
        made = introductions_at(act.network.store, [key]).get(key)
        return made.record if made is not None else _begin(act, person, key, asking)

    return repeated(attempt)


def _read(person: Key, asking: Asking) -> Asking:
    """The request with its texts trimmed. Raises Refused for what no rule allows."""
    path = (person, *asking.connectors, asking.target)
    if asking.target == person:
        raise Refused("BAD_INPUT", "nobody is introduced to themself", "target")
    if len({*path}) < len(path):
        raise Refused("BAD_INPUT", "nobody stands on a path twice", "path")
    if asking.purpose not in PURPOSES:
        raise Refused("BAD_INPUT", f"a purpose is one of {', '.join(PURPOSES)}", "purpose")
    if asking.role and asking.purpose != ROLE_PURPOSE:
        raise Refused("BAD_INPUT", f"a request for a role is for {ROLE_PURPOSE}", "purpose")
    about = check_text("about", asking.about, ABOUT)
    message = check_text("message", asking.message, MESSAGE, lines=True)
    return replace(asking, about=about, message=message)


def _begin(act: Act, person: Key, key: Key, asking: Asking) -> Introduction:
    network, now = act.network, act.now()
    path = (person, *asking.connectors, asking.target)
    # First, for who has asked is told no more of the path; and once more when the budgets have been
    # read, for a request that was made in between has changed the one of the target.
    _not_asked_yet(act, person, asking.target)
    candidates, rests_on = along_role(act, person, asking.role, asking.target)
    there = asked_path(network, act.viewer, path, asking.purpose)
    _not_asked_yet(act, person, asking.target)
    check_about(asking.about, there.names, known_identifiers(network, act.viewer, path))
    new = Introduction(
        key=key,
        asker=person,
        target=asking.target,
        connectors=asking.connectors,
        purpose=asking.purpose,
        about=asking.about,
        message=asking.message,
        role=asking.role,
        state=State.QUEUED,
        asked="",
        deadline="",
    )
    introduction = begun(new, _free(act, asking.target), now)
    spent = (spend(budget, now) for budget in there.budgets)
    changes = [*candidates, *move(network, None, introduction, now), *spent]
    act.write("requestIntroduction", changes, {**there.rests_on, **rests_on, key: 0})
    return introduction


def _not_asked_yet(act: Act, person: Key, target: Key) -> None:
    """Raise Refused while a request of this asker to this target is, as the asker is shown, under way."""
    for stored in introductions_of(act.network.store, [person]):
        one = stored.record
        mine = one.asker == person and one.target == target
        if mine and shown_to_asker(one, act.now()) is Shown.WAITING:
            raise Refused("ALREADY_ASKED", "wait for the answer to your request, or withdraw it", "target")


def _free(act: Act, target: Key) -> bool:
    """Whether nobody's request to `target` is under way. The target's budget keeps two from thinking so."""
    others = [s for s in introductions_of(act.network.store, [target]) if s.record.target == target]
    now = current(act.network, others, act.now())
    return not any(one.now.state in LIVE for one in now.values())
