"""The addresses of the pages, each by its route, and as whom each is read."""

import random
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from bench.busy_year import OWN, Year
from graph.model import Job, OfferedTour, Role
from web.admin.reports.catalogue import REPORTS
from web.application import PAGES

EMPLOYEE, ALUMNA, STAFF = "employee", "alumna", "staff"
ROLES: Final = "recruiter+hr_partner+network_admin+privacy_officer"
"""What staff, an employee too, may do."""

UPLOAD: Final = "UPLOAD"
"""Stands in an address for the file that the reader has sent."""

Address = Callable[[random.Random], str]


class Read(NamedTuple):
    """One way to read the page of a route; `address` draws one anew each time."""

    route: str
    says: str
    address: Address

    @property
    def name(self) -> str:
        """What the page is called in figures."""
        return f"{self.route} {self.says}".strip()


def reads(year: Year) -> dict[str, list[Read]]:
    """What each reader reads."""
    return {
        EMPLOYEE: [*_found(year), *_own(year), *_together(year), *_imports(year, "/my-imports", OWN)],
        ALUMNA: [_read(route) for route in ("/", "/home", "/insight", "/about-me", "/me", "/inbox")],
        STAFF: [*_recruiting(year), *_guarding(year), *_running(year), *_imports(year, "/admin/imports", 0)],
    }


def not_measured(read: dict[str, list[Read]]) -> list[str]:
    """Routes that are shown by GET and that nobody reads. Raises ValueError for one that is not there."""
    there = {at.path for at in PAGES if at.method == "GET"}
    known = {each.route for some in read.values() for each in some}
    if known - there:
        raise ValueError(f"there is no page at {', '.join(sorted(known - there))}")
    return sorted(there - known)


def _read(route: str, says: str = "", **asked: Any) -> Read:
    """A page at its route, with what stands behind the question mark; a function draws a value by dice."""
    inside = {name for name in asked if f"{{{name}}}" in route}

    def address(dice: random.Random) -> str:
        drawn = {name: value(dice) if callable(value) else str(value) for name, value in asked.items()}
        path = route.format(**{name: drawn.pop(name) for name in inside})
        drawn = {name.removesuffix("_"): value for name, value in drawn.items()}
        return f"{path}?{urlencode(drawn)}" if drawn else path

    return Read(route, says, address)


def _begun(text: str, dice: random.Random) -> str:
    return text[: dice.randint(2, 6)]


def _found(year: Year) -> Iterator[Read]:
    names, skills = [one.name for one in year.people.values()], [one.label for one in year.skills]
    companies = [one.name for one in year.companies]
    yield _read("/", "first page")
    yield _read("/", "search: a skill", q=lambda dice: dice.choice(skills))
    yield _read("/", "search: a name", q=lambda dice: dice.choice(names))
    yield _read("/", "search: a company", q=lambda dice: dice.choice(companies))
    yield _read("/suggest", "type-ahead", q=lambda dice: _begun(dice.choice([*skills, *names]), dice))
    somebody = _somebody(year)
    yield _read("/people/{id}", id=somebody)
    yield _read("/people/{id}/paths", id=somebody)


def _own(year: Year) -> Iterator[Read]:
    for route in ("/inbox", "/me", "/about-me", "/about-me/erase", "/preferences", "/preferences/blocked"):
        yield _read(route)
    names = [one.name for one in year.people.values()]
    yield _read("/preferences/blocked", "search", q=lambda dice: dice.choice(names))


