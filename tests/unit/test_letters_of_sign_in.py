"""The places of the links to one address, over any history: each is used once, few in an hour."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from graph.dates import iso
from graph.keys import Key
from graph.model import Told
from policy.signing_in import LASTS, PLACES, address_at, holds, is_free, places, taken, used
from tests.factories.asking import key
from tests.factories.network import NOW, address_of

ADDRESS = address_of("ada")


class Letters(RuleBasedStateMachine):
    """What actions.signing_in does with the records, without a store."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.held: dict[Key, Told] = {}
        self.sent: list[Told] = []
        self.entered: list[Told] = []

    @rule(minutes=st.integers(0, 70))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def ask(self) -> None:
        free = [place for place in places(ADDRESS) if is_free(self.held.get(place), self.now)]
        if free:
            self.held[free[0]] = taken(free[0], key("ada"), self.now)
            self.sent.append(self.held[free[0]])

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def follow(self, data: st.DataObject) -> None:
        letter = data.draw(st.sampled_from(self.sent))
        held = self.held[letter.key]
        # its token ends with it: what stands at its place by then is another letter
        if letter.at > iso(self.now - LASTS) and holds(held, self.now):
            assert held == letter
            self.held[letter.key] = used(held)
            self.entered.append(letter)

    @invariant()
    def few_in_an_hour(self) -> None:
        recent = [letter for letter in self.sent if letter.at > iso(self.now - timedelta(hours=1))]
        assert len(recent) <= PLACES

    @invariant()
    def each_once(self) -> None:
        told = [(letter.key, letter.at) for letter in self.entered]
        assert len(told) == len(set(told))


TestLetters = Letters.TestCase
TestLetters.settings = settings(max_examples=60, deadline=None)


def test_a_place_names_its_address_and_nothing_else_does() -> None:
    assert {address_at(place) for place in places(ADDRESS)} == {ADDRESS.key}
    assert address_at(Key("told:ada.first_record")) == ""
    assert address_at(Key("told:ada.other.name.0")) == ""
