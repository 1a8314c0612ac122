"""What people allow, and how often they may be asked."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import Key, name_of
from graph.model.record import Record, reference

PURPOSES = ("EXPERTISE", "RECRUITING", "INSIGHT", "MENTORING", "REFERRAL", "EVENTS")

DEFAULT_CAPACITY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference(Record):
    """What one person allows.

    `choices` are lines `PURPOSE/role/answer/until`: role found, reached or connect; answer yes or
    no; a yes ends on the day `until`. Written and read by policy.consent. `capacity` is how many
    requests may use this person in 30 days (0 is a pause). For the people in `blocked` this person does
    not exist.

    A quiet period lasts from `quiet_since` to the last quiet day `quiet_until`; `rests` are those that
    are over, as lines `first day/last day`: nothing decays on these days. `direct` are the purposes for
    which this person may be asked without a connector. `shown` are lines `field/audience`: who sees a
    field of the profile. `objected`: nothing is inferred about this person. `restricted`: what is known
    is stored and not used, as if the person were not there. `sign_outs` counts how often this person signed
    out everywhere: a session that began under an earlier count is nobody's.
    """

    KIND: ClassVar[str] = "preference"
    LABEL: ClassVar[str] = "Preference"

    person: Key = reference("person", "PREFERENCE_OF")
    choices: tuple[str, ...] = ()
    do_not_contact: bool = False
    blocked: tuple[Key, ...] = reference("person", "BLOCKS", default=())
    capacity: int = DEFAULT_CAPACITY
    quiet_until: str = ""
    quiet_since: str = ""
    rests: tuple[str, ...] = ()
    direct: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    objected: bool = False
    restricted: bool = False
    sign_outs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Record):
    """The moments at which a request spent a unit of this person's capacity, oldest first.

    Only the last 30 days count; older ones go with the next write. One record a person
    (`budget:<name of the person>`), so that two requests for the last unit meet in it.
    """

    KIND: ClassVar[str] = "budget"
    LABEL: ClassVar[str] = "Budget"

    person: Key = reference("person", "BUDGET_OF")
    spent: tuple[str, ...] = ()


def preference_key(person: Key) -> Key:
    """The key of the one preference of a person."""
    return Key(f"{Preference.KIND}:{name_of(person)}")


def budget_key(person: Key) -> Key:
    """The key of the one budget of a person."""
    return Key(f"{Budget.KIND}:{name_of(person)}")
