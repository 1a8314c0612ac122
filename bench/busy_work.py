"""What people put into a network in a year: roles, people who may come back, notes, tours, offers."""

from collections.abc import Iterator

from bench.busy_year import OWN, WORDS, Year
from graph.keys import Key, name_of
from graph.model import (
    Candidacy,
    CheckIn,
    Evidence,
    Insight,
    OfferedTour,
    Offering,
    Participation,
    Record,
    Referral,
    RehireStatus,
    Role,
    Tour,
    candidacy_key,
    evidence_of,
    rehire_key,
)


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
        topics=(year.dice.choice(WORDS),),
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
