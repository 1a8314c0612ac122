"""Tours of duty between two sides, for networks that hold something of everything."""

from dataclasses import replace
from typing import Any

from graph.keys import Key
from graph.model import OfferedTour, Tour
from graph.ports import Change
from tests.factories import alliance
from tests.factories import records as make

PYTHON, SQL = make.key("skill", "python"), make.key("skill", "sql")
BOTH = ("person/2023-01-01T10:00:00Z", "company/2023-01-02T10:00:00Z")


def kith_tour(name: str, of: str, with_: str, **fields: Any) -> Tour:
    """A tour planned in kith, which stands unless told otherwise; `name` is in its key."""
    given = {
        "state": "standing",
        "accepted": BOTH,
        "planned_until": "2024-09-01",
        "person_gives": f"P {name}",
        "company_gives": f"C {name}",
        "tour_kind": "rotational",
        "source": "tours:agreed",
    }
    on = fields.pop("on", "billing")
    tour = make.tour(of, on, "2023-01-01", company_side=make.key("person", with_), **(given | fields))
    return replace(tour, key=Key(f"tour:kith.{name}"))


def proposal(name: str, of: str, with_: str, by: str = "person") -> Tour:
    """A tour that one side proposed."""
    said = (f"{by}/2024-05-01T10:00:00Z",)
    return kith_tour(name, of, with_, state="proposed", accepted=said)


def signed_by_company(name: str, of: str, with_: str) -> Tour:
    """A tour that is over, of which one side has said what came of it."""
    return kith_tour(
        name,
        of,
        with_,
        state="ended",
        until="2024-02-01",
        outcome=f"O {name}",
        skills=(PYTHON,),
        signed=("company/2024-02-02T10:00:00Z",),
    )


def tours_of(me: str, other: str = "bob") -> list[Change]:
    """Tours in which `me` is a side, one in each state that shows more, with check-ins of both."""
    standing = kith_tour(me, me, other)
    return [
        standing,
        alliance.check_in(standing.key, me, text=f"N {me}"),
        alliance.check_in(standing.key, other, text=f"N {other}"),
        signed_by_company(f"{me}-over", me, other),
        proposal(f"{me}-asks", me, other),
        proposal(f"to-{me}-waits", me, other, by="company"),
        kith_tour(f"{other}-with-{me}", other, me),
    ]


def offer(name: str, by: str, **fields: Any) -> OfferedTour:
    """A tour that needs Python and teaches SQL."""
    given = {"needs": (PYTHON,), "teaches": (SQL,), "department": "Legal", "location": "Bonn"}
    dates = {"since": "2024-07-01", "planned_until": "2025-07-01", "company_gives": "a mentor"}
    return replace(alliance.offered_tour(by=by, **(given | dates | fields)), key=Key(f"offer:{name}"))


def hopes(name: str, **fields: Any) -> Change:
    """Where somebody would like to go: to learn SQL."""
    given = {"goals": f"G {name}", "learn": (SQL,), "horizon": "2024", "gives": f"V {name}"}
    return alliance.aspiration(name, **(given | {"likes": f"L {name}", "open_to_return": True} | fields))
