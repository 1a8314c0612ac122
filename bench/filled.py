"""A network written straight into the store, where an import would take too long.

    python -m bench.filled FOLDER PEOPLE

Everybody has a name of their own, an address, an employment at home and a tie to somebody before them.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.keys import Key, KeyMaker
from graph.model import Employment, Identifier, Person, Record, Tie
from service.opening import initialise, open_store
from service.settings import Settings

NAMES = ("Ada", "Bo", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivo", "Joy")
BATCH = 5_000


def main(folder: Path, people: int) -> None:
    settings = Settings(data=folder)
    installation = initialise(settings, "Brindlemoor")
    keys = KeyMaker(bytes.fromhex(installation.secret))
    store = open_store(settings, create=False)
    dice, known = random.Random(1), list[Key]()
    for first in range(0, people, BATCH):
        numbers = range(first, min(people, first + BATCH))
        store.apply([r for n in numbers for r in records(keys, installation.home, n, known, dice)])
    store.close()


def records(
    keys: KeyMaker, home: Key, number: int, known: list[Key], dice: random.Random
) -> Iterator[Record]:
    called = NAMES[number % len(NAMES)]
    address = f"p{number}.{called.lower()}@brindlemoor.example"
    person = keys.key(Person.KIND, "email", address)
    yield Person(key=person, name=f"{called} Number{number} Sample")
    identifier = keys.key(Identifier.KIND, "email", address)
    yield Identifier(key=identifier, person=person, scheme="email", value=address)
    employment = keys.pair_key(Employment.KIND, person, home, "2019")
    yield Employment(key=employment, person=person, organization=home, since="2019-01-01", source="hr")
    if known:
        a, b = sorted((person, dice.choice(known)))
        tie = keys.pair_key(Tie.KIND, a, b, "work")
        yield Tie(key=tie, a=a, b=b, tie_kind="work", source="ties", since="2019-01-01", trust=0.5)
    known.append(person)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
