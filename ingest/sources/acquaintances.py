"""The people in contacts: known ones, and outsiders that an address makes known."""

from collections.abc import Iterable
from dataclasses import replace

from graph.keys import NO_KEY, Key
from graph.model import Identifier, Person, PrivateProfile
from ingest.draft import Draft
from ingest.source import BadRecord
from ingest.sources.participants import Participant, participant


class Acquaintances:
    """From mentions to people, one batch at a time; remembers whose its addresses are."""

    def __init__(self) -> None:
        self._keys: dict[str, Key] = {}
        self._owners: dict[str, Key] = {}  # of addresses whose owner this source may know

    def load(self, mentions: Iterable[str], draft: Draft) -> None:
        """Start a batch: fetch what `known` and `meet` will look at for these mentions."""
        self._keys.clear()
        self._owners.clear()
        identities, keys = [], []
        for mention in mentions:
            try:
                one = participant(mention, "")
            except BadRecord:
                continue  # the row is refused when it is taken
            if one.email:
                identities.append([("email", one.email)])
            else:
                keys.extend(draft.find_keys(mention))
        draft.load(keys)
        draft.load_people(identities)

    def known(self, mentioned: Participant, column: str, draft: Draft) -> Key:
        """Who that is; NO_KEY for an address that nobody has. Raises BadRecord for other mentions."""
        if not mentioned.email:
            return draft.find(mentioned.text, column)
        if (owner := self._owners.get(mentioned.email)) is not None:
            return owner
        identifier = self._identifier(mentioned, draft)
        if identifier is None:
            return NO_KEY
        if _visible(identifier, draft):
            self._owners[mentioned.email] = identifier.person
        return identifier.person

    def meet(self, mentioned: Participant, column: str, draft: Draft) -> Key:
        """Who that is; an address that nobody has makes a new person. Raises BadRecord.

        The name beside an address is learned by those who had none but the address itself.
        """
        if not mentioned.email:
            return draft.find(mentioned.text, column)
        if not mentioned.name and (owner := self._owners.get(mentioned.email)) is not None:
            return owner
        identifier = self._identifier(mentioned, draft)
        if identifier is None or not _visible(identifier, draft):
            name = mentioned.name or mentioned.stand_in
            return draft.person([("email", mentioned.email)], name=name)
        if mentioned.name:
            _learn_name(identifier.person, mentioned, draft)
        return identifier.person

    def _identifier(self, mentioned: Participant, draft: Draft) -> Identifier | None:
        key = self._keys.get(mentioned.email)
        if key is None:
            key = self._keys[mentioned.email] = draft.identifier_key("email", mentioned.email)
        return draft.get(key, Identifier)


def _learn_name(key: Key, mentioned: Participant, draft: Draft) -> None:
    if not draft.contributor:
        person = draft.get(key, Person)
        if person is not None and person.name == mentioned.stand_in:
            draft.put(replace(person, name=mentioned.name))
        return
    for profile in draft.adjacent(key, PrivateProfile):
        own = profile.contributor == draft.contributor and profile.source == draft.source
        if own and profile.name == mentioned.stand_in:
            draft.put(replace(profile, name=mentioned.name))


def _visible(identifier: Identifier, draft: Draft) -> bool:
    return not identifier.contributors or draft.contributor in identifier.contributors
