"""What a batch wants to become true, in the words of the domain."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeVar

from graph.errors import InvalidValue
from graph.identity.organizations import organization_name
from graph.keys import NO_KEY, Key, KeyMaker
from graph.model import Identifier, Organization, Person, PrivateProfile, Record, Skill
from graph.ports import Change, Store
from ingest import recognition
from ingest.labels import NameIndex, SkillIndex
from ingest.pending import Pending
from ingest.protected import Protected
from ingest.source import BadRecord
from ingest.switched import Switched

R = TypeVar("R", bound=Record)

Identity = tuple[str, str]
"""A scheme and a normalised value."""


NOBODY: Final[Mapping[str, Key]] = MappingProxyType({})
"""What `find_each` says when nobody was asked for."""

_REMEMBERED: Final = 100_000
"""Keys that are kept from batch to batch; about 25 MB."""


class Draft:
    """Pending records on top of a store; a source puts records here, the runner stores them."""

    def __init__(
        self,
        store: Store,
        *,
        keys: KeyMaker,
        now: datetime,
        source: str,
        contributor: Key,
        home: Key,
    ) -> None:
        """A draft for one source; `contributor` NO_KEY when the company shares what it says."""
        self.keys = keys
        self.now = now
        self.source = source
        self.contributor = contributor
        self.home = home
        self.switched = Switched(store)
        self._pending = Pending(store)
        self.protected = Protected(store, keys)
        self._names: NameIndex | None = None
        self._skills: SkillIndex | None = None
        self._subject = NO_KEY
        self._labels: dict[str, Key] = {}  # of skills, as this batch knows them
        self._made: dict[tuple[str, ...], Key] = {}  # making a key costs more than a look

    # -- records ---------------------------------------------------------------------------------

    def load(self, keys: Collection[Key]) -> None:
        """Fetch what is not there yet, in one call for 20,000 keys."""
        self._pending.load(keys)

    def get(self, key: Key, kind: type[R]) -> R | None:
        """The record at `key`, pending or stored; None when there is none of this kind."""
        record = self._pending.peek(key)
        return record if isinstance(record, kind) else None

    def adjacent(self, key: Key, kind: type[R]) -> list[R]:
        """All records of `kind` that refer to `key`, stored and pending, in key order.

        One call to the store unless `load_adjacent` has read them; O(records).
        """
        return self._pending.around(key, kind)

    def load_adjacent(self, keys: Collection[Key], kind: type[Record]) -> None:
        """Read for a whole batch what `adjacent` will be asked for."""
        self._pending.load_around(keys, kind)

    def stored_adjacent(self, key: Key, kind: type[R]) -> Iterator[R]:
        """Like `adjacent`, for hubs: streamed, stored records only, nothing kept in memory."""
        return self._pending.stored_around(key, kind)

    def put(self, record: Record) -> None:
        """Make `record` true; nothing happens when it equals what is there.

        Nothing is inferred about people who have objected: their part is left out.
        """
        admitted = self.protected.admitted(record)
        if admitted is None or not self._pending.put(admitted):
            return
        if self._names is not None and isinstance(record, Person | PrivateProfile):
            self._names.add(record)
        elif self._skills is not None and isinstance(record, Skill):
            self._skills.add(record)
            self._labels.clear()

    def delete(self, key: Key) -> None:
        """Take the record at `key` away; nothing happens when there is none."""
        self._pending.delete(key)

    def subject(self, key: Key) -> None:
        """Say which record the present item is about: the item is new when this record is.

        Without it an item is new when it creates any record.
        """
        self._subject = key

    # -- people ----------------------------------------------------------------------------------

    def key(self, kind: str, *parts: str) -> Key:
        """`keys.key`, remembered for a while."""
        known = (kind, *parts)
        made = self._made.get(known)
        if made is None:
            made = self._made[known] = self.keys.key(kind, *parts)
        return made

    def pair_key(self, kind: str, one: Key, other: Key, *parts: str) -> Key:
        """`keys.pair_key`, remembered for a while."""
        known = (f"{kind}.", one, other, *parts)
        made = self._made.get(known)
        if made is None:
            made = self._made[known] = self.keys.pair_key(kind, one, other, *parts)
        return made

    def identifier_key(self, scheme: str, value: str) -> Key:
        """The key of the identifier with this normalised value."""
        known = (scheme, value)
        made = self._made.get(known)
        if made is None:
            made = self._made[known] = self.keys.key(Identifier.KIND, scheme, value)
        return made

    def load_people(self, identities: Iterable[Sequence[Identity]]) -> None:
        """Fetch, for a whole batch, all that `person` will look at."""
        recognition.load_people(self, identities)

    def known(self, identities: Sequence[Identity]) -> Key:
        """The person whom the first known of these identifiers belongs to, or NO_KEY."""
        return recognition.known(self, identities)

    def person(
        self,
        identifiers: Sequence[Identity],
        *,
        name: str = "",
        headline: str = "",
        location: str = "",
        why_not: Callable[[Key], str] = recognition.never,
    ) -> Key:
        """The one person with any of these identifiers, made when there is none.

        A new person's key is made of the first identifier. Identifiers that nobody has yet are attached.
        A shared source sets name, headline and location (source "hr": whenever given, another
        one: where there is nothing yet); a private source writes them to its contributor's profile,
        and what it adds is known to its contributor only.
        Raises BadRecord when the identifiers belong to different people, or when the person has another
        employee number and `why_not` says why this cannot be a second one of theirs ("": it can): nobody is
        ever merged here.
        """
        about = recognition.About(name, headline, location)
        return recognition.person(self, identifiers, about, why_not)

    def find_keys(self, text: str) -> list[Key]:
        """The keys that `find` looks at first, to be announced by `Stage.needs`."""
        return recognition.find_keys(self, text)

    def find(self, text: str, column: str) -> Key:
        """The person whom a file names: a key, an e-mail, another identifier, or a unique name.

        A name is looked for among the people that the company knows and the contributor's own.
        Raises BadRecord (of `column`), listing the matches when there are several. The first name
        reads all names.
        """
        return recognition.find(self, text.strip(), column)

    def find_each(self, texts: Iterable[str]) -> dict[str, Key]:
        """The people whom these texts name, for a whole batch; whoever `find` refuses is left out."""
        return recognition.find_each(self, texts)

    def named(self, name: str) -> list[Key]:
        """The visible people with this name, in key order."""
        if self._names is None:
            self._names = NameIndex(self._pending.store, self.contributor)
            for record in self._pending.wanted():
                if isinstance(record, Person | PrivateProfile):
                    self._names.add(record)
        return [key for key in self._names.keys(name) if self.name_of(key) and self._is_called(key, name)]

    def name_of(self, person: Key) -> str:
        """What this source may call a person: the shared name, else its contributor's; "" unknown."""
        return next(iter(self._names_of(person)), "")

    # -- organizations and skills ----------------------------------------------------------------

    def organization_key(self, name: str) -> Key:
        """The key of the organization with this name. Raises BadRecord for no name."""
        try:
            return self.keys.key(Organization.KIND, organization_name(name))
        except InvalidValue as error:
            raise BadRecord("organization", f"{name!r} is not the name of an organization") from error

    def organization(self, name: str) -> Key:
        """The organization with this name, made when new; its first spelling stays."""
        key = self.organization_key(name)
        if self.get(key, Organization) is None:
            self.put(Organization(key=key, name=" ".join(name.split())))
        return key

    def skill(self, label: str) -> Key:
        """The skill with this preferred or alternative label (any case), else a new local one.

        A preferred label goes before an alternative one. The first call reads all skills.
        """
        key = self._labels.get(label)
        if key is None:
            key = self._skill(" ".join(label.split()))
            self._labels[label] = key
        return key

    def _skill(self, text: str) -> Key:
        if self._skills is None:
            self._skills = SkillIndex(self._pending.store)
            for record in self._pending.wanted():
                if isinstance(record, Skill):
                    self._skills.add(record)
        for key in self._skills.keys(text):
            if self._skills.has(self.get(key, Skill), text):
                return key
        if not (folded := self._skills.fold(text)):
            raise BadRecord("skill", f"{text!r} is not the label of a skill")
        key = self.keys.key(Skill.KIND, folded)
        if self.get(key, Skill) is None:
            self.put(Skill(key=key, label=text))
        return key

    # -- for the runner --------------------------------------------------------------------------

    def begin(self) -> None:
        """A new item starts."""
        self._pending.begin()
        self._subject = NO_KEY

    def undo(self) -> None:
        """Take back what the present item has put."""
        self._pending.undo()
        self._labels.clear()

    def verdict(self) -> str:
        """What the present item came to: "new", "changed" or "unchanged"."""
        created = self._pending.created()
        if self._subject in created if self._subject else created:
            return "new"
        return "changed" if created or self._pending.altered() else "unchanged"

    def changes(self) -> tuple[list[Change], dict[Key, int]]:
        """What to write and the revisions to expect."""
        return self._pending.changes()

    def start(self) -> None:
        """A batch begins; nothing is pending."""
        self.protected.begin()
        self._pending.start()
        self._labels.clear()

    def begun(self, changes: Sequence[Change]) -> None:
        """These changes are being written: what comes next stands on them."""
        self._pending.begun(changes)
        self._forget_keys()

    def landed(self, revision: int) -> bool:
        """They have been written, at `revision`; False when that is not what came next built upon."""
        return self._pending.landed(revision)

    def clear(self) -> None:
        """Forget pending and stored records: they must be read again."""
        self._pending.clear()
        self._labels.clear()
        self._forget_keys()

    def __len__(self) -> int:
        """How many records are pending."""
        return len(self._pending)

    def _forget_keys(self) -> None:
        if len(self._made) > _REMEMBERED:
            self._made.clear()

    def _names_of(self, person: Key) -> Iterator[str]:
        record = self.get(person, Person)
        if record is None:
            return
        if record.name:
            yield record.name
        if self.contributor:
            for profile in self.adjacent(person, PrivateProfile):
                if profile.contributor == self.contributor and profile.name:
                    yield profile.name

    def _is_called(self, person: Key, name: str) -> bool:
        assert self._names is not None
        return any(self._names.fold(each) == self._names.fold(name) for each in self._names_of(person))
