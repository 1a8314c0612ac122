"""Introductions on every store against the plain telling, over whatever people may do in whatever order."""

from itertools import combinations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.contract.conftest import Backend
from tests.factories import records as make
from tests.factories.asking import staff
from tests.factories.introductions import Stage, code
from tests.factories.network import NOW
from tests.fakes.plain_introductions import PlainIntroductions

NAMES = ("ada", "bob", "cyd", "dan", "eve")

people = st.sampled_from(NAMES)
paths = st.lists(people, unique=True, min_size=2, max_size=4)
numbers = st.integers(0, 5)


class Introductions(RuleBasedStateMachine):
    backend: Backend

    @initialize()
    def begin(self) -> None:
        self.backend.empty()
        self.store = self.backend.open()
        ties = [make.tie(a, b) for a, b in combinations(NAMES, 2)]
        self.on = Stage([*staff(**dict.fromkeys(NAMES, "employee")), *ties], self.store)
        self.plain = PlainIntroductions([*NAMES], NOW)
        self.keys = []

    def there(self, *names: str) -> bool:
        return self.plain.people.issuperset(names)

    @rule(path=paths)
    def ask(self, path: list[str]) -> None:
        if self.there(path[0]):
            outcome = code(lambda: self.keys.append(self.on.ask(path[0], path[-1], path[1:-1], about="")))
            assert outcome == self.plain.ask(path)
            self.go(1 / 60)

    @rule(number=numbers, person=people, yes=st.sampled_from([True, True, True, False]))
    def answer(self, number: int, person: str, yes: bool) -> None:
        if number < len(self.keys) and self.there(person):
            outcome = code(lambda: self.on.answer(self.keys[number], person, yes))
            assert outcome == self.plain.answer(number, person, yes)

    @rule(person=people, yes=st.sampled_from([True, True, True, False]))
    def answer_what_waits(self, person: str, yes: bool) -> None:
        for number in self.plain.waiting(person):
            self.answer(number, person, yes)

    @rule(number=numbers)
    def withdraw(self, number: int) -> None:
        if number < len(self.keys) and self.there(self.plain.requests[number].path[0]):
            asker = self.plain.requests[number].path[0]
            outcome = code(lambda: self.on.withdraw(self.keys[number], asker))
            assert outcome == self.plain.withdraw(number)

    @rule(number=numbers, person=people, outcome=st.sampled_from(["helped", "met"]))
    def close(self, number: int, person: str, outcome: str) -> None:
        if number < len(self.keys) and self.there(person):
            told = code(lambda: self.on.close(self.keys[number], person, outcome, ""))
            assert told == self.plain.close(number, person, outcome)

    @rule(who=people, whom=people, blocked=st.booleans())
    def block(self, who: str, whom: str, blocked: bool) -> None:
        change = self.plain.blocks.add if blocked else self.plain.blocks.discard
        if who != whom and self.there(who, whom) and (whom, who) not in self.plain.blocks:
            self.on.block(who, whom, blocked)
            change((who, whom))

    @rule(who=people, unwilling=st.booleans())
    def contact(self, who: str, unwilling: bool) -> None:
        if self.there(who):
            self.on.wish(who, do_not_contact=unwilling)
            (self.plain.unwilling.add if unwilling else self.plain.unwilling.discard)(who)

    @rule(who=people, paused=st.booleans())
    def pause(self, who: str, paused: bool) -> None:
        if self.there(who):
            self.on.wish(who, capacity=0 if paused else 3)
            (self.plain.paused.add if paused else self.plain.paused.discard)(who)

    @rule(who=st.sampled_from(("dan", "eve")), sure=st.sampled_from([False, False, False, True]))
    def erase(self, who: str, sure: bool) -> None:
        if sure and self.there(who):
            self.on.erase(who)
            self.plain.erase(who)

    @rule(hours=st.sampled_from([1.0, 24.0, 72.0, 240.0, 24.0 * 30, 24.0 * 90]))
    def go(self, hours: float) -> None:
        self.on.clock.go(hours=hours)
        self.plain.now = self.on.clock()

    @rule()
    def settle(self) -> None:
        self.on.settle()
        self.plain.settle()

    @invariant()
    def everybody_is_shown_the_same(self) -> None:
        for name in getattr(self, "plain", PlainIntroductions([], NOW)).people:
            assert sorted(self.on.shown(name)) == self.plain.mine(name)
            waiting = {self.keys[number] for number in self.plain.waiting(name)}
            assert set(self.on.waits_for(name)) == waiting

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()


def test_introductions_go_as_they_are_plainly_told(backend: Backend) -> None:
    machine = type("Introductions", (Introductions,), {"backend": backend})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples={1: 150, 3: 15, 10: 4}[backend.cost],
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
