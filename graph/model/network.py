"""Who there is, what they know and whom they know."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import NO_KEY, Key
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation(Record):
    """The one record about this installation: whose network it is."""

    KIND: ClassVar[str] = "installation"
    LABEL: ClassVar[str] = "Installation"

    home: Key = reference("organization", "HOME")
    secret: str  # hex; names are made with it
    created: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody in the network, as the company knows them.

    `name` is "" while only private sources know this person: then each contributor has a
    PrivateProfile, and for everybody else there is no such person. Status is not stored: it
    follows from employments at the home organization.
    """

    KIND: ClassVar[str] = "person"
    LABEL: ClassVar[str] = "Person"

    name: str = ""
    headline: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateProfile(Record):
    """What one contributor's private source says about a person."""

    KIND: ClassVar[str] = "profile"
    LABEL: ClassVar[str] = "PrivateProfile"

    person: Key = reference("person", "PROFILE_OF")
    contributor: Key = reference("person", "CONTRIBUTED_BY")
    name: str
    headline: str = ""
    location: str = ""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Record):
    """(scheme, normalised value) that only one person has; its key is made of the two.

    Schemes: email, employee, linkedin, github, phone. `contributors` names the people whose private
    sources it is known from; () when the company knows it.
    """

    KIND: ClassVar[str] = "identifier"
    LABEL: ClassVar[str] = "Identifier"

    person: Key = reference("person", "IDENTIFIES")
    scheme: str
    value: str
    contributors: tuple[Key, ...] = reference("person", "KNOWN_TO", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Record):
    """A company, school or public body; its key is made of the normalised name."""

    KIND: ClassVar[str] = "organization"
    LABEL: ClassVar[str] = "Organization"

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment(Record):
    """Who worked where, from when to when. `until` "" is still open; `since` "" is unknown."""

    KIND: ClassVar[str] = "employment"
    LABEL: ClassVar[str] = "WORKED_AT"
    ENDS: ClassVar[tuple[str, str] | None] = ("person", "organization")

    person: Key = reference("person", "WORKED_AT")
    organization: Key = reference("organization", "WORKED_AT")
    title: str = ""
    department: str = ""
    location: str = ""
    manager: Key = reference("person", "MANAGED_BY", default=NO_KEY)
    since: str = ""
    until: str = ""
    source: str
    contributor: Key = reference("person", "CONTRIBUTED_BY", default=NO_KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill(Record):
    """A concept with labels (SKOS). `scheme`: esco, onet, skos or local; `uri` "" when local."""

    KIND: ClassVar[str] = "skill"
    LABEL: ClassVar[str] = "Skill"

    label: str
    alternatives: tuple[str, ...] = ()
    broader: tuple[Key, ...] = reference("skill", "BROADER", default=())
    scheme: str = "local"
    uri: str = ""


EVIDENCE_KINDS = ("declared", "endorsed", "tour", "commit", "document", "talk", "insight")

EVERYONE = "everyone"
EMPLOYEES = "employees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """Why we believe that somebody knows something; one of EVIDENCE_KINDS.

    `people` and `shares` go together: who, and each one's part of the work, in (0, 1]. `paths` are
    the files of a commit, seen from the root of the repository `source` names ("git:networkx").
    `audience` is EVERYONE, EMPLOYEES or "group:NAME": who else does not read it and does not see
    it score. `endorser` is who vouched, for kind endorsed.
    """

    KIND: ClassVar[str] = "evidence"
    LABEL: ClassVar[str] = "Evidence"

    evidence_kind: str
    people: tuple[Key, ...] = reference("person", "SHOWN_BY")
    shares: tuple[float, ...]
    skills: tuple[Key, ...] = reference("skill", "ABOUT", default=())
    at: str = ""
    text: str = ""
    link: str = ""
    paths: tuple[str, ...] = ()
    audience: str = EVERYONE
    endorser: Key = reference("person", "ENDORSED_BY", default=NO_KEY)
    source: str
    contributor: Key = reference("person", "CONTRIBUTED_BY", default=NO_KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Record):
    """Two people know each other, as one source says; `a` < `b`. Undirected.

    `trust` and `currency` are amounts of contact >= 0, as they were on `until` (decayed to that day
    when the source was read); an open `until` ("") means that they still hold in full. `strength`
    in (0, 1] is taken as it is for every purpose; 0 when the source stated none. `reason` says
    what the two did together, without dates: "worked on networkx/algorithms".
    """

    KIND: ClassVar[str] = "tie"
    LABEL: ClassVar[str] = "KNOWS"
    ENDS: ClassVar[tuple[str, str] | None] = ("a", "b")

    a: Key = reference("person", "KNOWS")
    b: Key = reference("person", "KNOWS")
    tie_kind: str
    reason: str = ""
    since: str = ""
    until: str = ""
    trust: float = 0.0
    currency: float = 0.0
    strength: float = 0.0
    source: str
    contributor: Key = reference("person", "CONTRIBUTED_BY", default=NO_KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """One contact: `sender` wrote to, met or called `recipient` at a moment.

    `contact_kind`: mail, meeting or call. `weight` in (0, 1] is 1/(n-1) of a message among n
    people, fixed when it was read. Headers only: no subject, no body.
    """

    KIND: ClassVar[str] = "contact"
    LABEL: ClassVar[str] = "CONTACTED"
    ENDS: ClassVar[tuple[str, str] | None] = ("sender", "recipient")

    sender: Key = reference("person", "CONTACTED")
    recipient: Key = reference("person", "CONTACTED")
    contact_kind: str
    at: str
    weight: float
    source: str
    contributor: Key = reference("person", "CONTRIBUTED_BY", default=NO_KEY)
