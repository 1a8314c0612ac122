"""Tours of duty in one line: Bob works for Mia, who is asked, accepts and signs."""

from datetime import UTC, date, datetime
from typing import Any, Final

from actions.act import Act
from actions.tours.accept import accept_tour, withdraw_tour
from actions.tours.check_in import record_check_in
from actions.tours.outcome import end_tour, sign_outcome
from actions.tours.plan import Plan, plan_tour
from graph.keys import NO_KEY, Key
from graph.model import Delivery, Evidence, Tie, Tour
from graph.ports import Change, Store
from policy.tour_plans import Terms
from policy.viewer import Viewer
from queries.network import Network
from tests.factories import records as make
from tests.factories.asking import key, staff
from tests.factories.network import address_of, network_in
from tests.fakes.memory_store import MemoryStore

TODAY: Final = date(2024, 6, 1)
UNTIL: Final = date(2026, 6, 1)


def managed(*more: Change, **statuses: str) -> list[Change]:
    """Bob and Cyd work for Mia; Lou has left."""
    people = {"mia": "employee", "bob": "employee", "cyd": "employee", "lou": "alumnus", **statuses}
    manager = {"manager": key("mia")}
    jobs = [make.employment(name, since="2020-02", **manager) for name in ("bob", "cyd")]
    return [
        *staff(**people),
        *(address_of(name) for name in (*people, "ada")),
        *jobs,
        make.skill("python", scheme="esco"),
        make.skill("sql", scheme="esco"),
        *more,
    ]


class Duty:
    """A network with a clock, and acts in it."""

    def __init__(self, changes: list[Change] | None = None, store: Store | None = None) -> None:
        self.now = datetime(2024, 6, 1, 10, 30, tzinfo=UTC)
        self._acts = 0
        self.network: Network = network_in(
            store or MemoryStore(lambda: self.now),
            managed() if changes is None else changes,
            lambda: self.now,
        )

    def act(self, name: str, *roles: str, once: str = "") -> Act:
        """A new act of `name`, with these roles."""
        self._acts += 1
        return Act(self.network, Viewer(key(name), frozenset(roles)), once or f"act {self._acts}")

    def plan(
        self,
        by: str = "bob",
        *roles: str,
        of: str = "",
        with_: str = "",
        offer: Key = NO_KEY,
        once: str = "",
        **terms: Any,
    ) -> Tour:
        """`by` proposes a tour of two years."""
        given: dict[str, Any] = {"kind": "transformational", "mission": "Billing", "until": UNTIL}
        plan = Plan(
            Terms(**(given | terms)), key(of) if of else NO_KEY, key(with_) if with_ else NO_KEY, offer
        )
        return plan_tour(self.act(by, *roles, once=once), plan)

    def accept(self, tour: Tour, by: str = "mia", *roles: str, yes: bool = True) -> Tour:
        """The other side answers."""
        return accept_tour(self.act(by, *roles), tour.key, yes)

    def standing(self, of: str = "bob", **terms: Any) -> Tour:
        """A tour that both accepted."""
        return self.accept(self.plan(of, **terms))

    def withdraw(self, tour: Tour, by: str = "bob") -> Tour:
        """Who proposed it takes it back."""
        return withdraw_tour(self.act(by), tour.key)

    def check_in(self, tour: Tour, by: str = "bob", text: str = "all well", once: str = "") -> Any:
        """`by` notes something."""
        return record_check_in(self.act(by, once=once), tour.key, text)

    def end(self, tour: Tour, by: str = "bob", until: date | None = None, *roles: str) -> Tour:
        """`by` says that it is over."""
        return end_tour(self.act(by, *roles), tour.key, until)

    def sign(
        self, tour: Tour, by: str, outcome: str = "done", *skills: str, until: date | None = None
    ) -> Tour:
        """`by` says what came of it."""
        return sign_outcome(self.act(by), tour.key, outcome, skills, until)

    def stored(self, tour: Tour) -> Tour:
        """The tour as it is kept."""
        record = self.network.store.fetch([tour.key]).found[tour.key].record
        assert isinstance(record, Tour)
        return record

    def told(self, name: str) -> list[tuple[str, str]]:
        """(day, template) of what is to be sent to somebody."""
        found = self.network.store.scan(Delivery).records
        mine = (s.record for s in found if s.record.person == key(name))
        return sorted((one.due[:10], one.template) for one in mine)

    def evidence(self) -> list[tuple[str, tuple[Key, ...]]]:
        """(text, skills) of the evidence that tours are."""
        found = self.network.store.scan(Evidence).records
        return [(s.record.text, s.record.skills) for s in found if s.record.evidence_kind == "tour"]

    def ties(self) -> list[Tie]:
        """What tours made of whom."""
        found = self.network.store.scan(Tie).records
        return [s.record for s in found if s.record.tie_kind == "tour"]
