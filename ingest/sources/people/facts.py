"""What a row makes true: the person, the employment, the tie between manager and report."""

from dataclasses import replace
from datetime import date

from graph.keys import NO_KEY, Key
from graph.model import Employment, Person, Tie
from ingest.draft import Draft, Identity
from ingest.protected import ErasedRecord
from ingest.sources.people.returning import comes_back, is_outdated, stay_of, why_not_back
from ingest.sources.people.row import PersonRow
from policy.exits import EXIT, HR_OR_EXIT

HR = "hr"


def identities_of(row: PersonRow, draft: Draft) -> tuple[Identity, ...]:
    """What the person of a row is looked for by.

    A telephone is shared more often than not: it finds somebody only when the row has nothing else, or when
    somebody of that name who has left comes back under another number. It stays away when somebody else
    has it.
    """
    if not row.phone:
        return row.identities
    phone = ("phone", row.phone)
    owner, known = draft.known((phone,)), draft.known(row.identities)
    back = owner and not known and comes_back(row, owner, organization_of(row, draft), draft)
    if row.identities and owner not in {NO_KEY, known} and not back:
        return row.identities
    return (*row.identities, phone)


def put_person(row: PersonRow, first: bool, draft: Draft) -> Key:
    """The person of a row; only the first row about somebody says their name and place.

    Of who came back it is the row about the latest stay. Raises BadRecord when identifiers belong to somebody
    else.
    """
    identities = identities_of(row, draft)
    if not identities:
        return _put_name_only(row, draft)
    known = draft.known(identities)
    says = first and not (known and is_outdated(row, known, draft))
    name, location = (row.name, row.location) if says else ("", "")

    def why_not(person: Key) -> str:
        return why_not_back(row, person, organization_of(row, draft), draft)

    return draft.person(identities, name=name, location=location, why_not=why_not)


def _put_name_only(row: PersonRow, draft: Draft) -> Key:
    """Somebody of whom the file says a name only: known again by name and start, never merged."""
    if draft.protected.erased_name(row.name):
        raise ErasedRecord("name", "somebody who has been erased")
    key = name_only_key(row, draft)
    before = draft.get(key, Person) or Person(key=key)
    draft.put(
        Person(key=key, name=row.name, headline=before.headline, location=row.location or before.location)
    )
    return key


def name_only_key(row: PersonRow, draft: Draft) -> Key:
    """The key of a person without any identifier."""
    return draft.key(Person.KIND, HR, row.name, row.since)


def organization_of(row: PersonRow, draft: Draft) -> Key:
    """Where the row says that somebody works: at home unless another employer is named."""
    return draft.organization_key(row.organization) if row.organization else draft.home


def employment_of(row: PersonRow, person: Key, organization: Key, draft: Draft) -> Employment | None:
    """The employment there that the row speaks of, as it stands now.

    One that began on the same day, else one that the row's dates overlap; a start after an end, or an end
    before a start, is another employment: somebody came back.
    """
    own = [
        each
        for each in draft.adjacent(person, Employment)
        if each.person == person
        and each.organization == organization
        and each.source in HR_OR_EXIT
        and not each.contributor
    ]
    found = [each for each in own if each.since == row.since] or [
        each for each in own if not stay_of(row).apart(stay_of(each))
    ]
    return max(found, key=lambda each: each.until == row.until, default=None)


def put_employment(row: PersonRow, person: Key, manager: Key | None, draft: Draft) -> Key:
    """The employment of a row, and the tie to its manager.

    `manager` None when it is not known yet: what is there stays. A column that the file has not
    changes nothing.
    """
    organization = draft.organization(row.organization) if row.organization else draft.home
    there = employment_of(row, person, organization, draft)
    before = there or Employment(
        key=_free_key(row, person, organization, draft), person=person, organization=organization, source=HR
    )
    said = {field: getattr(row, field) for field, column in _FIELDS if column in row.columns}
    if "manager_id" in row.columns and manager is not None:
        said["manager"] = manager
    if before.source == EXIT and not said.get("until"):
        said.pop("until", None)  # HR names no end yet: what was said at the exit holds
    elif before.source == EXIT:
        said["source"] = HR
    after = replace(before, **said)
    draft.put(after)
    _put_tie(before, after, draft)
    return after.key


_FIELDS = (
    ("title", "title"),
    ("department", "department"),
    ("location", "location"),
    ("since", "start_date"),
    ("until", "end_date"),
)


def _free_key(row: PersonRow, person: Key, organization: Key, draft: Draft) -> Key:
    key = employment_key(row, person, organization, draft)
    number = 1
    while draft.get(key, Employment) is not None:  # it began on another day when it was first known
        number += 1
        key = draft.pair_key(Employment.KIND, person, organization, HR, row.since, str(number))
    return key


def end_employment(there: Employment, day: date, draft: Draft) -> None:
    """Somebody has left on `day`."""
    after = replace(there, until=day.isoformat())
    draft.put(after)
    _put_tie(there, after, draft)


def set_manager(there: Employment, manager: Key, draft: Draft) -> None:
    """Say who manages an employment that is there already."""
    after = replace(there, manager=manager)
    draft.put(after)
    _put_tie(there, after, draft)


def manager_of(row: PersonRow, draft: Draft) -> Key | None:
    """Who the row's manager is: NO_KEY for nobody or oneself, None when it is nobody known (yet)."""
    if row.manager is None or row.manager in row.identities:
        return NO_KEY
    if draft.protected.erased([row.manager]):
        return NO_KEY
    return draft.known((row.manager,)) or None


def _put_tie(before: Employment, after: Employment, draft: Draft) -> None:
    """Manager and report know each other; with a manager before, that ended when it was noticed."""
    if before.manager and before.manager != after.manager:
        old = draft.get(_tie_key(before, draft), Tie)
        if old is not None and not old.until:
            draft.put(replace(old, until=draft.now.date().isoformat()))
    if not after.manager or after.manager == after.person:
        return
    a, b = sorted((after.person, after.manager))
    draft.put(
        Tie(
            key=_tie_key(after, draft),
            a=a,
            b=b,
            tie_kind="manager",
            reason="worked as manager and report",
            since=after.since,
            until=after.until,
            trust=1.0,
            currency=1.0,
            source=HR,
        )
    )


def _tie_key(employment: Employment, draft: Draft) -> Key:
    return tie_key(employment.person, employment.manager, employment.key, draft)


def tie_key(person: Key, manager: Key, employment: Key, draft: Draft) -> Key:
    """The key of the tie between manager and report in one employment."""
    return draft.pair_key(Tie.KIND, person, manager, HR, "manager", employment)


def employment_key(row: PersonRow, person: Key, organization: Key, draft: Draft) -> Key:
    """The key that a new employment has."""
    return draft.pair_key(Employment.KIND, person, organization, HR, row.since)
