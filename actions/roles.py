"""Open roles: opened, changed, shared and closed by those who work on them."""

from collections.abc import Callable
from dataclasses import replace

from actions.act import Act, repeated
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Role
from policy.gates import Status
from policy.roles import CLOSED, MOST_SHARED, OPEN, Wanted, changed, may_recruit, works_on
from queries.sight import look


def open_role(act: Act, wanted: Wanted) -> Role:
    """Open a role and return it; the same act again returns what it made. Raises Refused. O(1)."""
    person = recruiting(act)
    key = Key(f"{Role.KIND}:{act.name('role')}")
    blank = Role(key=key, by=person, title="", text="", state=OPEN, opened=act.moment())
    made = changed(blank, wanted)
    held = act.network.store.fetch([key]).found.get(key)
    if held is not None:
        assert isinstance(held.record, Role)
        return held.record
    act.write("openRole", [made], {key: 0})
    return made


def change_role(act: Act, key: Key, wanted: Wanted) -> Role:
    """Say something else of a role; what is left out stays. Raises Refused. O(1)."""
    return _put(act, "changeRole", key, lambda role: changed(role, wanted))


def close_role(act: Act, key: Key) -> Role:
    """Nobody is looked for any more; a role that is closed stays as it is. Raises Refused. O(1)."""

    def closed(role: Role) -> Role:
        return role if role.state == CLOSED else replace(role, state=CLOSED, closed=act.moment())

    return _put(act, "closeRole", key, closed)


def share_role(act: Act, key: Key, whom: Key, shared: bool = True) -> Role:
    """`whom`, an employee, works on it too; with `shared` false, no longer. Raises Refused. O(1)."""

    def with_them(role: Role) -> Role:
        if not shared:
            return replace(role, shared_with=tuple(one for one in role.shared_with if one != whom))
        card = look(act.network, act.viewer, [whom]).cards.get(whom)
        if card is None or card.private:
            raise Refused("NOT_FOUND", "there is nobody of that id", "person")
        if card.status is not Status.EMPLOYEE:
            raise Refused("BAD_INPUT", "a role is shared with employees", "person")
        together = tuple(sorted({*role.shared_with, whom} - {role.by}))
        if len(together) > MOST_SHARED:
            raise Refused("BAD_INPUT", f"at most {MOST_SHARED} people work on one role", "person")
        return replace(role, shared_with=together)

    return _put(act, "shareRole", key, with_them)


def recruiting(act: Act) -> Key:
    """The person who acts, a recruiter or hr_partner. Raises Refused."""
    person = act.person()
    if not may_recruit(act.viewer):
        raise Refused("NOT_ALLOWED", "roles are for recruiters and hr_partners")
    return person


def role_worked_on(act: Act, person: Key, key: Key, to_do: bool = True) -> tuple[Role, int]:
    """The role at `key` and its revision, if `person` works on it. Raises Refused NOT_FOUND.

    With `to_do`, NOT_NOW for one that is closed.
    """
    stored = act.network.store.fetch([key]).found.get(key) if key else None
    if stored is None or not isinstance(stored.record, Role) or not works_on(stored.record, person):
        raise Refused("NOT_FOUND", "there is no role of that id", "role")
    if to_do and stored.record.state != OPEN:
        raise Refused("NOT_NOW", "this role is closed", "role")
    return stored.record, stored.revision


def _put(act: Act, what: str, key: Key, change: Callable[[Role], Role]) -> Role:
    person = recruiting(act)

    def attempt() -> Role:
        before, revision = role_worked_on(act, person, key or NO_KEY, to_do=what == "changeRole")
        after = change(before)
        act.write(f"{what} {key}", [after], {key: revision})
        return after

    return repeated(attempt)
