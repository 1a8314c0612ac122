"""A company with something of every kind: whoever asks has a past in it, and so have others."""

from dataclasses import dataclass, replace
from typing import Any, Final

from actions.insights import as_evidence
from graph.keys import Key
from graph.model import Introduction, RightsRequest, Webhook
from graph.ports import Change
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.alliance import distinct, invitation, merge
from tests.factories.asking import HOME, key
from tests.factories.network import address_of, company, works_at
from tests.factories.tours import hopes, offer, tours_of

ACME: Final = company("Acme")
YES: Final = ("INSIGHT/found/yes/2025-01-01",)
SETTLED: Final = {"ada": "employee", "lia": "alumnus", "xan": "external"}
"""Those who ask, and have a past."""

NEW: Final = {"nia": "employee", "noa": "alumnus", "nik": "external"}
"""Those who ask, and about whom there is only their name."""

OTHERS: Final = {"bob": "employee", "cyd": "employee", "dan": "employee", "eve": "employee", "lou": "alumnus"}


@dataclass(frozen=True)
class Role:
    """A row of people who ask: who they are, and the roles of their token."""

    settled: str
    new: str
    roles: tuple[str, ...] = ()


ROLES: Final = {
    "employee": Role("ada", "nia"),
    "recruiter": Role("ada", "nia", ("recruiter",)),
    "hr_partner": Role("ada", "nia", ("hr_partner",)),
    "network_admin": Role("ada", "nia", ("network_admin",)),
    "privacy_officer": Role("ada", "nia", ("privacy_officer",)),
    "alumnus": Role("lia", "noa"),
    "external": Role("xan", "nik"),
    "service": Role("robot", "robot", ("service",)),
    "unknown": Role("stranger", "stranger"),
}
"""By the names of the matrix's columns. "unknown" has a token and is not in the network."""


def everything_there_is() -> list[Change]:
    """All of it. Nobody in it is hidden from anybody but by what they are."""
    changes: list[Change] = [
        ACME,
        make.skill("programming", scheme="esco"),
        make.skill(
            "python", scheme="esco", alternatives=("py",), broader=(make.key("skill", "programming"),)
        ),
        make.skill("sql", scheme="esco"),
        make.mission("billing"),
        make.job("shared", state="done", ended="2024-05-01T11:00:00Z", failure="half of it"),
        make.quarantined(2, "shared"),
        make.job("runs", lease_until="2024-06-02T00:00:00Z", holder="elsewhere:1"),
        make.unanswered("maps", 7),
        make.decision("retention/contacts", "24"),
        make.decision("default/found/EXPERTISE/EMPLOYEE", "yes"),
        *_month_of_requests(),
        *_both_sides(),
        *_leavers(),
        *_twins(),
        *(make.tie("bob", name) for name in ("cyd", "dan", "eve", *NEW)),
    ]
    for name, status in {**SETTLED, **NEW, **OTHERS}.items():
        changes += _person(name, status)
    for name in ("bob", "cyd"):
        changes += _known_for(name)
    changes += _looked_for()
    for name in SETTLED:
        changes += _past(name)
    for name in ("ada", "lia"):
        changes += tours_of(name)
    changes.append(make.evidence("lia-wrote", "lia", about=("python",)))  # offered tours need it
    return [*changes, offer("billing", "ada"), offer("maps", "bob"), hopes("cyd"), *map(hopes, SETTLED)]


def _twins() -> list[Change]:
    """Two records of one person, twice: two pairs resemble each other, and one was made one before."""
    people = [make.person(name, name="Uma Ute") for name in ("uma", "ute", "una")]
    jobs = [make.employment(person.key.partition(":")[2], "home", "2020-01") for person in people]
    named = [address_of(person.key.partition(":")[2]) for person in people]
    return [
        *people,
        *jobs,
        *named,
        merge("una", "unity", "bob"),
        merge("ute", "uter", "bob", undone="2024-05"),
    ]


def _leavers() -> list[Change]:
    """Enough people who were asked to stay in touch to be shown in a count."""
    names = [f"leaver-{number}" for number in range(14)]
    states = ("invited",) * 3 + ("bounced",) * 11
    asked = [invitation(name, "bob", state=state) for name, state in zip(names, states, strict=True)]
    return [*(make.person(name) for name in names), *asked]


def _person(name: str, status: str) -> list[Change]:
    span = HOME[status]
    blank = name in NEW
    person = make.person(name) if blank else make.person(name, headline=f"H {name}", location=f"P {name}")
    job = make.employment(name, "home", *span, department="Legal", location="Bonn") if span else None
    return [person, address_of(name), job or works_at(name, ACME)]


def _known_for(name: str) -> list[Change]:
    talk = make.evidence(
        f"talk-{name}",
        name,
        about=("python",),
        text=f"T {name}",
        link="https://a.example",
        evidence_kind="talk",
    )
    return [
        talk,
        make.tour(name, skills=(make.key("skill", "python"),), planned_until="2023-03", until="2023-02"),
        works_at(name, ACME, "2015-01", "2018-12", department="Sales", location="Ulm"),
        make.preference(
            name,
            shown=("email/network",),
            choices=(*YES, "EXPERTISE/found/yes/2025-01-01", "RECRUITING/found/yes/2025-01-01"),
        ),
    ]


