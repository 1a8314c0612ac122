"""What people say about what they and others know: declared, endorsed, asked for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from actions.act import Act, repeated
from actions.notices import notices
from graph.dates import last_day
from graph.errors import Conflict, Refused
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Evidence, Preference, Skill, preference_key
from graph.ports import Change, Deletion
from graph.scans import all_adjacent
from queries.sight import look, viewer_status
from queries.skills import known_skills

LONGEST_LABEL: Final = 100
OWN: Final = "self"
"""The source of what people say about themselves and about each other in kith."""


def declare_skill(act: Act, skill: str) -> Evidence:
    """The person who acts knows `skill` (an id, or a label in any case), and says so. Once is enough."""
    person = act.person()
    key, new = skill_named(act, skill)
    made = Evidence(
        key=act.network.keys.key(Evidence.KIND, OWN, "declared", person, key),
        evidence_kind="declared",
        people=(person,),
        shares=(1.0,),
        skills=(key,),
        at=act.network.today().isoformat(),
        source=OWN,
    )
    return _once(act, "declareSkill", made, new)


def retract_skill(act: Act, skill: str) -> int:
    """Take back what the person who acts has declared about `skill`; returns how many pieces that was.

    Wherever it was read from: what an import states again comes back with it.
    """
    person = act.person()
    key, _ = skill_named(act, skill)

    def attempt() -> int:
        mine = [e for e in all_adjacent(act.network.store, [person], Evidence) if _declared(e, person, key)]
        changes: list[Change] = [
            replace(e, skills=tuple(s for s in e.skills if s != key))
            if len(e.skills) > 1
            else Deletion(e.key)
            for e in mine
        ]
        found = act.network.store.fetch([e.key for e in mine]).found
        act.write("retractSkill", changes, {key: stored.revision for key, stored in found.items()})
        return len(mine)

    return repeated(attempt)


def endorse(act: Act, person: Key, skill: str) -> Evidence:
    """The person who acts vouches that `person` knows `skill`. Raises Refused."""
    me = act.person()
    _require_other(act, me, person)
    key, new = skill_named(act, skill)
    made = Evidence(
        key=act.network.keys.key(Evidence.KIND, OWN, "endorsed", me, person, key),
        evidence_kind="endorsed",
        people=(person,),
        shares=(1.0,),
        skills=(key,),
        at=act.network.today().isoformat(),
        endorser=me,
        source=OWN,
    )
    return _once(act, "endorse", made, new)


def ask_for_endorsement(act: Act, of: Key) -> Key:
    """Ask a colleague, who is returned, to vouch for the person who acts.

    Who is not to be contacted hears nothing of it.

    Raises Refused. The answer does not tell whether the colleague was told: that is theirs.
    """
    me = act.person()
    _require_other(act, me, of)
    told = notices(act.network, of, "endorsement_asked", me, act.now()) if _open(act, of) else []
    act.write("askForEndorsement", told, {})
    return of


def skill_named(act: Act, text: str) -> tuple[Key, list[Skill]]:
    """The skill of an id or a label, and the record to be written when there is none for the person who acts.

    A skill that only others' evidence has named, which the person may not hear, is as if nobody had named it:
    it is then written as the person does. Raises Refused for an id that is not there, and for no label.
    """
    status = viewer_status(act.network, act.viewer)
    snapshot = act.network.read_model.current()
    with snapshot.sharing.reading():
        known = known_skills(act.network, snapshot, act.viewer, status)
        if text.startswith(f"{Skill.KIND}:"):
            if Key(text) in known:
                return Key(text), []
            raise Refused("NOT_FOUND", "there is no skill of that id", "skill")
        label = _label(text)
        labelled = known.labelled(label)
        preferred = [k for k in labelled if fold(snapshot.skills.skills[k].label) == fold(label)]
    if labelled:
        return (preferred or labelled)[0], []
    key = act.network.keys.key(Skill.KIND, fold(label))
    there = act.network.store.fetch([key]).found.get(key)
    named = there.record if there is not None else None
    return key, [replace(named, label=label) if isinstance(named, Skill) else Skill(key=key, label=label)]


def skills_named(
    act: Act, texts: Sequence[str], field: str, most: int
) -> tuple[tuple[Key, ...], list[Skill]]:
    """The skills of ids or labels, each once, in key order, and the records of those that are new.

    Raises Refused for more than `most`, and for an id or a label that cannot be one.
    """
    if len(texts) > most:
        raise Refused("BAD_INPUT", f"at most {most} skills", field)
    new: dict[Key, Skill] = {}
    found: set[Key] = set()
    for text in texts:
        try:
            key, made = skill_named(act, text)
        except Refused as refused:
            raise Refused(refused.code, refused.advice, field) from None
        found.add(key)
        new.update((skill.key, skill) for skill in made)
    return tuple(sorted(found)), list(new.values())


def known_skills_named(act: Act, texts: Sequence[str], field: str, most: int) -> tuple[Key, ...]:
    """As `skills_named`. Raises Refused for one that there is not for the person who acts, too."""
    found, new = skills_named(act, texts, field, most)
    if new:
        raise Refused("NOT_FOUND", "nobody has named that skill yet: choose one that is known", field)
    return found


def _label(text: str) -> str:
    label = " ".join(text.split())
    if not fold(label) or len(label) > LONGEST_LABEL or not label.isprintable():
        raise Refused("BAD_INPUT", f"a label of 1 to {LONGEST_LABEL} letters", "skill")
    return label


def _once(act: Act, what: str, made: Evidence, new: list[Skill]) -> Evidence:
    """Write evidence unless it is there; what was said first stays as it was said."""
    there = act.network.store.fetch([made.key]).found.get(made.key)
    if there is not None and isinstance(there.record, Evidence):
        return there.record
    try:
        act.write(what, [*new, made], {made.key: 0})
    except Conflict:
        return _once(act, what, made, [])
    return made


def _declared(evidence: Evidence, person: Key, skill: Key) -> bool:
    mine = evidence.people == (person,) and evidence.evidence_kind == "declared"
    return mine and skill in evidence.skills


def _require_other(act: Act, me: Key, other: Key) -> None:
    if other == me:
        raise Refused("BAD_INPUT", "nobody vouches for themself", "person")
    if other not in look(act.network, act.viewer, [other]).cards:
        raise Refused("NOT_FOUND", "there is nobody of that id", "person")


def _open(act: Act, person: Key) -> bool:
    """Whether `person` may be written to today."""
    key = preference_key(person)
    stored = act.network.store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, Preference):
        return True
    quiet = last_day(stored.record.quiet_until)
    return not stored.record.do_not_contact and (quiet is None or quiet < act.network.today())
