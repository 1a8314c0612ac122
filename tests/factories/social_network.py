"""Random small networks in which anything may happen that the gates and the audiences are about."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from graph.keys import NO_KEY, Key
from graph.model import PURPOSES, Budget, Decision, Evidence, Preference, Verdict
from graph.ports import Change
from graph.visibility import AUDIENCES, FIELDS
from policy.gates import Status
from policy.viewer import Viewer
from tests.factories import records as make
from tests.factories.network import address_of, company, works_at

NAMES = {
    "ada": "Ada Lee",
    "bob": "Bob Lee",
    "cyd": "Cyd Marlow",
    "dan": "Dan Marlow",
    "eve": "Eva Lee",
    "fay": "Ada Lee",
    "gus": "Gus Lehmann",
    "hal": "Hal Marlowe",
}
ACME = company("Acme")
HOME_SPANS = {"employee": ("2019-03", ""), "alumnus": ("2015", "2021-05"), "external": None}

TEXTS = ("kubernetes in billing", "a talk on billing", "rust", "")
SKILLS = ("python", "graphs", "rust")
PATHS = ((), ("src/billing/pay.py",), ("src/graph/best.py", "docs/index.md"))
PURPOSES_USED = ("EXPERTISE", "RECRUITING", "INSIGHT")
RESTS = ("2023-01-01/2023-06-30", "2023-06-01/2024-02-15", "2024-03-01/2024-03-02")
SPENT_ON = ("2024-06-01", "2024-05-20", "2024-05-03", "2024-05-02", "2024-01-01")


@dataclass(frozen=True)
class Case:
    """A network, who asks, and somebody whom they may not know."""

    records: tuple[Change, ...]
    viewer: Viewer
    hidden: Key
    purpose: str
    hops: int


def key(name: str) -> Key:
    return make.key("person", name)


people = st.sampled_from(list(NAMES))
pairs = st.tuples(people, people).filter(lambda pair: pair[0] != pair[1])
by = st.one_of(st.just(""), st.just(""), people).map(lambda name: key(name) if name else NO_KEY)
days = st.sampled_from(["2024-05-30", "2024-02-01", "2023-01-15", "2019-06", ""])
choices = st.tuples(
    st.sampled_from(PURPOSES_USED),
    st.sampled_from(["found", "reached", "connect"]),
    st.sampled_from(["yes/2025-01-01", "yes/2024-06-01", "yes/2024-05-31", "no/"]),
).map("/".join)


shown = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(AUDIENCES), max_size=3).map(
    lambda told: tuple(f"{field}/{audience}" for field, audience in sorted(told.items()))
)


@st.composite
def ties(draw: st.DrawFn) -> list[Change]:
    one, other = draw(pairs)
    kind = draw(st.integers(0, 3))
    contributor = draw(by)
    if kind == 0:
        return [
            make.contact(one, other, f"2024-0{month}-01T10:00:00Z", contact_kind=how, contributor=contributor)
            for month, how in [(draw(st.integers(1, 5)), draw(st.sampled_from(["mail", "meeting"])))]
        ]
    return [
        make.tie(
            one,
            other,
            draw(st.sampled_from(["git", "hr"])),
            trust=draw(st.sampled_from([0.1, 0.7, 2.0])),
            strength=draw(st.sampled_from([0.0, 0.0, 0.5, 0.25])),
            until=draw(days),
            contributor=contributor,
        )
    ]


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    of = draw(st.lists(people, min_size=1, max_size=3, unique=True))
    paths = draw(st.sampled_from(PATHS))
    return make.evidence(
        "unnamed",
        *of,
        about=tuple(draw(st.lists(st.sampled_from(SKILLS), max_size=2, unique=True))),
        evidence_kind="commit" if paths else draw(st.sampled_from(["declared", "endorsed", "talk"])),
        text=draw(st.sampled_from(TEXTS)),
        paths=paths,
        source=draw(st.sampled_from(["git:core", "git:src"])) if paths else "test",
        at=draw(days),
        audience=draw(st.sampled_from(["everyone", "everyone", "employees", "group:legal"])),
        endorser=draw(by),
        contributor=draw(by),
    )


quiet = st.sampled_from(
    [
        {},
        {},
        {"quiet_since": "2024-05-01", "quiet_until": "2024-06-01"},
        {"quiet_since": "2024-01-31", "quiet_until": "2024-05-31"},
        {"quiet_since": "", "quiet_until": "2024-05-31"},
    ]
)


@st.composite
def preferences(draw: st.DrawFn) -> Preference:
    who = draw(people)
    return make.preference(
        who,
        choices=tuple(draw(st.lists(choices, max_size=3, unique=True))),
        blocked=tuple(key(n) for n in draw(st.lists(people, max_size=2, unique=True)) if n != who),
        do_not_contact=draw(st.integers(0, 5)) == 0,
        **draw(quiet),
        rests=tuple(draw(st.lists(st.sampled_from(RESTS), max_size=2, unique=True))),
        capacity=draw(st.sampled_from([3, 3, 3, 5, 0])),
        restricted=draw(st.integers(0, 7)) == 0,
        shown=draw(shown),
    )


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    """Somebody says that a topic is not theirs, maybe whom to ask, or that somebody else helped."""
    by, other = draw(pairs)
    topic, skill = draw(st.sampled_from([("bill", ()), ("src/billing", ()), ("rust", ("rust",))]))
    skills = tuple(make.key("skill", label) for label in skill)
    match draw(st.integers(0, 2)):
        case 0:
            return make.verdict(by, by, topic, skills=skills)
        case 1:
            return make.verdict(by, by, topic, skills=skills, verdict="ask", instead=key(other))
        case _:
            return make.verdict(by, other, topic, skills=skills)


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    """Units spent lately, long ago and on the days between which one comes back."""
    days = draw(st.lists(st.sampled_from(SPENT_ON), min_size=1, max_size=3))
    return make.budget(draw(people), *days)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    role, status = draw(st.sampled_from(["found", "reached", "connect"])), draw(st.sampled_from(list(Status)))
    name = f"default/{role}/{draw(st.sampled_from(PURPOSES_USED))}/{status.name}"
    at = draw(st.sampled_from(["2024-01-01T10:00:00Z", "2024-05-01T10:00:00Z"]))
    return make.decision(name, draw(st.sampled_from(["yes", "no"])), at=at)


@st.composite
def facts(draw: st.DrawFn) -> list[Change]:
    """Everything about these people but who they are."""
    told = draw(st.lists(evidence(), min_size=2, max_size=9))
    managers = draw(st.lists(st.tuples(people, people, by), max_size=3))
    return [
        ACME,
        make.skill("programming"),
        make.skill("python", alternatives=("py",), broader=(make.key("skill", "programming"),)),
        make.skill("graphs", scheme="esco"),
        make.skill("rust"),
        make.mission(),
        *(change for made in draw(st.lists(ties(), min_size=6, max_size=20)) for change in made),
        *(replace(e, key=make.key("evidence", f"e{n}")) for n, e in enumerate(told)),
        *draw(st.lists(preferences(), max_size=4)),
        *draw(st.lists(verdicts(), max_size=3)),
        *draw(st.lists(budgets(), max_size=3)),
        *draw(st.lists(decisions(), max_size=2)),
        *(make.tour(who, skills=(make.key("skill", "python"),)) for who in draw(st.sets(people, max_size=2))),
        *(
            works_at(who, ACME, manager=key(boss), contributor=c, department="Legal", location="Bonn")
            for who, boss, c in managers
        ),
        *(
            make.profile(of, to, name=f"{NAMES[of]} Private")
            for of, to in draw(st.lists(pairs, max_size=4, unique=True))
        ),
    ]


@st.composite
def addresses(draw: st.DrawFn) -> list[Change]:
    return [
        replace(address_of(name), contributors=tuple(c for c in {draw(by), draw(by)} if c)) for name in NAMES
    ]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A network with somebody hidden: by a block, a restriction, their status, or as private knowledge."""
    asking, hidden = draw(pairs)
    why = draw(st.sampled_from(["blocked", "restricted", "private", "status"]))
    statuses = {name: draw(st.sampled_from(list(HOME_SPANS))) for name in NAMES}
    roles = frozenset(draw(st.sampled_from([(), (), ("recruiter",), ("network_admin",)])))
    if why == "status":
        statuses |= {asking: "external", hidden: draw(st.sampled_from(["external", "alumnus"]))}
        roles = frozenset()
    nameless = {name for name in draw(st.sets(people, max_size=2)) if name != asking} - {hidden}
    nameless |= {hidden} if why == "private" else set()
    records = {record.key: record for record in draw(facts()) + draw(addresses())}
    for name, full in NAMES.items():
        records[key(name)] = make.person(name, name="" if name in nameless else full)
        span = HOME_SPANS[statuses[name]]
        if span and name not in nameless:
            employed = make.employment(name, "home", *span, department="Legal")
            records[employed.key] = employed
    named = make.key("preference", hidden)
    there = records.get(named, make.preference(hidden))
    assert isinstance(there, Preference)
    if why == "restricted":
        records[named] = replace(there, restricted=True)
    elif why == "blocked":
        records[named] = replace(there, blocked=tuple({*there.blocked, key(asking)}))
    else:
        records.pop(make.key("profile", f"{hidden}.{asking}"), None)
    viewer = Viewer(key(asking), roles, frozenset(draw(st.sampled_from([(), ("legal",)]))))
    if why in ("private", "restricted") and draw(st.booleans()):
        viewer = draw(st.sampled_from([Viewer(operator=True), Viewer(roles=frozenset({"service"}))]))
    return Case(
        tuple(records.values()),
        viewer,
        key(hidden),
        draw(st.sampled_from(PURPOSES_USED)),
        draw(st.integers(1, 4)),
    )


assert set(PURPOSES_USED) <= set(PURPOSES)
