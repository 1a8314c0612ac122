"""A company whose people have mostly left, written straight into the store: 100,000 alumni who may be found.

    python -m bench.alumni FOLDER [ALUMNI]

One employee for ten alumni; each person knows about ten others, most of them near in the order of joining;
each alumna has two pieces of evidence, every third says that she would like to return.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.keys import Key, KeyMaker
from graph.model import (
    Aspiration,
    Employment,
    Evidence,
    Identifier,
    Person,
    Preference,
    Record,
    Skill,
    Tie,
    aspiration_key,
    preference_key,
)
from service.opening import initialise, open_store
from service.settings import Settings

FIRST = ("Ada", "Bo", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivo", "Joy")
LAST = ("Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Grove", "Heath", "Iris", "Juniper")
WORDS = ("billing", "mobile", "payment", "search", "review", "tax", "rollout", "audit", "design", "support")
SKILLS = tuple(f"{one} {other}" for one in ("cloud", "data", "field", "web", "core") for other in WORDS)
DEPARTMENTS = ("Sales", "Legal", "Engineering", "Support", "Finance")
TIES = 5  # to people before them; so about ten in all
BATCH = 5_000
NOW = "2026-11-22"


def main(folder: Path, alumni: int) -> None:
    settings = Settings(data=folder, now=NOW)
    installation = initialise(settings, "Brindlemoor")
    keys = KeyMaker(bytes.fromhex(installation.secret))
    store = open_store(settings, create=False)
    skills = [Skill(key=keys.key(Skill.KIND, label), label=label, scheme="esco") for label in SKILLS]
    store.apply(skills)
    made = _Maker(keys, installation.home, [skill.key for skill in skills], random.Random(1))
    people = alumni + alumni // 10
    for first in range(0, people, BATCH // 5):
        numbers = range(first, min(people, first + BATCH // 5))
        store.apply([record for number in numbers for record in made.records(number)])
    store.close()


class _Maker:
    def __init__(self, keys: KeyMaker, home: Key, skills: list[Key], dice: random.Random) -> None:
        self.keys, self.home, self.skills, self.dice = keys, home, skills, dice
        self.known: list[Key] = []

    def records(self, number: int) -> Iterator[Record]:
        """Everything about one person; every eleventh is an employee."""
        keys, dice, employee = self.keys, self.dice, number % 11 == 0
        address = f"p{number}@brindlemoor.example"
        person = keys.key(Person.KIND, "email", address)
        called = f"{FIRST[number % 10]} {LAST[number // 10 % 10]} {number // 100}"
        yield Person(key=person, name=called, location=dice.choice(("Bonn", "Ulm", "Kiel")))
        yield Identifier(
            key=keys.key(Identifier.KIND, "email", address), person=person, scheme="email", value=address
        )
        yield Employment(
            key=keys.pair_key(Employment.KIND, person, self.home, "2012"),
            person=person,
            organization=self.home,
            title="Engineer",
            department=dice.choice(DEPARTMENTS),
            since="2012-01-01",
            until="" if employee else f"{dice.randint(2013, 2025)}-{dice.randint(1, 12):02}-15",
            source="hr",
        )
        yield from self._ties(person)
        if not employee:
            yield from self._alumna(person, number)
        self.known.append(person)

    def _ties(self, person: Key) -> Iterator[Tie]:
        near = self.known[-2_000:]
        for other in {self.dice.choice(near if n else self.known) for n in range(TIES)} if near else ():
            a, b = sorted((person, other))
            yield Tie(
                key=self.keys.pair_key(Tie.KIND, a, b, "work"),
                a=a,
                b=b,
                tie_kind="work",
                reason=f"worked on {self.dice.choice(WORDS)}",
                source="ties",
                since="2019-01-01",
                trust=self.dice.random() * 2,
            )

    def _alumna(self, person: Key, number: int) -> Iterator[Record]:
        dice = self.dice
        choices = ("RECRUITING/connect/yes/2027-10-01", "RECRUITING/found/yes/2027-10-01")
        yield Preference(key=preference_key(person), person=person, choices=choices)
        for piece in range(2):
            yield Evidence(
                key=self.keys.key(Evidence.KIND, "bench", str(number), str(piece)),
                evidence_kind="tour" if piece else "document",
                people=(person,),
                shares=(1.0,),
                skills=tuple(dice.sample(self.skills, 2)),
                at=f"{dice.randint(2013, 2025)}-06-01",
                text=" ".join(dice.sample(WORDS, 4)),
                source="documents",
            )
        if number % 3 == 0:
            yield Aspiration(
                key=aspiration_key(person),
                person=person,
                open_to_return=True,
                horizon=f"{dice.randint(2026, 2029)}-01",
                confirmed="2026-06-01",
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
