"""People who are hidden from a viewer, each in another way, with a part in everything there is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from actions.erase import erase
from actions.erasure.rules import Leaving, without
from graph.algorithms.mentions import Mentions
from graph.identity.folding import fold
from graph.keys import NO_KEY, Key
from graph.model import (
    Candidacy,
    CheckIn,
    Delivery,
    Evidence,
    Identifier,
    Insight,
    Introduction,
    Job,
    OfferedTour,
    Offering,
    Participation,
    Quarantined,
    Record,
    Referral,
    RehireStatus,
    RightsRequest,
    Role,
    Skill,
    Tour,
    Watch,
    Webhook,
)
from graph.ports import Change
from policy.introductions import without_person
from queries.network import Network
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.alliance import distinct, invitation, merge
from tests.factories.asking import key
from tests.factories.everything import ACME, OTHERS, SETTLED, everything_there_is, insight, request
from tests.factories.everything import Role as Asker
from tests.factories.network import KEYS, NOW, address_of, company, network_of, works_at
from tests.factories.tours import hopes, kith_tour, offer, signed_by_company
from tests.factories.tours import proposal as proposed_tour
from tests.integration.test_as_if_hidden import withheld

BLOCKED, RESTRICTED, PRIVATE, ERASED, OUTSIDE = "pat", "quin", "rhea", "sven", "tess"
"""Who blocks the viewers; is restricted; is known to Cyd's address book alone; is erased; is external."""

GONE: Final = (BLOCKED, RESTRICTED, PRIVATE, ERASED)
NAMES: Final = {
    BLOCKED: "Patricia Quillfeather",
    RESTRICTED: "Quintus Drummelhoff",
    PRIVATE: "Rhéa Zanzibarre",
    ERASED: "Sven Ørsteddahl",
    OUTSIDE: "Tess Umbrellowicz",
}


def family(name: str) -> str:
    """A word that stands in everything that is theirs, and nowhere else."""
    return NAMES[name].split()[1]


def employer(name: str) -> Any:
    """A company where nobody else works."""
    return company(f"{family(name)} Works")


def craft(name: str) -> Skill:
    """A skill that only evidence about them names, under the key that its label is given."""
    label = f"{family(name)} craft"
    return Skill(key=KEYS.key(Skill.KIND, fold(label)), label=label)


def known_by(skill: Skill, evidence: Evidence) -> Evidence:
    """The evidence is about Python and about this skill."""
    return replace(evidence, skills=(make.key("skill", "python"), skill.key))


def there(name: str, *, status: str = "employee", met: bool = True) -> list[Change]:
    """Somebody with a part in everything, for whom nothing is said yet about who may know it.

    Unless `met`, those who ask have kept and said nothing of them.
    """
    word = family(name)
    until = "2021-05" if status == "alumnus" else ""
    at_home = [make.employment(name, until=until, department=f"{word} dept", location=f"{word}ville")]
    return [
        make.person(name, name=NAMES[name], headline=f"{word} head", location=f"{word}ville"),
        address_of(name),
        make.identifier(name, f"+4930{sum(map(ord, word))}0", "phone"),
        make.identifier(name, f"{word}-17".casefold(), "employee"),
        *(at_home if status != "external" else ()),
        employer(name),
        works_at(name, employer(name), "2015-01", department=f"{word} dept", location=f"{word}ville"),
        craft(name),
        known_by(craft(name), make.evidence(f"of-{name}", name, text=f"{word} talk on python")),
        make.evidence(f"with-{name}", name, "bob", about=("python",), text="a shared talk"),
        make.evidence(f"by-{name}", "ada", "lia", "xan", about=("python",), contributor=key(name)),
        make.mission(f"{word} mission"),
        make.tour(name, f"{word} mission", outcome=f"{word} outcome"),
        kith_tour(name, name, "dan", on=f"{word} mission"),
        alliance.check_in(make.key("tour", f"kith.{name}"), "dan", text=f"{word} noted"),
        alliance.check_in(make.key("tour", f"kith.{name}"), name, text=f"{word} noted"),
        offer(f"by-{name}", name),
        hopes(name, goals=f"{word} goal"),
        make.use(name),
        make.budget(name, "2024-05-20"),
        *(tie for other in (*OTHERS, *(SETTLED if met else ())) for tie in _ties(name, other)),
        *(make.tie(name, other) for other in SETTLED),
        *(one for other in SETTLED if met for one in _with_viewer(name, other)),
        *_desk(name),
        *_part(name),
        *_looked_for(name),
        merge(name, f"{name}2", "bob", reason=f"{word} twice"),
        distinct(name, "bob"),
        invitation(name, "bob", state="claimed", last_day="2024-07-01"),
    ]


