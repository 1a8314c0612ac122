"""Introductions on every store against the plain telling, over whatever people may do in whatever order."""

from itertools import combinations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.factories import records as make
from tests.factories.asking import staff
from tests.factories.introductions import Stage, code
from tests.factories.network import NOW
from tests.fakes.plain_introductions import PlainIntroductions
from tests.servers.backends import Backend

NAMES = ("ada", "bob", "cyd", "dan", "eve")

people = st.sampled_from(NAMES)
between = st.lists(st.sampled_from(("bob", "dan", "eve")), unique=True, max_size=2)
paths = st.builds(
    lambda asker, through, target: [asker, *(name for name in through if name != asker), target],
    st.sampled_from(("ada", "bob", "eve")),
    between,
    st.sampled_from(("cyd", "cyd", "dan")),
).filter(lambda path: path[-1] not in path[:-1])
usually = st.sampled_from([True, True, True, False])
seldom = st.sampled_from([False, False, True])
numbers = st.integers(0, 11)


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

    def one_of(self, number: int) -> int:
        """One of the requests made so far, late ones first."""
        return (len(self.keys) - 1 - number) % len(self.keys)

    def there(self, *names: str) -> bool:
        return self.plain.people.issuperset(names)

    @rule(path=paths)
    def ask_one(self, path: list[str]) -> None:
        self.ask(path)

    @rule(path=paths, other=st.sampled_from(("ada", "bob", "eve")))
    def ask_two(self, path: list[str], other: str) -> None:
        self.ask(path)
        if other not in path:
            self.ask([other, *path[1:]])

    def ask(self, path: list[str]) -> None:
        if self.there(path[0]):
            outcome = code(lambda: self.keys.append(self.on.ask(path[0], path[-1], path[1:-1], about="")))
            assert outcome == self.plain.ask(path)
            self.pass_time(1 / 60)

    @rule(number=numbers, person=people, yes=st.booleans())
    def answer_anything(self, number: int, person: str, yes: bool) -> None:
        if self.keys:
            self.answer(self.one_of(number), person, yes)

    def answer(self, number: int, person: str, yes: bool) -> None:
        if self.keys and self.there(person):
            outcome = code(lambda: self.on.answer(self.keys[number], person, yes))
            assert outcome == self.plain.answer(number, person, yes)

    @rule(yes=usually)
    def answer_one_turn(self, yes: bool) -> None:
        self.answer_what_waits(yes)

    @rule(yes=usually, again=usually)
    def answer_two_turns(self, yes: bool, again: bool) -> None:
        self.answer_what_waits(yes)
        self.answer_what_waits(again)

    def answer_what_waits(self, yes: bool) -> None:
        for person in sorted(self.plain.people):
            for number in self.plain.waiting(person):
                self.answer(number, person, yes)

    @rule(number=numbers)
    def withdraw(self, number: int) -> None:
        number = self.one_of(number) if self.keys else 0
        if self.keys and self.there(self.plain.requests[number].path[0]):
            asker = self.plain.requests[number].path[0]
            outcome = code(lambda: self.on.withdraw(self.keys[number], asker))
            assert outcome == self.plain.withdraw(number)

    @rule(number=numbers, person=people, outcome=st.sampled_from(["helped", "met"]))
    def close(self, number: int, person: str, outcome: str) -> None:
        if self.keys and self.there(person):
            number = self.one_of(number)
            told = code(lambda: self.on.close(self.keys[number], person, outcome, ""))
            assert told == self.plain.close(number, person, outcome)

    @rule(what=st.sampled_from(("block", "contact", "pause", "erase")), who=people, whom=people, bad=seldom)
    def change_minds(self, what: str, who: str, whom: str, bad: bool) -> None:
        """One of the things that get in the way of requests, or its end."""
        if not self.there(who, whom):
            return
        if what == "block" and who != whom and (whom, who) not in self.plain.blocks:
            self.on.block(who, whom, bad)
            (self.plain.blocks.add if bad else self.plain.blocks.discard)((who, whom))
        elif what == "contact":
            self.on.wish(who, do_not_contact=bad)
            (self.plain.unwilling.add if bad else self.plain.unwilling.discard)(who)
        elif what == "pause":
            self.on.wish(who, capacity=0 if bad else 3)
            (self.plain.paused.add if bad else self.plain.paused.discard)(who)
        elif what == "erase" and bad and who in ("dan", "eve"):
            self.on.erase(who)
            self.plain.erase(who)

    @rule(hours=st.sampled_from([1.0, 1.0, 24.0, 24.0, 72.0, 240.0, 24.0 * 30]))
    def go(self, hours: float) -> None:
        self.pass_time(hours)

    def pass_time(self, hours: float) -> None:
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
            max_examples={1: 300, 3: 12, 10: 4}[backend.cost],
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
