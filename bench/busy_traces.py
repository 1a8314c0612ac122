"""What a year leaves on record: requests, invitations, imports, merges, rights, decisions, accesses."""

import json
from collections.abc import Iterator

from bench.busy_year import OWN, Year
from graph.keys import Key, name_of
from graph.model import (
    Access,
    Decision,
    Introduction,
    Invitation,
    Job,
    Merge,
    OpenIntroduction,
    Quarantined,
    Record,
    RightsRequest,
    UnansweredTopic,
    invitation_key,
)
from queries.merge_journal import Step, lines_of


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
