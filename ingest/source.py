"""What a format is to the runner: stages that stream items and take them into a draft.

A format (one file in `ingest/sources/`) says how its input is read and what each record of it
means. How records are batched, stored, resumed and counted is written once, in `ingest/jobs.py`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from graph.errors import KithError
from graph.keys import Key

if TYPE_CHECKING:
    from ingest.draft import Draft


class Item(NamedTuple):
    """One input record that could be read.

    `line` is the physical line (1-based) where it begins; for git the number of the commit.
    `checkpoint` is the source's own word for resuming behind this item: a line, a commit id.
    `columns` holds the mapped columns only, as stripped text; a format that is no table may put an
    object of its own in `value`.
    """

    file: str
    line: int
    checkpoint: str
    columns: Mapping[str, str]
    value: object = None


class Problem(NamedTuple):
    """An input record that could not be read or taken in: it goes to quarantine.

    `field` is the column at fault ("" for the whole record), `reason` names the value and why.
    """

    file: str
    line: int
    field: str
    reason: str
    columns: Mapping[str, str]
    checkpoint: str


@dataclass
class BadRecord(KithError):
    """A record cannot be taken in: the value of `field` is at fault, `reason` says why."""

    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}" if self.field else self.reason


@dataclass
class BadSource(KithError):
    """The whole of `file` is unusable (`line` 0: no line in particular); nothing was written."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.reason}"


@dataclass
class WrongSource(KithError):
    """`file` is not the kind of input that was asked for, such as a table of something else."""

    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


class Stage(Protocol):
    """One pass over an input; a later stage finds in the store what an earlier one put there."""

    @property
    def name(self) -> str:
        """A word for checkpoints and progress: "people", "managers"; it holds no "|"."""
        ...

    @property
    def counts(self) -> bool:
        """Whether its items are input rows; a second pass over the same rows says False."""
        ...

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The input from behind the checkpoint `after` ("": from the start), streamed.

        Raises BadSource when it turns out to be unusable.
        """
        ...

    def needs(self, items: Sequence[Item], draft: "Draft") -> Collection[Key]:
        """The keys that `take` will look at for these items, to be fetched in one batch.

        An item that cannot be understood is passed over here: `take` refuses it.
        """
        ...

    def take(self, item: Item, draft: "Draft") -> None:
        """Put what the item says into the draft.

        Raises BadRecord, and then nothing of this item is put.
        """
        ...


class Source(Protocol):
    """One input of one format, with its options."""

    @property
    def format(self) -> str:
        """The format's word: "people", "git", ..."""
        ...

    @property
    def name(self) -> str:
        """What records say in `source`: "hr", "git:networkx", "ties:FILENAME"; never a path."""
        ...

    @property
    def contributor(self) -> Key:
        """Whose private source this is; NO_KEY when the company shares it."""
        ...

    @property
    def fingerprint(self) -> str:
        """A hash of the input's content and the options that matter.

        An unfinished job with the same fingerprint is taken up where it stopped.
        """
        ...

    @property
    def notes(self) -> list[str]:
        """Messages for people, filled while reading: "read as UTF-16", ..."""
        ...

    def stages(self) -> Sequence[Stage]:
        """The passes over the input, in order. Raises BadSource or WrongSource."""
        ...


@runtime_checkable
class Checked(Protocol):
    """A source that may refuse its input after a look at the network, before anything is written."""

    def check(self, draft: "Draft") -> None:
        """Raises BadSource. What it puts into the draft is dropped."""
        ...


@runtime_checkable
class Retryable(Protocol):
    """A source whose quarantined records can be tried again from their columns alone."""

    @property
    def options(self) -> str:
        """A JSON object of the options that matter, kept with the job."""
        ...

    def mended(self) -> Sequence[Stage]:
        """Stages whose `needs` and `take` work without the input; `items` is not called."""
        ...
