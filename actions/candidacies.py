"""Candidates: who may come back for a role, put down by those who work on it, and taken off again."""

from dataclasses import replace

from actions.act import Act, repeated
from actions.roles import recruiting, role_worked_on
from graph.dates import day_number
from graph.errors import Refused
from graph.keys import Key
from graph.model import Candidacy, candidacy_key
from graph.ports import Deletion
from policy.introduction_texts import check_text
from policy.roles import NOTE, PURPOSE, SAID, Stage
from queries.sight import look


def put_down(act: Act, role: Key, person: Key, note: str, said: str = Stage.NOTED) -> Candidacy:
    """`person` may come back for `role`; they are shown all that is put down. Raises Refused.

    NOT_FOUND for who does not exist for who acts, NOT_ALLOWED for who may not be found for RECRUITING.
    Somebody who is down already may be told otherwise at any time. O(1).
    """
    by = recruiting(act)
    text = check_text("note", note, NOTE, lines=True)
    if said not in SAID:
        raise Refused("BAD_INPUT", f"one of {', '.join(SAID)}; the rest follows by itself", "stage")
    key = candidacy_key(role or Key("role:"), person or Key("person:"))

    def attempt() -> Candidacy:
        there, _ = role_worked_on(act, by, role)
        held = act.network.store.fetch([key]).found.get(key)
        _check_there(act, person, down=held is not None)
        made = Candidacy(
            key=key, role=there.key, person=person, by=by, note=text, state=said, at=act.moment()
        )
        if held is not None:
            assert isinstance(held.record, Candidacy)
            if (held.record.note, held.record.state) == (text, said):
                return held.record
            made = replace(held.record, by=by, note=text, state=said, at=act.moment())
        act.write(f"putDown {key}", [made], {key: held.revision if held else 0})
        return made

    return repeated(attempt)


def take_off(act: Act, role: Key, person: Key) -> None:
    """`person` is no candidate any more, and nothing of it is kept. Raises Refused. O(1)."""
    by = recruiting(act)
    role_worked_on(act, by, role, to_do=False)
    if _hidden(act, person):
        raise Refused("NOT_FOUND", "there is nobody of that id", "person")
    act.write(f"takeOff {role} {person}", [Deletion(candidacy_key(role, person))], {})


def _hidden(act: Act, person: Key) -> bool:
    card = look(act.network, act.viewer, [person]).cards.get(person) if person else None
    return card is None or card.private


def _check_there(act: Act, person: Key, down: bool) -> None:
    if _hidden(act, person):
        raise Refused("NOT_FOUND", "there is nobody of that id", "person")
    sight, day = look(act.network, act.viewer, [person]), day_number(act.network.today())
    if not down and person not in sight.allowed([person], "found", PURPOSE, day, act.viewer):
        raise Refused(
            "NOT_ALLOWED",
            "they have not said yes to hearing of roles; only somebody who has can be noted for one",
            "person",
        )


def along_role(act: Act, by: Key, role: Key, person: Key) -> tuple[list[Candidacy], dict[Key, int]]:
    """What is written with a request for `role` to `person`, and the revisions that it rests on.

    Who is asked is put down, with nothing said of them. Raises Refused NOT_FOUND, NOT_NOW.
    """
    if not role:
        return [], {}
    recruiting(act)
    there, revision = role_worked_on(act, by, role)
    key = candidacy_key(role, person)
    held = act.network.store.fetch([key]).found.get(key)
    if held is not None:
        return [], {there.key: revision, key: held.revision}
    made = Candidacy(key=key, role=role, person=person, by=by, state=Stage.NOTED, at=act.moment())
    return [made], {there.key: revision, key: 0}
