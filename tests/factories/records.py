"""Small builders of valid records. A name is enough; what a test does not care about is filled in."""

import hashlib
from typing import Any

from graph.keys import NO_KEY, Key, pair_beginning
from graph.model import (
    Budget,
    Contact,
    Decision,
    Employment,
    Evidence,
    Identifier,
    Installation,
    Job,
    Mission,
    Organization,
    Person,
    Preference,
    PrivateProfile,
    Quarantined,
    Skill,
    Tie,
    Tour,
    UnansweredTopic,
    Use,
    Verdict,
)


def key(kind: str, name: str) -> Key:
    """`key("person", "ada") == "person:ada"`: readable, unlike those of a real installation."""
    return Key(f"{kind}:{name}")


def pair_key(kind: str, one: Key, other: Key, *parts: str) -> Key:
    """A key about two records, built as graph.keys.KeyMaker.pair_key builds it."""
    return Key(pair_beginning(kind, one, other) + hashlib.sha256("/".join(parts).encode()).hexdigest()[:8])


def installation(home: str = "home", **fields: Any) -> Installation:
    """The record about the installation; its home organization must be there."""
    given = {"home": key("organization", home), "secret": "00" * 16, "created": "2024-01-01T00:00:00Z"}
    return Installation(key=key("installation", "this"), **(given | fields))


def person(called: str = "ada", /, **fields: Any) -> Person:
    """Somebody the company knows."""
    return Person(**({"key": key("person", called), "name": called.title()} | fields))


def profile(of: str = "ada", by: str = "bob", **fields: Any) -> PrivateProfile:
    """What `by` knows about `of` from a source of their own."""
    given = {"name": of.title(), "source": "linkedin"} | fields
    return PrivateProfile(
        key=key("profile", f"{of}.{by}"), person=key("person", of), contributor=key("person", by), **given
    )


def identifier(of: str = "ada", value: str = "", scheme: str = "email", **fields: Any) -> Identifier:
    """An identifier of `of`; an e-mail address unless told otherwise."""
    text = value or f"{of}@example.com"
    return Identifier(
        key=key("identifier", f"{scheme}-{text}"),
        person=key("person", of),
        scheme=scheme,
        value=text,
        **fields,
    )


def organization(called: str = "home", /, **fields: Any) -> Organization:
    """A company."""
    return Organization(**({"key": key("organization", called), "name": called.title()} | fields))


def employment(
    of: str = "ada", at: str = "home", since: str = "2019-03", until: str = "", **fields: Any
) -> Employment:
    """`of` works or worked `at`."""
    who, where = key("person", of), key("organization", at)
    return Employment(
        key=pair_key("employment", who, where, since),
        person=who,
        organization=where,
        since=since,
        until=until,
        **({"title": "Engineer", "source": "hr"} | fields),
    )


def mission(title: str = "billing", **fields: Any) -> Mission:
    """What a tour is for."""
    return Mission(key=key("mission", title), title=title.title(), **fields)


def tour(of: str = "ada", on: str = "billing", since: str = "2019-03", **fields: Any) -> Tour:
    """A tour of duty of `of`."""
    return Tour(
        key=key("tour", f"{of}.{on}.{since}"),
        person=key("person", of),
        mission=key("mission", on),
        since=since,
        **({"tour_kind": "transformational", "source": "hr"} | fields),
    )


def skill(label: str = "python", **fields: Any) -> Skill:
    """A concept."""
    return Skill(key=key("skill", label), label=label, **fields)


def evidence(name: str = "talk", *of: str, about: tuple[str, ...] = (), **fields: Any) -> Evidence:
    """Evidence that `of` (ada unless named) know something, in equal shares."""
    people = tuple(key("person", one) for one in of or ("ada",))
    given = {"evidence_kind": "document", "at": "2023-05-01", "text": name, "source": "test"}
    return Evidence(
        key=key("evidence", name),
        people=people,
        shares=(1 / len(people),) * len(people),
        skills=tuple(key("skill", label) for label in about),
        **(given | fields),
    )


def tie(one: str = "ada", other: str = "bob", source: str = "test", **fields: Any) -> Tie:
    """Two people know each other, as `source` says."""
    a, b = sorted((key("person", one), key("person", other)))
    given = {"tie_kind": "colleague", "since": "2019", "trust": 1.0, "currency": 0.5} | fields
    return Tie(
        key=pair_key("tie", a, b, source, given.get("contributor", NO_KEY)), a=a, b=b, source=source, **given
    )


def contact(
    sender: str = "ada", recipient: str = "bob", at: str = "2024-05-01T10:00:00Z", **fields: Any
) -> Contact:
    """`sender` wrote to `recipient`."""
    one, other = key("person", sender), key("person", recipient)
    return Contact(
        key=pair_key("contact", one, other, sender, at),
        sender=one,
        recipient=other,
        at=at,
        **({"contact_kind": "mail", "weight": 1.0, "source": "mail"} | fields),
    )


def decision(name: str, value: str, number: int = 0, at: str = "2024-01-01T00:00:00Z") -> Decision:
    """The decision of this number about `name`, as somebody took it at a moment."""
    return Decision(
        key=key("decision", f"{name}.{at}.{number:06}"),
        name=name,
        value=value,
        reason="agreed with the works council",
        by="operator",
        at=at,
    )


def preference(of: str = "ada", **fields: Any) -> Preference:
    """What `of` allows."""
    return Preference(key=key("preference", of), person=key("person", of), **fields)


def budget(of: str = "ada", *spent: str) -> Budget:
    """Units of the capacity of `of`, by the days or moments at which they were spent."""
    moments = tuple(sorted(day if "T" in day else f"{day}T09:00:00Z" for day in spent))
    return Budget(key=key("budget", of), person=key("person", of), spent=moments)


def job(name: str = "first", **fields: Any) -> Job:
    """One run of an ingest."""
    given = {"format": "people", "source": "people.csv", "fingerprint": name, "state": "running"}
    return Job(key=key("job", name), **(given | {"started": "2024-05-01T10:00:00Z"} | fields))


def quarantined(line: int = 2, of: str = "first", **fields: Any) -> Quarantined:
    """A row of job `of` that could not be taken in."""
    given = {"file": "people.csv", "field": "email", "reason": "no address", "columns": '{"email": "?"}'}
    return Quarantined(
        key=key("quarantined", f"{of}.{line:09}"), job=key("job", of), line=line, **(given | fields)
    )


def verdict(by: str = "ada", of: str = "bob", topic: str = "billing", **fields: Any) -> Verdict:
    """`by` says what came of `of`, who was suggested for `topic`."""
    given = {"verdict": "helped" if by != of else "not_my_topic", "at": "2024-05-01T10:00:00Z"}
    return Verdict(
        key=key("verdict", f"{by}.{of}.{topic}"),
        by=key("person", by),
        expert=key("person", of),
        topic=topic,
        **(given | fields),
    )


def use(of: str = "ada", count: int = 1, day: str = "2024-05-01", **fields: Any) -> Use:
    """How often an answer named `of`: a counter."""
    given = {"purpose": "EXPERTISE", "role": "employee"} | fields
    return Use(
        key=key("use", f"{of}.{day}.{given['role']}"), person=key("person", of), day=day, count=count, **given
    )


def unanswered(topic: str = "maps", count: int = 1, day: str = "2024-05-01") -> UnansweredTopic:
    """How often nobody was found for a topic: a counter."""
    return UnansweredTopic(key=key("unanswered", f"{day}.{topic}"), topic=topic, day=day, count=count)
