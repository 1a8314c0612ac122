"""How records are coded, as canonical JSON and as plain fields, and what a batch comes down to.

Shared by all stores, so that equal records are equal everywhere and the audit chain means the same
in each. Canonical: equal records give equal bytes. Fields stand in the order of their class, a
float is written as a float even when it came as an int, and -0.0 as 0.0.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from operator import attrgetter
from typing import Any, Final, NamedTuple, get_args, get_origin

import msgspec

from graph.errors import InvalidValue, TooManyKeys
from graph.keys import NO_KEY, Key
from graph.model import KINDS, Record, references
from graph.ports import MAX_KEYS, Change

Scalar = str | int | float | bool

_encode: Final = msgspec.json.Encoder().encode
_DECODE: Final[dict[str, Callable[[bytes | str], Record]]] = {
    name: msgspec.json.Decoder(kind).decode for name, kind in KINDS.items()
}


class _Shape(NamedTuple):
    """What there is to look at in a record of one kind, found out once."""

    kind: type[Record]
    prefix: str  # of the keys
    values: Callable[[Record], tuple[object, ...]]
    types: tuple[type, ...]  # of the values
    tuples: tuple[tuple[str, set[type]], ...]  # fields that are tuples, and of what
    one: Callable[[Record], tuple[Key, ...]]  # fields that hold a key
    many: tuple[str, ...]  # fields that hold a tuple of keys


def _shape(kind: type[Record]) -> _Shape:
    types: dict[str, type] = {f.name: _plain(f.type) for f in fields(kind)}
    of_what = {f.name: {_plain(get_args(f.type)[0])} for f in fields(kind) if types[f.name] is tuple}
    return _Shape(
        kind,
        f"{kind.KIND}:",
        attrgetter(*types),
        tuple(types.values()),
        tuple(of_what.items()),
        _values([name for name in references(kind) if name not in of_what]),
        tuple(name for name in references(kind) if name in of_what),
    )


def _values(names: list[str]) -> Callable[[Record], tuple[Any, ...]]:
    """A function from a record to its fields of these names."""
    if not names:
        return lambda _: ()
    values = attrgetter(*names)
    return values if len(names) > 1 else lambda record: (values(record),)


def _plain(declared: Any) -> type:
    """The class of the values of a field: `tuple` for a tuple of anything, `str` for a key."""
    declared = get_origin(declared) or declared
    return declared if isinstance(declared, type) else _plain(declared.__supertype__)


_SHAPES: Final = {name: _shape(kind) for name, kind in KINDS.items()}


def _defaults(kind: type[Record]) -> re.Pattern[bytes]:
    """What finds the members of a JSON object that say no more than the class does."""
    members = (
        b',"%b":%b' % (f.name.encode(), _encode(f.default)) for f in fields(kind) if f.default is not MISSING
    )
    return re.compile(b"(?:%b)(?=[,}])" % (b"|".join(map(re.escape, members)) or b"(?!)"))


_DEFAULTS: Final = {name: _defaults(kind) for name, kind in KINDS.items()}
_COUNTERS: Final = tuple(f"{name}:" for name, kind in KINDS.items() if not kind.FEED)


def encode(record: Record) -> bytes:
    """The canonical JSON object of a record, its key among the fields. About 2 µs.

    Raises InvalidValue for a record that could not be read back: a value of another type than its
    field declares, a number that is not finite, a key that does not begin with its kind, text
    that is not Unicode.
    """
    key = record.key
    shape = _SHAPES[record.KIND]
    if not key.startswith(shape.prefix) or "\0" in key:
        raise InvalidValue("key", repr(key), f"not the key of a record of kind {record.KIND}")
    try:
        body = _encode(record)
        if _is_as_declared(record, shape) and b"null" not in body and b"-0.0" not in body:
            return body
        read = _DECODE[record.KIND](body)
    except (msgspec.ValidationError, UnicodeEncodeError, OverflowError) as error:
        raise InvalidValue(record.KIND, repr(key), str(error)) from error
    return _encode(_without_negative_zero(read))


def _is_as_declared(record: Record, shape: _Shape) -> bool:
    """Whether all values are of the very types that the record's class declares.

    Then a record reads back as it is; only a number that is not finite (null) and -0.0 do not.
    """
    if type(record) is not shape.kind or tuple(map(type, shape.values(record))) != shape.types:
        return False
    for name, types in shape.tuples:
        held = getattr(record, name)
        if held and set(map(type, held)) != types:
            return False
    return True


def sealed_form(kind: str, body: bytes) -> bytes:
    """Canonical bytes without the fields that have their default. About 2 µs.

    A record that was stored before its kind gained a field has the same form as it has with the default.
    No text can look like a member: its quotes are escaped.
    """
    return _DEFAULTS[kind].sub(b"", body)


def targets_of(record: Record) -> set[Key]:
    """The keys that a record refers to, each once. About 0.5 µs."""
    shape = _SHAPES[record.KIND]
    found = set(shape.one(record))
    found.discard(NO_KEY)
    for name in shape.many:
        found.update(getattr(record, name))
    return found


def decode(kind: str, body: bytes | str) -> Record:
    """The record that `encode` made `body` of; InvalidValue when it is none. About 1 µs."""
    try:
        return _DECODE[kind](body)
    except (msgspec.DecodeError, KeyError) as error:
        raise InvalidValue(kind, repr(body[:80]), str(error)) from error


def fields_of(record: Record) -> dict[str, Scalar | list[Scalar]]:
    """The fields of a record by name, its key among them; tuples as lists. About 5 µs.

    Raises InvalidValue as `encode` does, and the values are as canonical as its bytes.
    """
    plain: dict[str, Scalar | list[Scalar]] = msgspec.json.decode(encode(record))
    return plain


def record_from(kind: str, mapping: Mapping[str, Any]) -> Record:
    """The inverse of `fields_of`. Unknown names are passed over, absent ones take their default.

    Raises InvalidValue when a field without a default is missing or a value has the wrong type.
    """
    try:
        return msgspec.convert(mapping, KINDS[kind])
    except (msgspec.ValidationError, KeyError) as error:
        raise InvalidValue(kind, repr(mapping.get("key")), str(error)) from error


def settle(changes: Sequence[Change]) -> dict[Key, Change]:
    """What a batch comes down to, in key order: of several changes of one key, the last.

    Raises TooManyKeys when there are more than MAX_KEYS changes.
    """
    within_bounds(len(changes))
    last = {change.key: change for change in changes}
    return {key: last[key] for key in sorted(last)}


def is_counter(key: str) -> bool:
    """Whether a record with this key is of a kind that no feed and no seal knows."""
    return key.startswith(_COUNTERS)


def may_expect(expect: Collection[Key]) -> None:
    """Raise TooManyKeys for more than MAX_KEYS, InvalidValue for a counter: it has no revision."""
    within_bounds(len(expect))
    for key in filter(is_counter, expect):
        raise InvalidValue("expect", key, "is a counter, which has no revision")


def within_bounds(asked: int) -> None:
    """Raise TooManyKeys when a call names more than MAX_KEYS keys, changes or records."""
    if asked > MAX_KEYS:
        raise TooManyKeys(asked, MAX_KEYS)


def _without_negative_zero(record: Record) -> Record:
    """Adding 0.0 turns -0.0 into 0.0 and leaves every other float as it is."""
    mended: dict[str, Any] = {}
    for name in record.__slots__:
        value = getattr(record, name)
        if isinstance(value, float):
            mended[name] = value + 0.0
        elif isinstance(value, tuple):
            mended[name] = tuple(item + 0.0 if isinstance(item, float) else item for item in value)
    return replace(record, **mended)