def _past(me: str) -> list[Change]:
    """What there is about somebody who asks."""
    tour = make.tour(me, department="Legal", planned_until="2023-03", until="2023-02", outcome=f"O {me}")
    return [
        tour,
        make.preference(
            me,
            choices=(
                "MENTORING/found/yes/2025-01-01",
                "EXPERTISE/connect/yes/2025-01-01",
                "REFERRAL/connect/yes/2025-01-01",
                "EVENTS/connect/yes/2025-01-01",
            ),
            blocked=(key("lou"),),
            shown=("phone/me",),
            direct=("MENTORING",),
            quiet_until="2024-01-31",
        ),
        make.budget(me, "2024-05-20"),
        make.tie(me, "bob", reason="a project", until="2023-02"),
        make.contact(me, "bob"),
        make.tie(me, "bob", "linkedin", contributor=key(me)),
        make.evidence(f"of-{me}", me, "bob", about=("python",), text=f"E {me}", evidence_kind="endorsed"),
        make.evidence(f"vouched-{me}", me, endorser=key("bob"), evidence_kind="endorsed"),
        make.profile(me, "bob", headline="known", location="Rome"),
        make.identifier(me, f"private.{me}@example.org", contributors=(key("bob"),)),
        make.verdict("bob", me),
        merge(me, f"{me}2", "bob", reason=f"R {me}", undone="2024-05-01"),
        distinct(me, "bob"),
        invitation(me, "bob", state="invited", last_day="2024-07-01", address=f"{me}@mail.example"),
        make.use(me),
        RightsRequest(
            key=Key(f"rights:{me}.1"), person=key(me), right="access", asked="2024-05-01", due="2024-06-01"
        ),
        RightsRequest(
            key=Key(f"rights:{me}.2"),
            person=key(me),
            right="rectify",
            asked="2024-05-01",
            due="2024-06-01",
            done="2024-05-02",
        ),
        make.decision(f"unclaimed/{me}", me),
        Webhook(key=Key(f"webhook:{me}"), person=key(me), url=f"https://{me}.example", secret="00"),
        make.job(f"of-{me}", contributor=key(me), state="done", ended="2024-05-01T11:00:00Z", failure="half"),
        make.quarantined(3, f"of-{me}"),
        make.job(f"{me}-runs", contributor=key(me), lease_until="2024-06-02T00:00:00Z", holder="elsewhere:1"),
        *_requests(me),
        *_part(me),
    ]


def insight(name: str, author: str, **fields: Any) -> list[Change]:
    """An insight of Acme and Python with all that there may be in it, and the evidence that it is."""
    given: dict[str, Any] = {
        "text": f"I {name}",
        "organizations": (ACME.key,),
        "companies": ("Acme",),
        "topics": ("python",),
        "skills": (make.key("skill", "python"),),
        "learned": "2024-05",
        "link": "https://i.example",
    }
    made = alliance.insight(name, author, **given | fields)
    return [made, as_evidence(made)]


def _both_sides() -> list[Change]:
    """What there is for everybody: an open role, an event, mentoring, insights."""
    python = (make.key("skill", "python"),)
    event = {"on": "2024-07-01", "text": "Come", "location": "Bonn", "link": "https://e.example"}
    closed = {"person": key("cyd"), "state": "accepted"}
    return [
        alliance.offering("party", "bob", skills=python, **event),
        alliance.offering("advice", "bob", offering_kind="mentoring", skills=python),
        *insight("by-bob", "bob", audience="everyone", came_of="C bob", told_by=key("cyd"), told=alliance.AT),
        *insight("by-cyd", "cyd", audience="everyone"),
        replace(alliance.referral("engineer", "cyd", "dan"), key=Key("referral:engineer.cyd.yes"), **closed),
    ]


def _part(me: str) -> list[Change]:
    """What somebody who asks brought home, offers, takes part in, and is proposed for."""
    mentoring = alliance.offering(f"of-{me}", me, offering_kind="mentoring")
    said = alliance.referral("engineer", "cyd", me, text=f"R {me}")
    outcome = {"state": "closed", "outcome": "talked", "ended": "2024-05-05T00:00:00Z"}
    ends = {"deadline": "2024-06-09T00:00:00Z", "text": f"R to {me}"}
    return [
        *insight(f"of-{me}", me, asked_by=key("bob"), came_of="C", told_by=key("bob"), told=alliance.AT),
        mentoring,
        alliance.participation(f"of-{me}", "bob"),
        alliance.participation("party", me),
        replace(said, key=Key(f"referral:engineer.cyd.{me}"), **outcome),
        replace(alliance.referral("engineer", me, "bob", **ends), key=Key(f"referral:engineer.{me}.bob")),
        make.verdict(me, "lou"),
        alliance.role(f"of-{me}", by=me, shared_with=(key("bob"),)),
        alliance.role(f"with-{me}", by="cyd", shared_with=(key(me),)),
        alliance.candidacy("second", me, "bob", note=f"N {me}"),
        alliance.watch("second", me),
        alliance.watch("second", "bob", seen=tuple(map(key, SETTLED))),
        alliance.rehire_status(me, "cyd"),
    ]


