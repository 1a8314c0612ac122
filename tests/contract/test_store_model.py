"""Every store against a plain dictionary, over sequences of calls that Hypothesis makes up."""

from dataclasses import fields

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from graph.errors import Conflict, MissingReference, StillReferenced
from graph.model import Evidence, Organization, Person, Skill, Tie
from graph.ports import Changed, Deletion, Position
from tests.factories import records as a

NAMES = ("ada", "ad", "bób", "z")
LABELS = ("", "x", "Ünï \U0001f600", 'quo"te\\')

names = st.sampled_from(NAMES)
puts = st.one_of(
    st.builds(lambda n, h: a.person(n, headline=h), names, st.sampled_from(LABELS)),
    st.builds(a.organization, names),
    st.builds(
        lambda n, b: a.skill(n, broader=tuple(a.key("skill", x) for x in b)),
        names,
        st.lists(names, max_size=2),
    ),
    st.builds(lambda x, y, s: a.tie(x, y, strength=s), names, names, st.sampled_from([0, 0.5, 1])),
    st.builds(
        lambda n, of, about: a.evidence(n, *of, about=tuple(about)),
        names, st.lists(names, min_size=1, max_size=3), st.lists(names, max_size=2),
    ),
)  # fmt: skip
everywhere = sorted(
    {a.key(kind, name) for kind in ("person", "organization", "skill", "evidence") for name in NAMES}
    | {a.tie(one, other).key for one in NAMES for other in NAMES}
)
keys = st.sampled_from(everywhere)
changes = st.lists(st.one_of(puts, puts, st.builds(Deletion, keys)), max_size=6)
kinds = st.sampled_from([Person, Organization, Skill, Tie, Evidence])
limits = st.sampled_from([1, 2, 3, 2000])


def references_of(record):
    for field in fields(record):
        if "reference" in field.metadata:
            value = getattr(record, field.name)
            yield from value if isinstance(value, tuple) else [value] if value else []


class Model:
    """What the port promises, as plainly as it can be said."""

    def __init__(self):
        self.held, self.gone, self.calls, self.revision = {}, {}, {}, 0

    def apply(self, batch, expect, name):
        if name in self.calls:
            return self.calls[name]
        for key, expected in expect.items():
            if self.held.get(key, (None, 0))[1] != expected:
                return Conflict
        last = {change.key: change for change in batch}
        after = {key: record for key, (record, _) in self.held.items()}
        for key, change in last.items():
            after.pop(key, None)
            if not isinstance(change, Deletion):
                after[key] = change
        for key, record in after.items():
            if any(to not in after for to in references_of(record)) and key in last:
                return MissingReference
        if any(to not in after for record in after.values() for to in references_of(record)):
            return StillReferenced
        before = {key: record for key, (record, _) in self.held.items()}
        if after != before:
            self.revision += 1
            self.gone |= dict.fromkeys(before.keys() - after.keys(), self.revision)
            self.held = {
                key: self.held[key] if before.get(key) == record else (record, self.revision)
                for key, record in after.items()
            }
            self.gone = {key: at for key, at in self.gone.items() if key not in after}
        if name is not None:
            self.calls[name] = self.revision
        return self.revision

    def records(self, kind, wanted):
        return [
            (record, revision)
            for key, (record, revision) in sorted(self.held.items())
            if isinstance(record, kind) and wanted(record)
        ]

    def feed(self, since):
        everything = [Changed(key, at, False) for key, (_, at) in self.held.items()]
        everything += [Changed(key, at, True) for key, at in self.gone.items()]
        return sorted(
            (c for c in everything if (c.revision, c.key) > since), key=lambda c: (c.revision, c.key)
        )


class Comparison(RuleBasedStateMachine):
    backend = None

    @initialize()
    def begin(self):
        self.backend.empty()
        self.store, self.model = self.backend.open(), Model()
        self.apply([*map(a.person, NAMES), *map(a.skill, NAMES)], {}, None, 0)

    @rule(
        batch=changes,
        expect=st.dictionaries(keys, st.sampled_from(["right", "right", "right", 0, 1]), max_size=2),
        name=st.sampled_from([None, None, None, "one", "two"]),
        reopen=st.sampled_from([0, 0, 0, 1]),
    )
    def apply(self, batch, expect, name, reopen):
        told = {
            key: self.model.held.get(key, (None, 0))[1] if at == "right" else at for key, at in expect.items()
        }
        try:
            outcome = self.store.apply(batch, told, name)
        except (Conflict, MissingReference, StillReferenced) as error:
            outcome = type(error)
        assert outcome == self.model.apply(batch, told, name)
        assert self.store.revision() == self.model.revision
        if reopen:
            self.store.close()
            self.store = self.backend.open()

    @rule(asked=st.lists(keys, max_size=6))
    def fetch(self, asked):
        read = self.store.fetch(asked)
        assert {key: (stored.record, stored.revision) for key, stored in read.found.items()} == {
            key: self.model.held[key] for key in asked if key in self.model.held
        }
        assert read.revision == self.model.revision

    @rule(asked=st.lists(keys, max_size=4), kind=kinds, limit=limits)
    def adjacent(self, asked, kind, limit):
        wanted = self.model.records(kind, lambda record: not set(asked).isdisjoint(references_of(record)))
        assert self.pages(lambda after: self.store.adjacent(asked, kind, after, limit), limit) == wanted

    @rule(
        starts=st.lists(st.one_of(keys, keys.map(lambda key: key[:-2])), max_size=3), kind=kinds, limit=limits
    )
    def scan(self, starts, kind, limit):
        wanted = self.model.records(kind, lambda record: record.key.startswith(tuple(starts) or ""))
        assert self.pages(lambda after: self.store.scan(kind, starts, after, limit), limit) == wanted

    @rule(revision=st.integers(0, 6), key=st.one_of(st.just(""), keys), limit=limits)
    def changes(self, revision, key, limit):
        found, position = [], Position(revision, key)
        while position is not None:
            feed = self.store.changes(position, limit)
            found += feed.changes
            position = feed.after
        assert found == self.model.feed((revision, key))

    def pages(self, read, limit):
        found, after = [], None
        while True:
            page = read(after)
            assert page.revision == self.model.revision
            assert len(page.records) <= limit
            found += [(stored.record, stored.revision) for stored in page.records]
            after = page.after
            if after is None:
                return found

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()


def test_a_store_does_what_a_plain_dictionary_would_do(backend):
    machine = type("Comparison", (Comparison,), {"backend": backend})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=60 // backend.cost,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
