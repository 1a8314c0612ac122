"""What somebody allows, as they themselves see it."""

from datetime import date
from enum import Enum

import strawberry

from api.graphql.types.words import Purpose
from graph.consent import Choice
from graph.dates import last_day
from graph.model import Preference


@strawberry.enum(
    description="Listed as somebody who knows or fits; reached at the end of a path; asked to introduce."
)
class ConsentRole(Enum):
    """Values of graph.consent.ROLES."""

    FOUND = "found"
    REACHED = "reached"
    CONNECT = "connect"


@strawberry.enum(description="What of a profile somebody may show or hide.")
class ProfileField(Enum):
    """Values of graph.visibility.FIELDS."""

    EMAIL = "email"
    PHONE = "phone"
    HEADLINE = "headline"
    LOCATION = "location"
    EMPLOYMENTS = "employments"
    TOURS = "tours"
    SKILLS = "skills"
    ASPIRATIONS = "aspirations"


@strawberry.enum(
    description="Who is shown a field: all who see the person, employees, recruiters, only the person."
)
class Audience(Enum):
    """Values of graph.visibility.AUDIENCES."""

    NETWORK = "network"
    EMPLOYEES = "employees"
    RECRUITERS = "recruiters"
    ME = "me"


@strawberry.type(description="An answer about one purpose and role; a yes ends on `until`.")
class Consent:
    """One of somebody's own choices."""

    purpose: Purpose
    role: ConsentRole
    yes: bool
    until: date | None


@strawberry.type(description="Who is shown a field of the profile.")
class Shown:
    """One field."""

    field: ProfileField
    audience: Audience


@strawberry.type(description="What I allow. Nobody else is shown it.")
class Preferences:
    """A preference, for its own person."""

    consents: list[Consent]
    do_not_contact: bool
    capacity: int
    quiet_until: date | None
    direct: list[Purpose]
    shown: list[Shown]
    blocked: list[strawberry.ID]
    objected: bool
    restricted: bool

    @classmethod
    def of(cls, record: Preference) -> "Preferences":
        """A record as shown to its person."""
        choices = map(Choice.parse, record.choices)
        shown = (line.split("/", 1) for line in record.shown)
        return cls(
            consents=[
                Consent(purpose=Purpose(c.purpose), role=ConsentRole(c.role), yes=c.yes, until=c.until)
                for c in choices
            ],
            do_not_contact=record.do_not_contact,
            capacity=record.capacity,
            quiet_until=last_day(record.quiet_until),
            direct=[Purpose(purpose) for purpose in record.direct],
            shown=[Shown(field=ProfileField(field), audience=Audience(who)) for field, who in shown],
            blocked=[strawberry.ID(key) for key in record.blocked],
            objected=record.objected,
            restricted=record.restricted,
        )