def _looked_for() -> list[Change]:
    """Roles, and alumni who may come back: two records of Mel, and of whom something is said."""
    found: list[Change] = [
        alliance.role(
            "engineer",
            text="T",
            listed=True,
            shared_with=(key("cyd"),),
            all_of=("python",),
            any_of=("py",),
            none_of=("rust",),
            location="Bonn",
            level="senior",
        ),
        alliance.role("second", state="closed", closed="2024-05-02T10:00:00Z"),
        alliance.candidacy("engineer", "mel", "cyd", note="N mel"),
        request(
            "for-role",
            "ada",
            "bob",
            "mel",
            role=make.key("role", "engineer"),
            purpose="RECRUITING",
            state="closed",
            step=1,
            answers=("0/yes/2024-05-30T01:00:00Z", "1/yes/2024-05-30T02:00:00Z"),
            agreed="2024-05-30T02:00:00Z",
            outcome="met",
        ),
        alliance.aspiration("mel", open_to_return=True),
        alliance.rehire_status(
            "moe",
            "cyd",
            appeal="it is long settled",
            appealed=alliance.AT,
            decided_by=key("dan"),
            decision="upheld",
            decided="2024-05-03T10:00:00Z",
            answer="we looked at it",
        ),
        alliance.rehire_status("max", "cyd", at=LATELY, appeal="it is long settled", appealed=LATELY),
        make.evidence("talk-mel", "mel", about=("python",), text="T mel"),
        make.evidence("tour-mel", "mel", about=("python",), text="tour", evidence_kind="tour"),
        make.tie("bob", "mel"),
    ]
    for name, called in {"mel": "Mel Bird", "mee": "Mel Bird", "moe": "Moe", "max": "Max"}.items():
        yes = ("RECRUITING/found/yes/2025-01-01",)
        left = make.employment(name, "home", "2015", "2021-05", department="Legal", location="Bonn")
        found += [make.person(name, name=called), left, make.preference(name, choices=yes)]
    return found


LATELY: Final = "2024-05-20T10:00:00Z"


def _requests(me: str) -> list[Change]:
    """Requests of somebody who asks, and of others that reached them, one in each state that shows more."""
    yes = ("0/yes/2024-05-30T01:00:00Z", "1/yes/2024-05-30T02:00:00Z")
    no = ("0/no/2024-05-30T01:00:00Z",)
    agreed: dict[str, Any] = {"state": "agreed", "step": 1, "answers": yes, "agreed": "2024-05-30T02:00:00Z"}
    closed = agreed | {"state": "closed", "outcome": "helped", "thanks": "Thank you"}
    declined = {"state": "declined", "step": 0, "answers": no, "again_after": "2024-07-01"}
    return [
        request(f"{me}-waits", me, "bob", "eve"),
        request(f"{me}-agreed", me, "bob", "cyd", **agreed),
        request(f"{me}-closed", me, "bob", "cyd", **closed),
        request(f"to-{me}-waits", "dan", me, "cyd"),
        request(f"to-{me}-closed", "dan", "bob", me, **closed),
        request(f"through-{me}-closed", "dan", me, "cyd", **closed),
        request(f"to-{me}-no", "dan", me, "cyd", **declined),
    ]


def request(name: str, *path: str, **fields: Any) -> Introduction:
    """A request along a path of names, begun two days ago; it waits for the first unless told otherwise."""
    asker, *connectors, target = map(key, path)
    given = {
        "state": "asked",
        "step": 0,
        "message": f"M {name}",
        "about": f"A {name}",
        "purpose": "EXPERTISE",
        "asked": "2024-05-30T00:00:00Z",
        "deadline": "2024-06-09T00:00:00Z",
    }
    return Introduction(
        key=Key(f"introduction:{name}"),
        asker=asker,
        target=target,
        connectors=tuple(connectors),
        steps=len(connectors),
        off=(connectors[0] if connectors else target, target) if connectors else (target,),
        **(given | fields),
    )


def _month_of_requests() -> list[Change]:
    """Enough to be shown in a report."""
    month: dict[str, Any] = {"asked": "2024-03-01", "deadline": "2024-03-11", "ended": "2024-03-11"}
    closed = month | {"state": "closed", "agreed": "2024-03-02", "outcome": "helped", "step": 1}
    failed = [request(f"old-{n}", "dan", "bob", "eve", state="expired", **month) for n in range(12)]
    return [*failed, *(request(f"met-{n}", "dan", "bob", "eve", **closed) for n in range(11))]
