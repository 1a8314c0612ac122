"""Open roles, who might come back for them, and whether somebody may."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import NO_KEY, Key, name_of
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """A position that somebody is looked for. `state`: open or closed.

    `all_of`, `any_of` and `none_of` are skills or topics as they were typed. `shared_with` work on it
    together with `by`. `listed`: alumni who said yes to REFERRAL read it.
    """

    KIND: ClassVar[str] = "role"
    LABEL: ClassVar[str] = "Role"

    by: Key = reference("person", "OPENED_BY", default=NO_KEY)
    shared_with: tuple[Key, ...] = reference("person", "SHARED_WITH", default=())
    title: str
    text: str
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    location: str = ""
    remote: bool = False
    level: str = ""
    listed: bool = False
    state: str
    opened: str
    closed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacy(Record):
    """Somebody who may come back for a role, as those who work on the role put it down.

    `state` is what those who work on the role say, one of policy.roles.SAID; what is shown is worked out
    from it, the requests along the role and the clock by policy.roles.stage. Everything in it is visible to
    the candidate. Keys are `candidacy:<name of the role>.<name of the person>`.
    """

    KIND: ClassVar[str] = "candidacy"
    LABEL: ClassVar[str] = "Candidacy"

    role: Key = reference("role", "CANDIDATE_FOR")
    person: Key = reference("person", "CANDIDATE")
    by: Key = reference("person", "PUT_DOWN_BY", default=NO_KEY)
    note: str = ""
    state: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch(Record):
    """Somebody wants to hear of new candidates for a role, and of new paths to them.

    `seen` are the candidates that they know of, `reached` those to whom there was a path. `held` are the
    roles of their token when they asked, with which it is looked for them. Keys are
    `watch:<name of the role>.<name of the person>`.
    """

    KIND: ClassVar[str] = "watch"
    LABEL: ClassVar[str] = "Watch"

    role: Key = reference("role", "WATCHES")
    by: Key = reference("person", "WATCHED_BY")
    seen: tuple[Key, ...] = reference("person", "SEEN", default=())
    reached: tuple[Key, ...] = reference("person", "REACHED", default=())
    held: tuple[str, ...] = ()
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RehireStatus(Record):
    """Whether the company would take somebody back; one record a person, visible to that person.

    `status`: welcome or not_now, from `at` on, for `reason`, until the day `until`. `appeal` is what the
    person says against it, since `appealed`; `decided_by`, somebody else than `by`, says `decision` at
    `decided` and why (`answer`). `decision` is upheld, lifted, or lapsed when nobody decided in time. How it
    stands at a moment is worked out by policy.rehire.
    """

    KIND: ClassVar[str] = "rehire"
    LABEL: ClassVar[str] = "RehireStatus"

    person: Key = reference("person", "REHIRE_STATUS_OF")
    by: Key = reference("person", "SET_BY", default=NO_KEY)
    status: str
    reason: str
    at: str
    until: str
    appeal: str = ""
    appealed: str = ""
    decided_by: Key = reference("person", "DECIDED_BY", default=NO_KEY)
    decision: str = ""
    decided: str = ""
    answer: str = ""


def candidacy_key(role: Key, person: Key) -> Key:
    """The key of the one candidacy of a person for a role."""
    return Key(f"{Candidacy.KIND}:{name_of(role)}.{name_of(person)}")


def watch_key(role: Key, person: Key) -> Key:
    """The key of the one watch of a person over a role."""
    return Key(f"{Watch.KIND}:{name_of(role)}.{name_of(person)}")


def rehire_key(person: Key) -> Key:
    """The key of the one rehire status of a person."""
    return Key(f"{RehireStatus.KIND}:{name_of(person)}")
