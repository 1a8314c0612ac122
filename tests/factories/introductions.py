"""A stage for introductions: Ada asks for Cyd through Bob, over days that pass when they are told to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.act import Act
from actions.clockwork import settle
from actions.introductions.answer import answer_introduction
from actions.introductions.close import close_introduction
from actions.introductions.request import Asking, request_introduction
from actions.introductions.withdraw import withdraw_introduction
from actions.preferences import block, set_preferences
from graph.errors import Refused
from graph.keys import Key
from graph.model import KINDS, Delivery, Introduction, Preference
from graph.ports import Change, Deletion, Store
from policy.introductions import Shown, without_person
from policy.preferences import Consent, Wishes
from policy.viewer import Viewer
from queries.inbox import inbox
from queries.my_introductions import my_introductions
from tests.factories import records as make
from tests.factories.asking import key, line
from tests.factories.network import NOW, address_of, network_in
from tests.fakes.clock import Clock
from tests.fakes.memory_store import MemoryStore


class Stage:
    """A network whose clock is moved by hand; people by name."""

    def __init__(self, changes: Sequence[Change], store: Store | None = None) -> None:
        self.clock = Clock(NOW)
        self.network = network_in(store or MemoryStore(self.clock), changes, self.clock)
        self.acts = 0

    def act(self, name: str, once: str = "") -> Act:
        self.acts += 1
        return Act(self.network, Viewer(key(name)), once or f"act {self.acts}")

    def ask(
        self,
        asker: str = "ada",
        to: str = "cyd",
        through: Sequence[str] = ("bob",),
        purpose: str = "EXPERTISE",
        once: str = "",
        about: str = "billing",
        message: str = "May I ask about billing?",
    ) -> Key:
        asking = Asking(tuple(map(key, through)), key(to), purpose, about, message)
        return request_introduction(self.act(asker, once), asking).key

    def answer(
        self, introduction: Key, name: str, yes: bool = True, once: str = "", again_after: date | None = None
    ) -> Introduction:
        return answer_introduction(self.act(name, once), introduction, yes, again_after)

    def withdraw(self, introduction: Key, name: str = "ada") -> Introduction:
        return withdraw_introduction(self.act(name), introduction)

    def close(
        self, introduction: Key, name: str = "ada", outcome: str = "helped", thanks: str = "Thank you!"
    ) -> Introduction:
        return close_introduction(self.act(name), introduction, outcome, thanks)

    def wish(self, name: str, **wishes: Any) -> None:
        set_preferences(self.act(name), Wishes(**wishes))

    def opt_out(self, name: str, role: str, purpose: str = "EXPERTISE") -> None:
        self.wish(name, consents=(Consent(purpose, role, False),))

    def block(self, name: str, whom: str, blocked: bool = True) -> None:
        block(self.act(name), key(whom), blocked)

    def settle(self) -> int:
        return settle(self.network, self.clock())

    def shown(self, asker: str = "ada") -> list[Shown]:
        page = my_introductions(self.network, Viewer(key(asker)), 100)
        return [one.state for one in page.introductions]

    def waits_for(self, name: str) -> list[Key]:
        return [one.key for one in inbox(self.network, Viewer(key(name)), True, 100).requests]

    def told(self, name: str) -> list[tuple[str, str]]:
        """(moment, template) of what is to be sent to somebody."""
        found = self.network.store.adjacent([key(name)], Delivery).records
        return [(stored.record.due, stored.record.template) for stored in found]

    def templates(self, name: str) -> list[str]:
        return [template for _, template in self.told(name)]

    def record(self, introduction: Key) -> Introduction:
        record = self.network.store.fetch([introduction]).found[introduction].record
        assert isinstance(record, Introduction)
        return record

    def erase(self, name: str) -> None:
        """Take somebody out of the network: their requests go, others' stay without them."""
        who, store = key(name), self.network.store
        changes: list[Change] = []
        for kind in KINDS.values():
            for stored in store.adjacent([who], kind).records:
                record = stored.record
                if isinstance(record, Introduction) and record.asker != who:
                    changes.append(without_person(record, who, self.clock()))
                elif isinstance(record, Preference) and record.person != who:
                    blocked = tuple(key for key in record.blocked if key != who)
                    changes.append(replace(record, blocked=blocked))
                else:
                    changes.append(Deletion(record.key))
        store.apply([*changes, Deletion(who)])


def stage(*more: Change, **statuses: str) -> Stage:
    """Ada knows Bob, Bob knows Cyd; everybody has an address."""
    people = ("ada", "bob", "cyd", *(name for name in statuses if name not in ("bob", "cyd")))
    return Stage([*line(*more, **statuses), *(address_of(name) for name in people)])


def billing() -> Stage:
    """A stage on which Cyd knows about billing, and why."""
    given = {"text": "How we moved billing", "at": "2024-05-20", "evidence_kind": "talk"}
    return stage(
        make.skill("billing", scheme="esco"),
        make.evidence("talk", "cyd", about=("billing",), link="https://talks.example/1", **given),
        make.tour("cyd", "billing", since="2022-03"),
        make.mission("billing"),
    )


def code(doing: Callable[[], object]) -> str:
    """The code of the refusal; "" when it is allowed."""
    try:
        doing()
    except Refused as refused:
        return refused.code
    return ""
