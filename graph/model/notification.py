"""What is to be told to people, what they were told once, and where their webhooks are."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import Key, name_of
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Record):
    """Something to be sent to `person`, written with the change that it is about.

    The key begins with the moment `due`, so the outbox reads in the order of time; a delivery that was
    made is deleted. `channel`: `mail`, or `webhook:` and the name of the hook. `template` names the
    text; `subject` is the key of the record that it links to ("" for none; no reference, so that the
    record may go). `failure` is why the last attempt did not succeed.
    """

    KIND: ClassVar[str] = "delivery"
    LABEL: ClassVar[str] = "Delivery"

    person: Key = reference("person", "DELIVERED_TO")
    channel: str
    template: str
    subject: str = ""
    due: str
    attempts: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook(Record):
    """An address that is told, signed with `secret` (hex), what its person is told."""

    KIND: ClassVar[str] = "webhook"
    LABEL: ClassVar[str] = "Webhook"

    person: Key = reference("person", "HOOK_OF")
    url: str
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Record):
    """This person was told something at a moment: what the law says that they are to be told once.

    Or a link to sign in was sent to an address of theirs; then `template` says whether it was used, and the
    key names the address and the place of the link among those of an hour (policy.signing_in).
    """

    KIND: ClassVar[str] = "told"
    LABEL: ClassVar[str] = "Told"

    person: Key = reference("person", "TOLD_TO")
    template: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPosition(Record):
    """How far a reader of the change feed has come: behind the change of `changed` at `revision`."""

    KIND: ClassVar[str] = "position"
    LABEL: ClassVar[str] = "FeedPosition"

    revision: int
    changed: str


def told_key(person: Key, template: str) -> Key:
    """The key of the one record that `person` was told what `template` says."""
    return Key(f"{Told.KIND}:{name_of(person)}.{template}")
