"""Several workers share the outbox of every store: nothing is lost, nothing is sent twice."""

import threading
from collections import Counter
from collections.abc import Callable

from actions.notices import MAIL, notice
from graph.model import Delivery
from graph.ports import Store
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from queries.network import Network
from service.outbox.worker import Outbox
from tests.factories import records as make
from tests.factories.network import KEYS, NOW

MESSAGES = 40
WORKERS = 3


class Counting:
    """A channel that counts what is given to it."""

    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()
        self._lock = threading.Lock()

    def deliver(self, delivery: Delivery) -> None:
        with self._lock:
            self.sent[delivery.person] += 1

    def rest(self) -> None:
        """Nothing is held."""


def over(store: Store) -> Network:
    read_model = ReadModel(store, None, "test")
    home = make.key("organization", "home")
    return Network(store, read_model, SnapshotTies(store, read_model), KEYS, home, lambda: NOW)


def test_each_message_is_taken_by_one_worker(open_store: Callable[[], Store]) -> None:
    networks = [over(open_store()) for _ in range(WORKERS)]
    people = [make.person(f"p{number}") for number in range(MESSAGES)]
    told = [notice(networks[0], one.key, "rights_done", "", NOW, MAIL) for one in people]
    networks[0].store.apply([make.organization(), make.installation(), *people, *told])
    channel = Counting()
    workers = [threading.Thread(target=Outbox(each, channel, channel).work) for each in networks]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert channel.sent == {one.key: 1 for one in people}
    assert networks[0].store.scan(Delivery).records == []
