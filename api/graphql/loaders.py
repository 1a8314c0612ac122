"""Loaders: what nested fields ask for, gathered and read together, when it is their turn."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from functools import partial
from typing import TypeVar

from strawberry.dataloader import DataLoader

from api.graphql.turns import Turns
from graph.errors import PersonNotFound
from graph.keys import Key
from graph.model import Evidence, Record, Tour
from policy.viewer import Viewer
from queries.aspirations import Hope, aspirations_seen
from queries.network import Network
from queries.offer_first import offers_first
from queries.person_profile import (
    SkillShown,
    open_to,
    organizations_seen,
    readable_evidence,
    skills_shown,
)
from queries.sight import Card, emails, look
from queries.skills import skills_seen
from queries.tours import CheckIns, check_ins_seen, tours_seen
from queries.warm_paths import WarmPathsTo, warm_paths

T = TypeVar("T")
K = TypeVar("K")

EXPERT_HOPS = 3
"""An expert is shown as so many hops away, or as not near."""


class Loaders:
    """The loaders of one request, for one viewer; what was loaded once is not read again."""

    def __init__(self, network: Network, viewer: Viewer, turns: Turns) -> None:
        self._network = network
        self._viewer = viewer

        def batched(read: Callable[[list[K]], Sequence[T]]) -> DataLoader[K, T]:
            return DataLoader(lambda keys: turns.ask(partial(read, keys)))

        self._held: dict[Key, Record | None] = {}
        self.records: DataLoader[Key, Record | None] = batched(self._records)
        self.cards: DataLoader[Key, Card | None] = batched(self._cards)
        self.emails: DataLoader[Key, tuple[str, ...]] = batched(self._emails)
        self.purposes: DataLoader[Key, tuple[str, ...]] = batched(self._purposes)
        self.tours: DataLoader[Key, tuple[Tour, ...]] = batched(self._tours)
        self.check_ins: DataLoader[Key, CheckIns] = batched(self._check_ins)
        self.hopes: DataLoader[Key, Hope | None] = batched(self._hopes)
        self.skills: DataLoader[Key, tuple[SkillShown, ...]] = batched(self._skills)
        self.evidence: DataLoader[Key, Evidence | None] = batched(self._evidence)
        self.organizations: DataLoader[Key, bool] = batched(self._organizations)
        self.known_skills: DataLoader[Key, bool] = batched(self._known_skills)
        self.offers: DataLoader[Key, str | None] = batched(self._offers)
        self.hops: DataLoader[tuple[Key, Key], int | None] = batched(self._hops)

    def hold(self, keys: Collection[Key]) -> None:
        """Read the records at `keys` now, in the worker thread of a question whose answer refers to them."""
        if keys:
            self._held.update(zip(keys, self._records(list(keys)), strict=True))

    def shown(self, keys: Iterable[Key], show: Callable[[list[Record | None]], T]) -> T | Awaitable[T]:
        """What `show` makes of the records at `keys`: at once when they are held, or when they are read."""
        wanted = list(keys)
        if all(key in self._held for key in wanted):
            return show([self._held[key] for key in wanted])
        return self._shown_later(wanted, show)

    async def _shown_later(self, keys: list[Key], show: Callable[[list[Record | None]], T]) -> T:
        return show(await self.records.load_many(keys))

    def _records(self, keys: list[Key]) -> list[Record | None]:
        found = self._network.store.fetch(keys).found
        return [found[key].record if key in found else None for key in keys]

    def _cards(self, keys: list[Key]) -> list[Card | None]:
        cards = look(self._network, self._viewer, keys).cards
        return [cards.get(key) for key in keys]

    def _emails(self, keys: list[Key]) -> list[tuple[str, ...]]:
        found = emails(self._network, self._viewer, keys)
        return [found[key] for key in keys]

    def _purposes(self, keys: list[Key]) -> list[tuple[str, ...]]:
        found = open_to(self._network, self._viewer, keys)
        return [found[key] for key in keys]

    def _tours(self, keys: list[Key]) -> list[tuple[Tour, ...]]:
        found = tours_seen(self._network, self._viewer, keys)
        return [found[key] for key in keys]

    def _check_ins(self, keys: list[Key]) -> list[CheckIns]:
        found = check_ins_seen(self._network, self._viewer, keys)
        return [found[key] for key in keys]

    def _hopes(self, keys: list[Key]) -> list[Hope | None]:
        found = aspirations_seen(self._network, self._viewer, keys)
        return [found.get(key) for key in keys]

    def _skills(self, keys: list[Key]) -> list[tuple[SkillShown, ...]]:
        found = skills_shown(self._network, self._viewer, keys)
        return [found[key] for key in keys]

    def _evidence(self, keys: list[Key]) -> list[Evidence | None]:
        found = readable_evidence(self._network, self._viewer, keys)
        return [found.get(key) for key in keys]

    def _organizations(self, keys: list[Key]) -> list[bool]:
        seen = organizations_seen(self._network, self._viewer, keys)
        return [key in seen for key in keys]

    def _known_skills(self, keys: list[Key]) -> list[bool]:
        seen = skills_seen(self._network, self._viewer, keys)
        return [key in seen for key in keys]

    def _offers(self, keys: list[Key]) -> list[str | None]:
        found = offers_first(self._network, self._viewer, keys)
        return [found.get(key) for key in keys]

    def _hops(self, pairs: list[tuple[Key, Key]]) -> list[int | None]:
        targets: dict[Key, set[Key]] = {}
        for source, target in pairs:
            targets.setdefault(source, set()).add(target)
        found = {source: self._hops_from(source, tuple(sorted(keys))) for source, keys in targets.items()}
        return [0 if source == target else found[source].get(target) for source, target in pairs]

    def _hops_from(self, source: Key, targets: tuple[Key, ...]) -> dict[Key, int]:
        question = WarmPathsTo(source, targets, "EXPERTISE", hops=EXPERT_HOPS, each=True)
        try:
            paths = warm_paths(self._network, self._viewer, question).paths
        except PersonNotFound:
            return {}
        return {path.people[-1].key: len(path.hops) for path in paths}
