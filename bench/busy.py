"""What a busy year leaves behind in a company: roles, requests, tours, notes, imports.

    python -m bench.busy DATA_FOLDER

DATA_FOLDER holds a generated company (bench.requests --keep makes one); the records are written straight into
its store, where a second run finds them. The first of each kind belong to one employee, who has then
something on every page.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from graph.dates import day_number
from graph.keys import Key, name_of
from graph.model import (
    Access,
    Candidacy,
    CheckIn,
    Decision,
    Evidence,
    Identifier,
    Insight,
    Introduction,
    Invitation,
    Job,
    Merge,
    OfferedTour,
    Offering,
    OpenIntroduction,
    Organization,
    Participation,
    Person,
    Quarantined,
    Record,
    Referral,
    RehireStatus,
    RightsRequest,
    Role,
    Skill,
    Tour,
    UnansweredTopic,
    candidacy_key,
    evidence_of,
    invitation_key,
    rehire_key,
)
from graph.scans import every
from policy.gates import Status, statuses
from queries.merge_journal import Step, lines_of
from service.opening import Service, open_service
from service.settings import Settings

NOW: Final = "2026-11-22"
OWN: Final = 15
"""How many of each kind belong to the one employee."""

BATCH: Final = 5_000
_TODAY: Final = date.fromisoformat(NOW)
_WORDS: Final = ("billing", "search", "payment", "review", "rollout", "support", "audit", "design")


class Year:
    """Records of a year, drawn by dice; the n-th of a kind has the same key in every run."""

    def __init__(self, service: Service) -> None:
        snapshot = service.network.read_model.current()
        status = statuses(snapshot.people.standing.rows, day_number(service.today()))
        self.keys, self.dice, ids = service.network.keys, random.Random(3), snapshot.people.ids
        addresses = {
            one.person: one.value
            for one in every(service.store, Identifier)
            if one.value.endswith(".example")
        }

        def of(which: Status) -> list[Key]:
            found = (Key(ids.key(number)) for number in np.flatnonzero(status == which).tolist())
            return sorted(key for key in found if key in addresses)

        self.employees, self.alumni = of(Status.EMPLOYEE), of(Status.ALUMNUS)
        self.employee, self.alumna = self.employees[0], self.alumni[0]
        self.addresses = {key: addresses[key] for key in (self.employee, self.alumna)}
        self.skills = list(every(service.store, Skill))
        self.companies = list(every(service.store, Organization))
        self.missions = [tour.mission for tour in islice(every(service.store, Tour), 500)]
        self.people = {one.record.key: one.record for one in service.store.scan(Person, limit=500).records}

    def key(self, kind: str, number: int) -> Key:
        """The key of the n-th record of a kind."""
        return self.keys.key(kind, "busy", str(number))

    def records(self) -> Iterator[Record]:
        """All of them, each behind those that it refers to."""
        for many, made in SIZES.items():
            for number in range(made[0]):
                yield from made[1](self, number)
            print(f"{made[0]:,} {many}", flush=True)

    def somebody(self, number: int) -> Key:
        """The one employee for the first of a kind, and anybody for the others."""
        return self.employee if number < OWN else self.dice.choice(self.employees)

    def alum(self, number: int) -> Key:
        """The one alumna for the first of a kind, and anybody who left for the others."""
        return self.alumna if number < OWN else self.dice.choice(self.alumni)

    def day(self, most: int = 330, least: int = 1) -> str:
        """A day of the year that is over, so many days ago."""
        return (_TODAY - timedelta(days=self.dice.randint(least, most))).isoformat()

    def moment(self, most: int = 330, least: int = 1) -> str:
        """A moment of it."""
        return f"{self.day(most, least)}T{self.dice.randint(8, 17):02}:00:00Z"

    def later(self) -> str:
        """A day to come."""
        return (_TODAY + timedelta(days=self.dice.randint(5, 300))).isoformat()

    def text(self, words: int = 12) -> str:
        """A sentence."""
        return " ".join(self.dice.choices(_WORDS, k=words))

    def labels(self, many: int) -> tuple[str, ...]:
        """Labels of skills."""
        return tuple(skill.label for skill in self.dice.sample(self.skills, many))

    def taught(self, many: int) -> tuple[Key, ...]:
        """Keys of skills."""
        return tuple(skill.key for skill in self.dice.sample(self.skills, many))


def roles(year: Year, number: int) -> Iterator[Record]:
    is_open = number < OWN or number % 3 == 0
    role = Role(
        key=year.key(Role.KIND, number),
        by=year.somebody(number),
        title=f"{year.text(1)} engineer",
        text=year.text(200),
        any_of=year.labels(2),
        listed=number % 2 == 0,
        state="open" if is_open else "closed",
        opened=year.moment(),
        closed="" if is_open else year.moment(30),
    )
    yield role
    for person in dict.fromkeys(year.dice.choices(year.alumni, k=20)):
        yield Candidacy(
            key=candidacy_key(role.key, person),
            role=role.key,
            person=person,
            by=role.by,
            note=year.text(),
            state="noted",
            at=year.moment(),
        )


def referrals(year: Year, number: int) -> Iterator[Record]:
    role, person = year.key(Role.KIND, number), year.dice.choice(year.alumni)
    yield Referral(
        key=Key(f"{Referral.KIND}:{name_of(role)}.{name_of(person)}.{number}"),
        role=role,
        by=year.somebody(number),
        person=person,
        text=year.text(),
        state="accepted",
        at=year.moment(),
        deadline=f"{year.later()}T00:00:00Z",
    )


def rehires(year: Year, number: int) -> Iterator[Record]:
    person = year.alumni[number + 1]
    yield RehireStatus(
        key=rehire_key(person),
        person=person,
        by=year.somebody(number),
        status="not_now" if number % 5 else "welcome",
        reason=year.text(),
        at=year.moment(),
        until=year.later(),
        appeal=year.text() if number % 10 == 1 else "",
        appealed=year.moment(20) if number % 10 == 1 else "",
    )


def insights(year: Year, number: int) -> Iterator[Record]:
    company = year.dice.choice(year.companies)
    note = Insight(
        key=year.key(Insight.KIND, number),
        author=year.somebody(number) if number % 2 else year.alum(number),
        text=year.text(80),
        organizations=(company.key,),
        companies=(company.name,),
        topics=(year.dice.choice(_WORDS),),
        skills=year.taught(1),
        provenance="own_work",
        audience="employees",
        cleared=year.moment(),
        at=year.moment(),
    )
    yield note
    yield Evidence(
        key=evidence_of(note.key),
        evidence_kind="insight",
        people=(note.author,),
        shares=(1.0,),
        skills=note.skills,
        at=note.at,
        text=note.text,
        audience=note.audience,
        source="insight",
    )


def offers(year: Year, number: int) -> Iterator[Record]:
    yield OfferedTour(
        key=year.key(OfferedTour.KIND, number),
        mission=year.dice.choice(year.missions),
        tour_kind="transformational",
        by=year.somebody(number),
        since=year.later(),
        needs=year.taught(3),
        teaches=year.taught(2),
        state="open",
        offered=year.moment(),
    )


def tours(year: Year, number: int) -> Iterator[Record]:
    mine = number < OWN
    tour = Tour(
        key=Key(f"{Tour.KIND}:kith.busy{number}"),
        person=year.employee if mine and number % 2 else year.dice.choice(year.employees),
        mission=year.dice.choice(year.missions),
        tour_kind="rotational",
        since=year.day(),
        planned_until=year.later(),
        source="kith",
        company_side=year.employee if mine and number % 2 == 0 else year.dice.choice(year.employees),
        state="standing",
        person_gives=year.text(),
        company_gives=year.text(),
        accepted=(f"person/{year.moment()}", f"company/{year.moment()}"),
    )
    yield tour
    for look in range(5 if mine else 2):
        at = year.moment()
        yield CheckIn(
            key=Key(f"{CheckIn.KIND}:{name_of(tour.key)}.{at}.{look}"),
            tour=tour.key,
            by=tour.person,
            at=at,
            text=year.text(40),
        )


def offerings(year: Year, number: int) -> Iterator[Record]:
    kind = ("event", "mentoring")[number % 2]
    held = Offering(
        key=year.key(Offering.KIND, number),
        offering_kind=kind,
        by=year.somebody(number),
        title=year.text(3),
        text=year.text(40),
        on=year.later() if kind == "event" else "",
        skills=year.taught(2),
        state="open",
        at=year.moment(),
    )
    yield held
    for person in dict.fromkeys((year.alum(number), *year.dice.choices(year.employees, k=20))):
        key = Key(f"{Participation.KIND}:{name_of(held.key)}.{name_of(person)}")
        yield Participation(key=key, offering=held.key, person=person, at=year.moment())


def introductions(year: Year, number: int) -> Iterator[Record]:
    place = number % 3 if number < OWN * 3 else -1
    asker, connector, target = (
        year.employee if place == part else year.dice.choice(year.employees) for part in range(3)
    )
    waits = number < OWN * 3 or number % 10 == 0
    key = year.key(Introduction.KIND, number)
    asked, deadline = year.moment(20 if waits else 330), f"{year.later()}T00:00:00Z"
    yield Introduction(
        key=key,
        asker=asker,
        target=target,
        connectors=(connector,),
        steps=1,
        purpose="EXPERTISE",
        about=year.labels(1)[0],
        message=year.text() if waits else "",
        state="asked" if waits else ("declined", "closed")[number % 2],
        step=int(place == 2) if waits else -1,
        asked=asked,
        deadline=deadline if waits else asked,
        answers=(f"0/yes/{asked}",) if place == 2 else (),
        ended="" if waits else asked,
    )
    if waits:
        yield OpenIntroduction(
            key=Key(f"{OpenIntroduction.KIND}:{deadline}.{name_of(key)}"), introduction=name_of(key)
        )


def invitations(year: Year, number: int) -> Iterator[Record]:
    person, at = year.alumni[number], year.moment()
    yield Invitation(
        key=invitation_key(person),
        person=person,
        by=year.somebody(number),
        last_day=year.day(),
        state=("invited", "claimed", "bounced")[number % 3],
        asked=at,
        at=at,
    )


def jobs(year: Year, number: int) -> Iterator[Record]:
    waiting = 2_000 if number == 0 else 10
    mine = OWN <= number < 2 * OWN
    begun = year.moment()
    job = Job(
        key=year.key(Job.KIND, number),
        format="skills",
        source="documents",
        fingerprint=f"busy {number}",
        state="done",
        started=begun,
        ended=begun,
        contributor=year.employee if mine else Key(""),
        read=100_000,
        new=100_000 - waiting,
        quarantined=waiting,
    )
    yield job
    for line in range(waiting):
        yield Quarantined(
            key=Key(f"{Quarantined.KIND}:{name_of(job.key)}.{line:09}"),
            job=job.key,
            file="skills.csv",
            line=line + 2,
            field="person",
            reason="nobody has this address",
            columns=json.dumps(
                {"person": f"p{line}@elsewhere.example", "skill": "review", "kind": "declared"}
            ),
        )


def merges(year: Year, number: int) -> Iterator[Record]:
    one = year.dice.choice(list(year.people.values()))
    yield Merge(
        key=year.key(Merge.KIND, number),
        kept=year.somebody(number),
        merged=f"busy{number}",
        by=year.employee,
        reason="one person, two addresses",
        moved=lines_of([Step(one, None)] * 60),
        at=year.moment(),
    )


def rights(year: Year, number: int) -> Iterator[Record]:
    yield RightsRequest(
        key=year.key(RightsRequest.KIND, number),
        person=year.somebody(number),
        right=("access", "erase", "object")[number % 3],
        asked=year.moment(),
        due=year.later(),
        done=year.moment() if number % 4 else "",
    )


def decisions(year: Year, number: int) -> Iterator[Record]:
    name, at = f"source/contacts/{('DE', 'FR', 'US', 'GB')[number % 4]}", year.moment()
    yield Decision(
        key=Key(f"{Decision.KIND}:{name}.{at}.{number:06}"),
        name=name,
        value="off" if number % 2 else "on",
        reason=year.text(),
        by=year.employee,
        at=at,
    )


def topics(year: Year, number: int) -> Iterator[Record]:
    day = year.day(90)
    yield UnansweredTopic(
        key=Key(f"{UnansweredTopic.KIND}:{day}.busy{number}"),
        topic=f"{year.text(2)} {number % 400}",
        day=day,
        count=year.dice.randint(1, 9),
    )


def accesses(year: Year, number: int) -> Iterator[Record]:
    day = year.day(90)
    yield Access(
        key=Key(f"{Access.KIND}:{day}.busy{number}"),
        day=day,
        asker=year.somebody(number),
        role="employee",
        purpose="EXPERTISE",
        people=tuple(year.dice.choices(year.employees, k=10)),
    )


SIZES: Final[dict[str, tuple[int, Callable[[Year, int], Iterator[Record]]]]] = {
    "roles": (1_000, roles),
    "referrals": (500, referrals),
    "rehire statuses": (2_000, rehires),
    "insights": (5_000, insights),
    "offered tours": (500, offers),
    "tours": (2_000, tours),
    "events and mentors": (300, offerings),
    "requests for introductions": (20_000, introductions),
    "invitations": (8_000, invitations),
    "imports": (400, jobs),
    "merges": (200, merges),
    "uses of rights": (500, rights),
    "decisions": (200, decisions),
    "topics without an answer": (10_000, topics),
    "lines of the audit log": (50_000, accesses),
}
"""How many there are of each kind."""


def fill(service: Service) -> Year:
    """The year of a company, written if it is not there."""
    year = Year(service)
    last = f"busy{SIZES['topics without an answer'][0] - 1}"
    if not any(one.key.endswith(f".{last}") for one in every(service.store, UnansweredTopic)):
        records = year.records()
        while some := list(islice(records, BATCH)):
            service.store.apply(some)
    return year


if __name__ == "__main__":
    opened = open_service(Settings(data=Path(sys.argv[1]), now=NOW))
    fill(opened)
    opened.close()