def _looked_for(name: str) -> list[Change]:
    """Their part in roles, and what is said of their coming back."""
    return [
        alliance.aspiration(name, open_to_return=True),
        alliance.candidacy("engineer", name, "bob", note=f"{family(name)} note"),
        alliance.candidacy("engineer", "mee", name, note="said by them"),
        alliance.role(f"of-{name}", by=name, shared_with=tuple(map(key, SETTLED))),
        alliance.role(f"with-{name}", by="ada", shared_with=(key("bob"), key(name))),
        alliance.watch("engineer", name),
        alliance.rehire_status("mee", name, status="welcome"),
        alliance.rehire_status(name, "cyd", status="welcome"),
    ]


def _part(name: str) -> list[Change]:
    """What they brought home, offer, take part in, and are proposed for; and what they said of others'."""
    word, advice = family(name), f"advice-{name}"
    told = {"text": "I asked", "told_by": key(name), "told": alliance.AT, "came_of": f"{word} thanks"}
    of_both = {"organizations": (employer(name).key, ACME.key), "companies": (f"{word} Works", "Acme")}
    insightful = {"text": f"{word} insight on python", "audience": "everyone", "asked_by": key("dan")}
    return [
        *insight(f"by-{name}", name, **insightful, **of_both),
        *insight(f"asked-{name}", "cyd", audience="everyone", asked_by=key(name), **told),
        alliance.offering(f"party-{name}", name, on="2024-08-01"),
        alliance.offering(advice, name, offering_kind="mentoring", text=f"{word} advice"),
        alliance.participation("party", name),
        alliance.participation("of-ada", name),
        *(alliance.participation(advice, who) for who in ("dan", "ada", "lia")),
        alliance.participation(f"party-{name}", "ada"),
        proposal(name, "dan", state="accepted", text=f"{word} is good"),
        proposal("dan", name, state="closed", outcome="talked", text=f"{word} said so"),
    ]


def proposal(person: str, by: str, **fields: Any) -> Referral:
    """`by` proposes `person` for the open role."""
    ends = {"deadline": "2024-06-09T00:00:00Z"}
    made = alliance.referral("engineer", person, by, **ends | fields)
    return replace(made, key=Key(f"referral:engineer.{person}.{KEYS.name(by)[:6]}"))


def _ties(name: str, other: str) -> list[Change]:
    return [
        make.tie(name, other, reason=f"{family(name)} project"),
        make.contact(name, other),
        make.tie(name, other, "linkedin", contributor=key(other)),
        make.tie(other, "bob" if other != "bob" else "cyd", "linkedin", contributor=key(name)),
    ]


def _with_viewer(name: str, viewer: str) -> list[Change]:
    """What the two have said, asked and kept of each other."""
    word = family(name)
    return [
        make.profile(name, viewer, name=NAMES[name], headline=f"{word} head"),
        make.profile(viewer, name, headline=f"as {word} knows them"),
        make.identifier(viewer, f"{viewer}.{name}@example.org", contributors=(key(name),)),
        make.evidence(f"{name}-for-{viewer}", viewer, about=("python",), text="vouched", endorser=key(name)),
        make.evidence(f"{viewer}-for-{name}", name, about=("python",), text=f"{word}!", endorser=key(viewer)),
        make.evidence(f"{viewer}-kept-{name}", name, text=f"{word} note", contributor=key(viewer)),
        make.verdict(name, viewer, "python"),
        proposal(viewer, name, text=f"{word} thinks of you"),
        proposal(name, viewer),
        distinct(name, viewer),
        make.verdict(viewer, name, "python"),
        *_tours_with(name, viewer),
    ]


