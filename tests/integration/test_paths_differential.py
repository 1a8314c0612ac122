"""Warm paths are the same from the read model and from the store, and those that a plain oracle finds."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.algorithms.store_ties import StoreTies
from graph.dates import last_day
from graph.errors import KithError
from graph.keys import Key
from graph.model import (
    Budget,
    Contact,
    Decision,
    Employment,
    Person,
    Preference,
    PrivateProfile,
    Record,
    Tie,
)
from policy.viewer import Viewer
from queries.network import Network
from queries.warm_paths import WarmPathsTo, warm_paths
from tests.factories.network import NOW, network_of
from tests.factories.social_network import NAMES, Case, cases, key

TODAY = NOW.date()
EVERYBODY = tuple(map(key, NAMES))
UNIT = 2**20


class Oracle:
    """The rules of the domain over plain records, one person and one pair at a time."""

    def __init__(self, case: Case, source: Key) -> None:
        records = [r for r in case.records if isinstance(r, Record)]
        self.viewer = case.viewer
        self.source = source
        self.purpose = case.purpose
        self.contributor = source if source == case.viewer.person else None
        self.persons = {r.key: r for r in records if isinstance(r, Person)}
        self.preferences = {r.person: r for r in records if isinstance(r, Preference)}
        self.budgets = {r.person: r for r in records if isinstance(r, Budget)}
        decided = sorted((r for r in records if isinstance(r, Decision)), key=lambda r: r.at)
        self.decided = {r.name: r.value for r in decided}
        self.jobs = [r for r in records if isinstance(r, Employment) and not r.contributor]
        self.own = {
            r.person for r in records if isinstance(r, PrivateProfile) and r.contributor == self.viewer.person
        } - {""}
        self.facts: dict[frozenset[Key], list[Tie | Contact]] = {}
        for fact in records:
            if isinstance(fact, Tie | Contact) and fact.contributor in ("", self.contributor):
                ends = (fact.a, fact.b) if isinstance(fact, Tie) else (fact.sender, fact.recipient)
                self.facts.setdefault(frozenset(ends), []).append(fact)

    def status(self, person: Key) -> str:
        home = [e for e in self.jobs if e.person == person and e.organization == "organization:home"]
        if any(not e.until for e in home):
            return "employee"
        return "alumnus" if home else "external"

    def preference(self, person: Key) -> Preference:
        return self.preferences.get(person) or Preference(key=Key("preference:none"), person=person)

    def apart(self, one: Key, other: Key) -> bool:
        return other in self.preference(one).blocked or one in self.preference(other).blocked

    def exists(self, person: Key) -> bool:
        asking = self.viewer.person
        if person == asking:
            return True
        if asking and asking in self.preference(person).blocked:
            return False
        if self.preference(person).restricted:
            return False
        if person in self.own:
            return True
        if not self.persons[person].name:
            return False
        if not asking or self.viewer.roles or self.status(asking) == "employee":
            return True
        return self.status(person) in {"alumnus": ("employee", "alumnus")}.get(
            self.status(asking), ("employee",)
        )

    def allows(self, person: Key, role: str) -> bool:
        preference = self.preference(person)
        said = [c.split("/") for c in preference.choices]
        answers = [(yes, until) for p, r, yes, until in said if (p, r) == (self.purpose, role)]
        if preference.do_not_contact or self.left(person) < 1:
            return False
        if preference.quiet_until and date.fromisoformat(preference.quiet_until) >= TODAY:
            return False
        if any(yes == "no" for yes, _ in answers):
            return False
        if any(date.fromisoformat(until) >= TODAY for yes, until in answers):
            return True
        status = self.status(person)
        shipped = "yes" if role == "reached" or status == "employee" else "no"
        name = f"default/{role}/{self.purpose}/{status.upper()}"
        return self.viewer.operator or self.decided.get(name, shipped) == "yes"

    def left(self, person: Key) -> int:
        budget = self.budgets.get(person)
        spent = [
            m for m in (budget.spent if budget else ()) if (TODAY - date.fromisoformat(m[:10])).days < 30
        ]
        return self.preference(person).capacity - len(spent)

    def extra(self, person: Key) -> int:
        return round(-math.log(self.left(person) / self.preference(person).capacity) * UNIT)

    def strength(self, one: Key, other: Key) -> float:
        facts = self.facts.get(frozenset((one, other)), [])
        ties = [f for f in facts if isinstance(f, Tie)]
        contacts = [f for f in facts if isinstance(f, Contact)]
        mail = {c.sender for c in contacts if c.contact_kind == "mail"}
        counted = [c for c in contacts if c.contact_kind != "mail" or len(mail) == 2]
        if not ties and not counted:
            return 0.0
        if any(t.strength for t in ties):
            return max(t.strength for t in ties)
        quiet = self.quiet_days(one) | self.quiet_days(other)
        amounts = [(t.trust, t.currency, _age(t.until, quiet)) for t in ties]
        amounts += [(0.01 * c.weight**0.5, c.weight**0.5, _age(c.at, quiet)) for c in counted]
        earned = sum(t for t, _, _ in amounts)
        trust = _part(sum(t * 2 ** (-age / (5 * 365.25)) for t, _, age in amounts))
        trust = max(trust, 0.2) if _part(earned) >= 0.2 else trust
        currency = _part(sum(c * 2 ** (-age / 30) for _, c, age in amounts))
        if self.purpose == "INSIGHT":
            return round(max(1e-6, math.exp(-(((trust - 0.4) / 0.3) ** 2)) * (1 - currency / 2)), 6)
        return round(max(1e-6, 0.6 * trust + 0.4 * currency), 6)

    def quiet_days(self, person: Key) -> set[date]:
        said = self.preference(person)
        lines = [*said.rests, *([f"{said.quiet_since}/{said.quiet_until}"] if said.quiet_since else [])]
        spans = [tuple(map(date.fromisoformat, line.split("/"))) for line in lines]
        return {first + timedelta(n) for first, last in spans for n in range((last - first).days + 1)}

    def paths(self, target: Key, hops: int) -> Iterator[tuple[Key, ...]]:
        """Every simple path that the gates leave."""

        def walk(path: tuple[Key, ...]) -> Iterator[tuple[Key, ...]]:
            for other in EVERYBODY:
                if other in path or not self.strength(path[-1], other) or self.apart(path[-1], other):
                    continue
                if not self.exists(other) or self.apart(self.source, other):
                    continue
                if other == target:
                    if self.allows(other, "reached"):
                        yield (*path, other)
                elif len(path) < hops and self.allows(other, "connect") and not self.apart(other, target):
                    yield from walk((*path, other))

        return walk((self.source,))

    def best(self, targets: tuple[Key, ...], hops: int, first: int, every: bool) -> list[tuple[Key, ...]]:
        found = [path for target in targets if target != self.source for path in self.paths(target, hops)]
        found.sort(key=lambda path: (self.cost(path), len(path), path))
        if every:
            return found[:first]
        chosen: dict[tuple[Key, Key], tuple[Key, ...]] = {}
        for path in found:
            chosen.setdefault((path[1], path[-1]), path)
        return list(chosen.values())[:first]

    def cost(self, path: tuple[Key, ...]) -> int:
        ties = sum(round(-math.log(self.strength(a, b)) * UNIT) for a, b in pairwise(path))
        return ties + sum(map(self.extra, path[1:-1]))


def _part(amount: float) -> float:
    return amount / (1 + amount)


def _age(until: str, quiet: set[date]) -> int:
    day = last_day(until)
    return sum(day + timedelta(n + 1) not in quiet for n in range((TODAY - day).days)) if day else 0


def answer(network: Network, viewer: Viewer, question: WarmPathsTo) -> object:
    try:
        found = warm_paths(network, viewer, question)
    except KithError as error:
        return repr(error)
    return [(tuple(card.key for card in p.people), p.strength, p.hops) for p in found.paths]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.integers(1, 4), st.booleans())
def test_read_model_store_and_oracle_find_the_same_paths(case: Case, first: int, every: bool) -> None:
    whole = network_of(case.records)
    bare = replace(whole, ties=StoreTies(whole.store))
    for source in {case.viewer.person or EVERYBODY[0], EVERYBODY[1], EVERYBODY[4]}:
        oracle = Oracle(case, source)
        for targets in [(target,) for target in EVERYBODY] + [EVERYBODY, EVERYBODY[2:5]]:
            question = WarmPathsTo(source, targets, case.purpose, case.hops, first, every)
            found = answer(whole, case.viewer, question)
            assert found == answer(bare, case.viewer, question)
            there = oracle.exists(source) and (len(targets) > 1 or oracle.exists(targets[0]))
            if not there:
                assert str(found).startswith("PersonNotFound")
                continue
            assert isinstance(found, list)
            best = oracle.best(targets, case.hops, first, every)
            assert [people for people, _, _ in found] == best
            for path, (_, strength, _) in zip(best, found, strict=True):
                hops = [oracle.strength(a, b) for a, b in pairwise(path)]
                assert strength == pytest.approx(math.prod(hops), abs=2e-6)
