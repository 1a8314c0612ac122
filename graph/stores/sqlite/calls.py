"""What goes between a process that drafts and the one that writes for it: calls there, answers back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from typing import IO, Any, Final, NamedTuple

import msgspec

from graph.errors import (
    Conflict,
    InvalidValue,
    KithError,
    MissingReference,
    StillReferenced,
    StoreUnavailable,
    TooManyKeys,
)
from graph.keys import Key
from graph.model import KINDS, Record
from graph.ports import Change, Deletion
from graph.stores.records import encode

_LENGTH: Final = 8  # bytes in front of each message
_ERRORS: Final[dict[str, type[KithError]]] = {
    error.__name__: error
    for error in (Conflict, InvalidValue, MissingReference, StillReferenced, StoreUnavailable, TooManyKeys)
}
_RECORDS: Final = {
    name: msgspec.msgpack.Decoder(list[kind]).decode  # type: ignore[valid-type]  # a kind is a value here
    for name, kind in KINDS.items()
}


class Call(NamedTuple):
    """One call of `Store.apply`, and the moment that the audit chain is to say."""

    puts: dict[str, msgspec.Raw]  # lists of records by kind
    gone: list[Key]
    expect: dict[Key, int]
    key: str | None
    at: datetime

    def changes(self) -> list[Change]:
        """What is to be written. Raises InvalidValue."""
        changes: list[Change] = [Deletion(key) for key in self.gone]
        for kind, records in self.puts.items():
            try:
                changes += _RECORDS[kind](records)
            except msgspec.ValidationError as error:
                raise InvalidValue(kind, "", str(error)) from error
        return changes


class Answer(NamedTuple):
    """A revision, or an error by the name of its class and with its facts; `waiting`: neither yet."""

    revision: int = 0
    error: str = ""
    facts: tuple[Any, ...] = ()
    waiting: bool = False

    @staticmethod
    def refusal(error: KithError) -> "Answer | None":
        """The answer that says `error`; None when that is none of a store's errors."""
        name = type(error).__name__
        return Answer(0, name, astuple(error)) if name in _ERRORS else None  # type: ignore[call-overload]  # all _ERRORS are dataclasses

    def settled(self) -> int:
        """The revision. Raises the error."""
        if self.error:
            raise _ERRORS[self.error](*self.facts)
        return self.revision


_encode: Final = msgspec.msgpack.Encoder().encode
read_call: Final = msgspec.msgpack.Decoder(Call).decode
read_answer: Final = msgspec.msgpack.Decoder(Answer).decode


def call(changes: Sequence[Change], expect: Mapping[Key, int] | None, key: str | None, at: datetime) -> bytes:
    """A call, coded. Raises InvalidValue for text that is not Unicode."""
    puts: defaultdict[str, list[Record]] = defaultdict(list)
    gone: list[Key] = []
    for change in changes:
        if isinstance(change, Deletion):
            gone.append(change.key)
        else:
            puts[change.KIND].append(change)
    try:
        return _encode((puts, gone, expect or {}, key, at))
    except (UnicodeEncodeError, OverflowError):
        for records in puts.values():
            for record in records:
                encode(record)  # says which
        raise


def answer(said: Answer) -> bytes:
    """An answer, coded."""
    return _encode(said)


def send(message: bytes, stream: IO[bytes]) -> None:
    """Write one message. Raises OSError when nobody reads it."""
    stream.write(len(message).to_bytes(_LENGTH))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one message; b"" when there are no more, also when it is cut off."""
    length = int.from_bytes(stream.read(_LENGTH))
    message = stream.read(length)
    return message if len(message) == length else b""