def _tours_with(name: str, viewer: str) -> list[Change]:
    """Tours in which the two are the two sides, each way."""
    theirs, mine = kith_tour(f"{name}-with-{viewer}", name, viewer), f"{viewer}-by-{name}"
    return [
        theirs,
        alliance.check_in(theirs.key, viewer, text=f"{family(name)} does well"),
        kith_tour(mine, viewer, name),
        alliance.check_in(make.key("tour", f"kith.{mine}"), name, text=f"{family(name)} says"),
        alliance.check_in(make.key("tour", f"kith.{mine}"), viewer, text="all well"),
        proposed_tour(f"{mine}-asks", viewer, name, by="company"),
        signed_by_company(f"{mine}-over", viewer, name),
    ]


def _desk(name: str) -> list[Change]:
    me = key(name)
    return [
        RightsRequest(
            key=Key(f"rights:{name}"), person=me, right="access", asked="2024-05-01", due="2024-06-01"
        ),
        Webhook(key=Key(f"webhook:{name}"), person=me, url=f"https://{name}.example", secret="00"),
        Delivery(key=Key(f"delivery:{name}"), person=me, channel="mail", template="t", due="2024-06-01"),
        make.job(f"of-{name}", contributor=me),
        make.quarantined(2, f"of-{name}", columns=f'{{"name": "{NAMES[name]}"}}'),
    ]


def requests(name: str) -> list[Change]:
    """Requests on which they stand: by them, to them and through them, with those who ask and without."""
    agreed: dict[str, Any] = {
        "state": "agreed",
        "step": 1,
        "answers": ("0/yes/2024-05-30T01:00:00Z", "1/yes/2024-05-30T02:00:00Z"),
        "agreed": "2024-05-30T02:00:00Z",
    }
    role = {"role": make.key("role", "engineer"), "purpose": "RECRUITING"}
    found = [
        request(f"dan-{name}", "dan", name, "cyd"),
        request(f"dan-to-{name}", "dan", "bob", name),
        request(f"{name}-for-role", name, "bob", "mee", **role),
        request(f"dan-for-role-{name}", "dan", "bob", name, **agreed | role),
    ]
    for viewer in SETTLED:
        found += [
            request(f"{name}-through-{viewer}", name, viewer, "cyd", message=f"{family(name)} asks"),
            request(f"{name}-to-{viewer}", name, "bob", viewer, **agreed),
            request(f"{viewer}-to-{name}", viewer, "bob", name, message=""),
            request(f"{viewer}-met-{name}", viewer, "bob", name, **agreed | {"message": ""}),
            request(f"{viewer}-by-{name}", viewer, name, "cyd", **agreed | {"message": ""}),
        ]
    return list(found)


def known_to_cyd(name: str) -> list[Change]:
    """The same person, of whom only Cyd's address book knows."""
    mine = {"contributor": key("cyd")}
    word = family(name)
    return [
        make.person(name, name=""),
        make.profile(name, "cyd", name=NAMES[name], headline=f"{word} head", location=f"{word}ville"),
        replace(address_of(name), contributors=(key("cyd"),)),
        employer(name),
        works_at(name, employer(name), department=f"{word} dept", location=f"{word}ville", **mine),
        craft(name),
        known_by(craft(name), make.evidence(f"of-{name}", name, text=f"{word} talk", **mine)),
        *(make.tie(name, other, **mine) for other in {**SETTLED, **OTHERS}),
    ]


def _is_asking(one: Change, viewers: Iterable[Key]) -> bool:
    """Whether somebody who asks waits for the answer of somebody hidden."""
    return isinstance(one, Introduction) and one.asker in viewers and one.state == "asked"


