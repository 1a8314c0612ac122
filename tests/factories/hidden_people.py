"""People who are hidden from a viewer, each in another way, with a part in everything there is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from actions.erase import erase
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import (
    Delivery,
    Evidence,
    Identifier,
    Introduction,
    Job,
    Quarantined,
    Record,
    RightsRequest,
    Skill,
    Webhook,
)
from graph.ports import Change
from policy.introductions import without_person
from queries.network import Network
from tests.factories import records as make
from tests.factories.alliance import distinct, invitation, merge
from tests.factories.asking import key
from tests.factories.everything import OTHERS, SETTLED, Role, everything_there_is, request
from tests.factories.network import KEYS, NOW, address_of, company, network_of, works_at
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
    at_home = [make.employment(name, department=f"{word} dept", location=f"{word}ville")]
    return [
        make.person(name, name=NAMES[name], headline=f"{word} head", location=f"{word}ville"),
        address_of(name),
        make.identifier(name, f"+4930{sum(map(ord, word))}0", "phone"),
        make.identifier(name, f"{word}-17".casefold(), "employee"),
        *(at_home if status == "employee" else ()),
        employer(name),
        works_at(name, employer(name), "2015-01", department=f"{word} dept", location=f"{word}ville"),
        craft(name),
        known_by(craft(name), make.evidence(f"of-{name}", name, text=f"{word} talk on python")),
        make.evidence(f"with-{name}", name, "bob", about=("python",), text="a shared talk"),
        make.evidence(f"by-{name}", "ada", "lia", "xan", about=("python",), contributor=key(name)),
        make.mission(f"{word} mission"),
        make.tour(name, f"{word} mission", outcome=f"{word} outcome"),
        make.use(name),
        make.budget(name, "2024-05-20"),
        *(tie for other in (*OTHERS, *(SETTLED if met else ())) for tie in _ties(name, other)),
        *(make.tie(name, other) for other in SETTLED),
        *(one for other in SETTLED if met for one in _with_viewer(name, other)),
        *_desk(name),
        merge(name, f"{name}2", "bob", reason=f"{word} twice"),
        distinct(name, "bob"),
        invitation(name, "bob", state="claimed", last_day="2024-07-01"),
    ]


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
        distinct(name, viewer),
        make.verdict(viewer, name, "python"),
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
    found = [request(f"dan-{name}", "dan", name, "cyd"), request(f"dan-to-{name}", "dan", "bob", name)]
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
    open_ = {"choices": ("EXPERTISE/found/yes/2025-01-01", "EXPERTISE/connect/yes/2025-01-01")}
    theirs = [one for name in (BLOCKED, RESTRICTED, ERASED) for one in (*there(name), *requests(name))]
    return [
        *(one for one in theirs if asked or not _is_asking(one, viewers)),
        *known_to_cyd(PRIVATE),
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


def without_hidden(role: Role, asked: bool = True) -> Network:
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
        there = [one for one in changes if not _of(one, jobs) and one != craft(name)]
        changes = [left for one in there for left in _left(one, hidden, viewer, name == ERASED)]
    return list(changes)


def _of(one: Change, jobs: set[Key]) -> bool:
    return isinstance(one, Quarantined) and one.job in jobs


def _left(one: Change, hidden: Key, viewer: Key, erased: bool) -> list[Record]:
    match one:
        case Introduction(asker=asker):
            return [] if asker == hidden else [without_person(one, hidden, NOW)]
        case Evidence(endorser=endorser) if erased and endorser == hidden:
            return []
        case Identifier(contributors=(only,)) if only == hidden:
            # the viewer's own, which somebody else's address book knows: who that is does not matter
            return [replace(one, contributors=(key("cyd"),))] if one.person == viewer and not erased else []
    return withheld([one], hidden, viewer)
