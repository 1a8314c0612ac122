"""How long an erasure takes on a generated company: `python -m bench.erase DATA_FOLDER [COUNT]`.

DATA_FOLDER holds a network that was ingested from `kith sample`; COUNT people are erased, one after the
other, and every file is searched for their names and addresses afterwards. The network is changed.
"""

import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from actions.erase import erase
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Identifier, Person
from graph.scans import all_adjacent
from service.opening import Service, open_service
from service.settings import Settings

COUNT = 20


def main(folder: Path, count: int) -> None:
    service = open_service(Settings(data=folder))
    people = chosen(service, count)
    service.network.read_model.current()
    took, needles = [], set()
    for key in people:
        needles |= spellings(service, key)
        began = time.perf_counter()
        erase(service.network, key)
        took.append(time.perf_counter() - began)
    snapshot = service.network.read_model.current()
    print(f"{len(snapshot.people.ids):,} people, {len(snapshot.ties.pairs):,} ties; {len(took)} erased")
    print(f"seconds: median {statistics.median(took):.3f}, longest {max(took):.3f}, first {took[0]:.3f}")
    service.close()
    files = [path for path in folder.rglob("*") if path.is_file()]
    contents = ((path.name, path.read_bytes()) for path in files)
    left = [(name, needle) for name, content in contents for needle in needles if needle in content]
    print(f"{len(needles)} spellings in {len(files)} files: {len(left)} found")
    if left:
        raise SystemExit(str(left[:5]))


def chosen(service: Service, count: int) -> list[Key]:
    """People spread over the network whose name is nobody else's, nor a part of it."""
    snapshot = service.network.read_model.current()
    names = snapshot.people.folded_names()
    counted = Counter(names)
    once = [number for number, name in enumerate(names) if " " in name and counted[name] == 1]
    spread = once[:: max(1, len(once) // (count * 2))]
    own = [number for number in spread if sum(names[number] in name for name in names) == 1]
    return [snapshot.people.ids.key(number) for number in own[:count]]


def spellings(service: Service, key: Key) -> set[bytes]:
    """Name and addresses, as they are and folded."""
    person = service.store.fetch([key]).found[key].record
    assert isinstance(person, Person)
    texts = [person.name]
    texts += [i.value for i in all_adjacent(service.store, [key], Identifier) if i.scheme != "employee"]
    return {form.encode() for text in texts for form in (text, fold(text), text.upper(), text.casefold())}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else COUNT)