def hidden_people(asked: bool = True) -> list[Change]:
    """All of `GONE` but that nobody is erased yet; without `asked`, who asks waits for none of them."""
    viewers = tuple(map(key, SETTLED))
    purposes = ("EXPERTISE/found", "EXPERTISE/connect", "RECRUITING/found", "RECRUITING/connect")
    purposes += ("INSIGHT/found", "EVENTS/found")
    open_: dict[str, Any] = {"choices": tuple(f"{purpose}/yes/2025-01-01" for purpose in purposes)}
    statuses = {BLOCKED: "alumnus", RESTRICTED: "alumnus", ERASED: "employee"}
    theirs = [
        one for name, status in statuses.items() for one in (*there(name, status=status), *requests(name))
    ]
    return [
        *(one for one in theirs if asked or not _is_asking(one, viewers)),
        *known_to_cyd(PRIVATE),
        alliance.watch("engineer", "bob", seen=tuple(map(key, statuses)), reached=(key(BLOCKED),)),
        make.preference(BLOCKED, blocked=viewers, **open_),
        make.preference(RESTRICTED, restricted=True, **open_),
        make.preference(ERASED, shown=("email/network", "phone/network"), **open_),
        make.preference("dan", blocked=tuple(map(key, GONE))),
        replace(make.employment("eve", "home", "2020-01"), manager=key(BLOCKED)),
    ]


def with_hidden(asked: bool = True) -> Network:
    """The company with all of them in it."""
    network = network_of([*everything_there_is(), *hidden_people(asked)])
    erase(network, key(ERASED))
    return network


def without_hidden(role: Asker, asked: bool = True) -> Network:
    """The company as it is for somebody who may know none of them. Nobody blocks a machine account."""
    gone = [name for name in GONE if name != BLOCKED or role.settled in SETTLED]
    changes = [*everything_there_is(), *hidden_people(asked)]
    return network_of(as_withheld(changes, gone, key(role.settled)))


def as_withheld(changes: Sequence[Change], names: Iterable[str], viewer: Key) -> list[Change]:
    """The records without these people, as tests.integration.test_as_if_hidden defines it; and

    requests go on without them; the jobs that they ran go with what those could not take in, and so does the
    skill that only they have. With somebody who is erased goes also that they vouched for others, and what
    they knew of others' addresses.
    """
    for name in names:
        hidden = key(name)
        jobs = {one.key for one in changes if isinstance(one, Job) and one.contributor == hidden}
        jobs |= {one.key for one in changes if isinstance(one, Offering) and _is_theirs(one, hidden)}
        jobs |= {one.key for one in changes if isinstance(one, Tour) and one.person == hidden}
        there = [one for one in changes if not _of(one, jobs) and one != craft(name)]
        changes = [left for one in there for left in _left(one, hidden, viewer, name == ERASED)]
    return list(changes)


def _of(one: Change, gone: set[Key]) -> bool:
    """Whether a record belongs to a job, an offering or a tour that is gone."""
    of_job = isinstance(one, Quarantined) and one.job in gone
    of_tour = isinstance(one, CheckIn) and one.tour in gone
    return of_job or of_tour or (isinstance(one, Participation) and one.offering in gone)


def _is_theirs(one: Offering, hidden: Key) -> bool:
    """Whether it is nothing without them: an event takes place."""
    return one.by == hidden and one.offering_kind == "mentoring"


def _left(one: Change, hidden: Key, viewer: Key, erased: bool) -> list[Record]:
    match one:
        case Referral(state="accepted" | "closed", by=by) if by == hidden:
            return [replace(one, by=NO_KEY, text="")]
        case Offering(offering_kind="event", by=by) if by == hidden:
            return [replace(one, by=NO_KEY)]
        case Insight(author=author) if author != hidden:
            return [_insight_without(one, hidden)]
        case Introduction(asker=asker):
            return [] if asker == hidden else [without_person(one, hidden, NOW)]
        case Tour(company_side=side) if side == hidden:
            return [replace(one, company_side=NO_KEY)]
        case OfferedTour(by=by) if by == hidden:
            return [replace(one, by=NO_KEY)]
        case Role() | Candidacy() | Watch() | RehireStatus():
            left = without(one, Leaving(hidden, Mentions.of((), ()), ""))
            return [left] if left is not None else []
        case Evidence(endorser=endorser) if erased and endorser == hidden:
            return []
        case Identifier(contributors=(only,)) if only == hidden:
            # the viewer's own, which somebody else's address book knows: who that is does not matter
            return [replace(one, contributors=(key("cyd"),))] if one.person == viewer and not erased else []
    return withheld([one], hidden, viewer)


def _insight_without(one: Insight, hidden: Key) -> Insight:
    left = replace(one, asked_by=NO_KEY) if one.asked_by == hidden else one
    return replace(left, told_by=NO_KEY, told="", came_of="") if one.told_by == hidden else left
