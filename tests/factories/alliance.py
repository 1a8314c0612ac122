"""One record of each kind of the Alliance: tours, roles, insight, offerings, staying in touch."""

from typing import Any

from graph.keys import Key
from graph.model import (
    Aspiration,
    Candidacy,
    CheckIn,
    Distinct,
    Insight,
    Invitation,
    Merge,
    OfferedTour,
    Offering,
    Participation,
    Referral,
    RehireStatus,
    Role,
    Watch,
    aspiration_key,
    distinct_key,
    rehire_key,
)
from tests.factories.records import key

AT = "2024-05-01T10:00:00Z"


def _of(kind: str, thing: str, person: str, *rest: str) -> Key:
    return key(kind, ".".join((thing, person, *rest)))


def check_in(tour: Key, by: str = "ada", at: str = AT, **fields: Any) -> CheckIn:
    """What `by` noted about a tour."""
    name = tour.partition(":")[2]
    return CheckIn(
        key=key("checkin", f"{name}.{at}.{by}"),
        tour=tour,
        by=key("person", by),
        at=at,
        **({"text": "going well"} | fields),
    )


def offered_tour(mission: str = "billing", by: str = "ada", **fields: Any) -> OfferedTour:
    """A tour that waits for somebody."""
    return OfferedTour(
        key=key("offer", mission),
        mission=key("mission", mission),
        by=key("person", by),
        **({"tour_kind": "transformational", "state": "open", "offered": AT} | fields),
    )


def aspiration(of: str = "ada", **fields: Any) -> Aspiration:
    """Where `of` would like to go."""
    person = key("person", of)
    return Aspiration(key=aspiration_key(person), person=person, **({"confirmed": "2024-05-01"} | fields))


def role(title: str = "engineer", by: str = "ada", **fields: Any) -> Role:
    """An open role."""
    given = {"text": "builds billing", "state": "open", "opened": AT}
    return Role(key=key("role", title), title=title, by=key("person", by), **(given | fields))


def candidacy(title: str = "engineer", of: str = "bob", by: str = "ada", **fields: Any) -> Candidacy:
    """`of` may come back for the role."""
    return Candidacy(
        key=_of("candidacy", title, of),
        role=key("role", title),
        person=key("person", of),
        by=key("person", by),
        **({"state": "noted", "at": AT} | fields),
    )


def watch(title: str = "engineer", by: str = "ada", **fields: Any) -> Watch:
    """`by` wants to hear of new candidates."""
    return Watch(
        key=_of("watch", title, by), role=key("role", title), by=key("person", by), **({"at": AT} | fields)
    )


def rehire_status(of: str = "bob", by: str = "ada", **fields: Any) -> RehireStatus:
    """Whether the company would take `of` back."""
    person = key("person", of)
    given = {"status": "not_now", "reason": "an open matter", "at": AT, "until": "2025-05-01"}
    return RehireStatus(key=rehire_key(person), person=person, by=key("person", by), **(given | fields))


def referral(title: str = "engineer", of: str = "bob", by: str = "ada", **fields: Any) -> Referral:
    """`by` proposes `of` for the role."""
    return Referral(
        key=_of("referral", title, of),
        role=key("role", title),
        by=key("person", by),
        person=key("person", of),
        **({"state": "asked", "at": AT, "deadline": "2024-05-11T10:00:00Z"} | fields),
    )


def insight(name: str = "market", author: str = "ada", **fields: Any) -> Insight:
    """What `author` learned outside."""
    given = {"text": name, "topics": (name,), "provenance": "event", "audience": "employees", "cleared": AT}
    return Insight(key=key("insight", name), author=key("person", author), **(given | {"at": AT} | fields))


def offering(title: str = "reunion", by: str = "ada", **fields: Any) -> Offering:
    """An event, or an offer to be a mentor."""
    given = {"offering_kind": "event", "state": "open", "at": AT}
    return Offering(key=key("offering", title), title=title, by=key("person", by), **(given | fields))


def participation(title: str = "reunion", of: str = "bob") -> Participation:
    """`of` takes part."""
    return Participation(
        key=_of("participation", title, of), offering=key("offering", title), person=key("person", of), at=AT
    )


def invitation(of: str = "bob", by: str = "ada", **fields: Any) -> Invitation:
    """`of` is asked to stay in the network."""
    return Invitation(
        key=key("invitation", of),
        person=key("person", of),
        by=key("person", by),
        **({"state": "invited", "asked": AT, "at": AT} | fields),
    )


def merge(kept: str = "bob", merged: str = "bobby", by: str = "ada", **fields: Any) -> Merge:
    """Two records of one person were made one."""
    given: dict[str, Any] = {"reason": "the same address", "moved": (), "at": AT}
    return Merge(
        key=key("merge", f"{kept}.{merged}"),
        kept=key("person", kept),
        merged=merged,
        by=key("person", by),
        **(given | fields),
    )


def distinct(one: str = "bob", other: str = "bobby", by: str = "ada") -> Distinct:
    """The two are two people."""
    a, b = sorted((key("person", one), key("person", other)))
    return Distinct(key=distinct_key(a, b), a=a, b=b, by=key("person", by), at=AT)
