"""How a run over a repository goes: dry, broken off, taken up again, in a real store."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from graph.errors import InvalidValue
from graph.keys import NO_KEY
from graph.model import Employment, Evidence, Identifier, Person, Tie
from graph.stores.sqlite.store import SqliteStore
from ingest.source import Item, Problem, Stage
from ingest.sources.git import GitSource, git_source
from tests.factories.git_history import DAY, NOON, Made, extend_repository, make_repository
from tests.factories.ingest_network import Network

ANN, BOB, CY = "Ann Lee <ann@x.org>", "Bob Ray <bob@x.org>", "Cy Poe <cy@x.org>"


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


def change(author: str, day: int, *files: str, message: str = "A change") -> Made:
    """A commit `day` days after 2020-01-01."""
    return Made(author, NOON + day * DAY, dict.fromkeys(files or ("a",), f"{author} {day}"), message)


def test_a_dry_run_writes_nothing(network: Network, tmp_path: Path) -> None:
    before = network.store.revision()
    result = network.ingest(git_source(make_repository(tmp_path / "a", [change(ANN, 0)])), dry_run=True)
    assert (result.new, network.store.revision()) == (1, before)


@pytest.mark.parametrize(
    ("commits", "stage", "items"), [(2_250, "commits", 2_100), (30, "employments", 1), (30, "ties", 1)]
)
def test_an_interrupted_run_ends_as_an_unbroken_one(
    tmp_path: Path, commits: int, stage: str, items: int
) -> None:
    made = [change(who, n, f"f{n % 3}") for n, who in enumerate((ANN, BOB, CY) * (commits // 3))]
    folder = make_repository(tmp_path / "a", made)
    whole, broken = (
        Network(tmp_path / "locks", SqliteStore(tmp_path / f"{name}.sqlite")) for name in ("whole", "broken")
    )
    whole.ingest(git_source(folder, organization="Acme"))
    with pytest.raises(RuntimeError):
        broken.ingest(Breaking(git_source(folder, organization="Acme"), stage, items))
    assert broken.all(Evidence)
    result = broken.ingest(git_source(folder, organization="Acme"))
    assert (result.resumed, result.read, result.new) == (True, commits, commits)
    for kind in (Evidence, Employment, Tie, Person):
        assert broken.all(kind) == whole.all(kind)
    whole.store.close()
    broken.store.close()


class Breaking:
    """A source whose process ends after some items of a stage."""

    format = "git"
    contributor = NO_KEY

    def __init__(self, source: GitSource, stage: str, items: int) -> None:
        self.name, self.fingerprint, self.notes = source.name, source.fingerprint, source.notes
        self._source = source
        self._breaks = stage, items

    def stages(self) -> Sequence[Stage]:
        name, items = self._breaks
        return [
            BreakingStage(stage, items) if stage.name == name else stage for stage in self._source.stages()
        ]


class BreakingStage:
    def __init__(self, stage: Stage, items: int) -> None:
        self.name, self.counts, self.needs, self.take = stage.name, stage.counts, stage.needs, stage.take
        self._stage = stage
        self._items = items

    def items(self, after: str) -> Iterator[Item | Problem]:
        yield from islice(self._stage.items(after), self._items)
        raise RuntimeError("the process ended")


def test_all_of_it_in_a_real_store(tmp_path: Path) -> None:
    made = [change(who, n, f"f{n % 7}") for n, who in enumerate((ANN, BOB, CY) * 30)]
    folder = make_repository(tmp_path / "a", made)
    fake, real = Network(tmp_path / "locks"), Network(tmp_path / "locks", SqliteStore(tmp_path / "k.sqlite"))
    for network in (fake, real):
        network.ingest(git_source(folder, organization="Acme"))
    for kind in (Evidence, Employment, Tie, Person, Identifier):
        assert real.all(kind) == fake.all(kind)
    before = real.facts()
    assert real.ingest(git_source(folder, organization="Acme")).unchanged == 90
    assert real.facts() == before
    real.store.close()


def test_the_fingerprint_tells_inputs_and_options_apart(tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [change(ANN, 0)])
    prints = {
        git_source(folder).fingerprint,
        git_source(folder, since="2020-01-01").fingerprint,
        git_source(folder, until="2020-01-01").fingerprint,
        git_source(folder, organization="Acme").fingerprint,
    }
    assert git_source(folder).fingerprint in prints
    extend_repository(folder, [change(ANN, 1)])
    prints.add(git_source(folder).fingerprint)
    assert len(prints) == 5


def test_an_organization_without_a_name_is_wrong_use(tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [change(ANN, 0)])
    with pytest.raises(InvalidValue):
        git_source(folder, organization="--")
