"""Reports say the same on every store, and are kept once however many processes make them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from actions.publish_report import report
from graph.model import PublishedReport
from graph.ports import Change, Store
from queries.reporting.catalogue import REPORTS
from tests.contract.test_questions_on_stores import asked_of
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.everything import request
from tests.factories.reporting import ADMIN, at, crowd, figures, knowing, people
from tests.fakes.memory_store import MemoryStore


def company() -> list[Change]:
    """Something for every report to tell."""
    staff, others = crowd("e", 14), crowd("x", 11)
    tours = [make.tour(name, since="2023-09-10", planned_until="2024-07-20") for name in staff]
    return [
        make.organization(),
        make.installation(),
        make.organization("acme"),
        make.mission(),
        make.skill("python"),
        *people(staff, department="Legal"),
        *people(others, "external"),
        *at("acme", others),
        *knowing("python", [*staff, *others]),
        *tours,
        *(alliance.check_in(tour.key, name) for tour, name in zip(tours[:7], staff, strict=False)),
        *(make.tie(one, other) for one, other in zip(staff, others, strict=False)),
        *(make.use(name, day="2024-04-05") for name in staff),
        *(
            request(f"r{n}", "e0", "e1", "e2", asked="2024-03-01", deadline="2024-03-11", ended="2024-03-11")
            for n in range(12)
        ),
        make.preference("e13", restricted=True),
    ]


def test_every_store_tells_the_same(store: Store) -> None:
    store.apply(company())
    memory = MemoryStore()
    memory.apply(company())
    for name in REPORTS:
        told = figures(asked_of(store), name)
        assert told == figures(asked_of(memory), name)
        assert any(value is not None for values in told.values() for value in values) or name in (
            "concentration",
            "topics-at-risk",
        )


def test_of_two_processes_that_make_a_report_one_is_kept(open_store: Callable[[], Store]) -> None:
    first, second = open_store(), open_store()
    first.apply(company())
    networks = [asked_of(first), asked_of(second)]
    with ThreadPoolExecutor() as threads:
        told = list(threads.map(lambda network: report(network, ADMIN, "bridges"), networks * 2))
    assert len({repr(one) for one in told}) == 1
    assert len(first.scan(PublishedReport).records) == 1
