"""Rehire status: seen by its person, contested before somebody else, and gone by itself."""

from datetime import date

import pytest

from actions.rehire import (
    appeal_rehire_status,
    close_lapsed,
    decide_rehire_appeal,
    rehire_status_of,
    set_rehire_status,
)
from graph.errors import Refused
from graph.model import Aspiration, RehireStatus
from policy.rehire import State, state_of
from policy.rehire_ranking import barred
from policy.viewer import Viewer
from queries.about_my_roles import rehire_held
from queries.rehire_statuses import rehire_statuses
from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.introductions import Stage, code, stage
from tests.integration.test_roles import act

WHY = "an open matter of money"
UNTIL = date(2025, 6, 1)
HR = ("hr_partner",)


def play() -> Stage:
    """Ada and Eve are hr_partners; Cyd has left."""
    return stage(cyd="alumnus", eve="employee")


def said(on: Stage, name: str = "ada", of: str = "cyd", status: str = "not_now") -> RehireStatus:
    return set_rehire_status(act(on, name, roles=HR), key(of), status, WHY, UNTIL)


def lifted(on: Stage, name: str) -> RehireStatus:
    return decide_rehire_appeal(act(on, name, roles=HR), key("cyd"), True, "we looked at it")


def held(on: Stage, of: str = "cyd") -> RehireStatus:
    status, _ = rehire_status_of(on.network, key(of))
    assert status is not None
    return status


def test_the_person_is_told_sees_why_and_appeals_and_somebody_else_decides() -> None:
    on = play()
    said(on)
    assert on.templates("cyd") == ["rehire_status_set"]
    mine = rehire_held(on.network, key("cyd"))
    assert mine is not None
    assert (mine.by, mine.reason, mine.state, mine.in_force) == ("Ada", WHY, "in_force", True)
    appeal_rehire_status(act(on, "cyd", roles=()), "it is long settled")
    waiting = rehire_statuses(on.network, Viewer(key("eve"), frozenset(HR)), appealed=True).statuses
    assert [(one.card.name, one.held.appeal) for one in waiting] == [("Cyd", "it is long settled")]
    assert code(lambda: lifted(on, "ada")) == "NOT_ALLOWED"
    assert state_of(lifted(on, "eve"), on.clock()) is State.LIFTED
    assert sorted(on.templates("cyd")) == ["rehire_appeal_decided", "rehire_status_set"]
    mine = rehire_held(on.network, key("cyd"))
    assert mine is not None
    assert (mine.decided_by, mine.answer, mine.in_force) == ("Eve", "we looked at it", False)


def test_an_appeal_that_nobody_decides_lapses_by_itself_and_is_written_down_by_the_day() -> None:
    on = play()
    said(on)
    appeal_rehire_status(act(on, "cyd", roles=()), "it is long settled")
    on.clock.go(days=29)
    assert close_lapsed(on.network, on.clock()) == 0
    on.clock.go(days=1)
    assert state_of(held(on), on.clock()) is State.LAPSED
    assert (close_lapsed(on.network, on.clock()), close_lapsed(on.network, on.clock())) == (1, 0)
    assert held(on).decision == "lapsed"
    late = act(on, "eve", roles=HR)
    assert code(lambda: decide_rehire_appeal(late, key("cyd"), False, "too late now")) == "NOT_NOW"
    assert code(lambda: said(on)) == "NOT_ALLOWED"
    assert said(on, "eve").by == key("eve")


def test_an_appeal_after_its_deadline_is_told() -> None:
    on = play()
    said(on)
    on.clock.go(days=91)
    with pytest.raises(Refused, match="2024-08-30") as refused:
        appeal_rehire_status(act(on, "cyd", roles=()), "it is long settled")
    assert refused.value.code == "NOT_NOW"


def test_who_may_say_it_and_of_whom() -> None:
    on = play()
    for roles in ((), ("recruiter",), ("network_admin",)):
        other = act(on, roles=roles)
        assert code(lambda other=other: set_rehire_status(other, key("cyd"), "not_now", WHY, UNTIL)) == (  # type: ignore[misc]
            "NOT_ALLOWED"
        )
    assert code(lambda: said(on, of="nobody")) == "NOT_FOUND"
    assert code(lambda: said(on, of="ada")) == "NOT_ALLOWED"
    on.block("cyd", "ada")
    assert code(lambda: said(on)) == "NOT_FOUND"
    on.network.store.apply([make.person("xan")])
    assert code(lambda: said(on, of="xan")) == "BAD_INPUT"
    assert code(lambda: appeal_rehire_status(act(on, "bob", roles=()), "it is long settled")) == "NOT_FOUND"


def test_the_read_model_bars_whom_the_record_bars() -> None:
    on = play()
    said(on)
    for days in (0, 10, 20, 10, 300, 30):
        if days == 10 and not held(on).appealed:
            appeal_rehire_status(act(on, "cyd", roles=()), "it is long settled")
        on.clock.go(days=days)
        snapshot = on.network.read_model.current()
        mask = barred(snapshot.people.returning.rows, on.clock())
        in_force = rehire_held(on.network, key("cyd"))
        assert in_force is not None
        assert mask[snapshot.people.ids.number(key("cyd"))] == in_force.in_force
    assert on.network.store.scan(Aspiration).records == []