def _together(year: Year) -> Iterator[Read]:
    names = [one.name for one in year.people.values()]
    offers = [year.key(OfferedTour.KIND, number) for number in range(500)]
    listed = [year.key(Role.KIND, number) for number in range(0, OWN, 2)]
    for route in ("/insight", "/insight/new", "/tours", "/tours/plan", "/tours/offer", "/tours/offered"):
        yield _read(route)
    yield _read("/insight", "a company", kind="company", q=lambda dice: dice.choice(year.companies).name)
    yield _read("/insight", "a topic", kind="topic", q=lambda dice: dice.choice(year.skills).label)
    yield _read("/tours/plan", "with somebody", with_=_somebody(year))
    yield _read("/tours/plan", "search", q=lambda dice: dice.choice(names))
    yield _read("/tours/plan", "from an offer", offer=lambda dice: dice.choice(offers))
    yield _read("/tours/offered/{id}", id=lambda dice: dice.choice(offers[:OWN]))
    yield _read("/home")
    yield _read("/home/offer", "an event", kind="EVENT")
    yield _read("/home/refer/{role}", role=lambda dice: dice.choice(listed))


def _imports(year: Year, base: str, first: int) -> Iterator[Read]:
    job = year.key(Job.KIND, first)
    kind = "skills" if base.startswith("/admin") else "my-ties"
    yield _read(base)
    yield _read(f"{base}/{{id}}", id=job)
    yield _read(f"{base}/{{id}}/progress", id=job)
    yield _read(f"{base}/preview", "2,000 rows", upload=UPLOAD, kind=kind, name="skills.csv")


def _recruiting(year: Year) -> Iterator[Read]:
    roles = [year.key(Role.KIND, number) for number in range(OWN)]
    names = [one.name for one in year.people.values()]
    alumni = year.alumni[:200]
    text = f"You will work on {', '.join(skill.label for skill in year.skills[:40])}. " * 6
    yield _read("/roles")
    yield _read("/roles/search", "empty")
    yield _read("/roles/search", "a title", title=lambda dice: f"{dice.choice(year.skills).label} engineer")
    yield _read(
        "/roles/search",
        "a long text and skills",
        title="Lead engineer",
        text=text[:4_000],
        anyOf=lambda dice: ", ".join(skill.label for skill in dice.sample(year.skills, 3)),
        noneOf=lambda dice: dice.choice(year.skills).label,
    )
    yield _read("/roles/search", "a role that is kept", role=lambda dice: dice.choice(roles))
    yield _read("/roles/{id}", id=lambda dice: dice.choice(roles))
    yield _read("/roles/{id}/candidates.csv", id=lambda dice: dice.choice(roles))
    yield _read(
        "/roles/{id}/put-down", id=lambda dice: dice.choice(roles), person=lambda dice: dice.choice(alumni)
    )
    yield _read("/rehire-statuses")
    yield _read("/rehire-statuses", "search", name=lambda dice: dice.choice(names))
    yield _read("/rehire-statuses/say", person=lambda dice: dice.choice(alumni))


def _guarding(year: Year) -> Iterator[Read]:
    names = [one.name for one in year.people.values()]
    yield _read("/privacy")
    yield _read("/privacy", "all, and a search", all="yes", q=lambda dice: dice.choice(names))
    yield _read("/privacy/people/{id}", id=_somebody(year))
    yield _read("/privacy/rules")
    yield _read("/privacy/rules/history", name="source/contacts/DE")
    yield _read("/privacy/defaults")
    yield _read("/privacy/audit")


def _running(year: Year) -> Iterator[Read]:
    names = [one.name for one in year.people.values()]
    for route in ("/admin", "/admin/duplicates", "/admin/invitations", "/admin/map", "/admin/topics"):
        yield _read(route)
    yield _read("/admin/invitations", "search", who=lambda dice: dice.choice(names))
    yield _read("/admin/topics", "search", q=lambda dice: _begun(dice.choice(year.skills).label, dice))
    yield _read("/admin/topics/{id}", id=lambda dice: dice.choice(year.skills).key)
    yield _read("/admin/reports")
    for name in REPORTS:
        yield _read("/admin/reports/{name}", name, name=name)


def _somebody(year: Year) -> Address:
    some = random.Random(1).sample(year.employees, 200)
    return lambda dice: dice.choice(some)
