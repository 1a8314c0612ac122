"""Tours over the API; what is held about them is told to their sides, and kept no longer than it may be."""

import io
import zipfile
from datetime import timedelta
from typing import Any

from actions.retention import retain
from graph.model import CheckIn, Tour
from policy.tours import State
from policy.viewer import OPERATOR, Viewer
from queries.about_me import about_me
from queries.export import export
from tests.factories.api_client import Asking
from tests.factories.asking import key
from tests.factories.duty import Duty

FIELDS = """id state kind mission personGives companyGives mySide waitsFor signedBy checkInDue
    person { name } companySide { name } outcome skills { label } checkIns { text by { name } }"""
TOUR = f"... on Tour {{ {FIELDS} }} ... on Refusal {{ code field message }}"


def act(asking: Asking, as_: str, mutation: str, said: str, once: str) -> Any:
    document = f'mutation {{ {mutation}(input: {{idempotencyKey: "{once}", {said}}}) {{ {TOUR} }} }}'
    return asking.ask(document, as_)[mutation]


def test_a_tour_from_plan_to_signature() -> None:
    on = Duty()
    asking = Asking(on.network)
    plan = 'kind: FOUNDATIONAL, mission: "Billing", plannedUntil: "2026-06-01", personGives: "hours"'
    planned = act(asking, "bob", "planTour", plan, "plan")
    assert (planned["state"], planned["mySide"], planned["waitsFor"]) == ("PROPOSED", "PERSON", "COMPANY")
    tour = f'tour: "{planned["id"]}"'
    waiting = asking.ask("{ myTours(waiting: true) { edges { node { id person { name } } } } }", "mia")
    assert waiting["myTours"]["edges"] == [{"node": {"id": planned["id"], "person": {"name": "Bob"}}}]
    stands = act(asking, "mia", "acceptTour", tour, "accept")
    assert (stands["state"], stands["checkInDue"]) == ("STANDING", "2024-09-01")
    noted = (
        f'mutation {{ recordCheckIn(input: {{idempotencyKey: "n", {tour}, text: "well"}}) {{ __typename }} }}'
    )
    assert asking.ask(noted, "mia")["recordCheckIn"] == {"__typename": "CheckIn"}
    said = f'{tour}, outcome: "Invoices in a day", skills: ["python"]'
    assert act(asking, "bob", "signOutcome", said, "sign")["signedBy"] == ["PERSON"]
    done = act(asking, "mia", "signOutcome", said, "sign")
    assert done["state"] == "CLOSED"
    assert done["checkIns"] == [{"text": "well", "by": {"name": "Mia"}}]
    assert done["companySide"] == {"name": "Mia"}
    of_bob = f'{{ node(id: "person:bob") {{ ... on Person {{ tours {{ {FIELDS} }} }} }} }}'
    (seen,) = asking.ask(of_bob, "cyd", ("hr_partner",))["node"]["tours"]
    assert seen["skills"] == [{"label": "python"}]
    between = ("personGives", "companyGives", "mySide", "person", "companySide", "outcome", "checkInDue")
    assert {name: seen[name] for name in between} == dict.fromkeys(between)
    assert (seen["checkIns"], seen["signedBy"]) == ([], [])


def test_bad_input_is_refused_as_data_that_says_what_to_do() -> None:
    asking = Asking(Duty().network)
    cases = (
        ('kind: FOUNDATIONAL, mission: "Billing"', "plannedUntil"),
        ('kind: FOUNDATIONAL, mission: "Billing", plannedUntil: "2023-01-01"', "plannedUntil"),
        (
            'kind: FOUNDATIONAL, mission: "B", plannedUntil: "2026-01-01", companySide: "person:bob"',
            "companySide",
        ),
        ('mission: "B", plannedUntil: "2026-01-01"', "kind"),
        ('kind: FOUNDATIONAL, mission: "B", plannedUntil: "2026-01-01", offer: "nonsense"', "offer"),
    )
    for number, (said, field) in enumerate(cases):
        refusal = act(asking, "bob", "planTour", said, f"plan {number}")
        assert refusal["field"] == field
        assert refusal["message"]
    assert act(asking, "bob", "acceptTour", 'tour: "nonsense"', "x")["code"] == "NOT_FOUND"


def test_what_is_held_is_told_to_both_sides_and_promises_to_nobody_else() -> None:
    on = Duty()
    tour = on.standing("bob", person_gives="ten hours", company_gives="a mentor")
    on.check_in(tour, "mia", "a good start")
    for name, other in (("bob", "Mia"), ("mia", "Bob")):
        held = about_me(on.network, Viewer(key(name)), key(name))
        assert held is not None
        (side,) = held.alliance.sides
        assert (side.other, side.person_gives, side.company_gives) == (other, "ten hours", "a mentor")
        assert [note.text for note in held.alliance.check_ins] == ["a good start"]
    officer = about_me(on.network, Viewer(key("ada"), frozenset({"privacy_officer"})), key("bob"))
    assert officer is not None
    assert (officer.alliance.sides[0].person_gives, officer.alliance.check_ins) == ("", ())
    assert officer.tours[0].person_gives == ""
    copy = zipfile.ZipFile(io.BytesIO(b"".join(export(on.network, OPERATOR, key("bob")))))
    assert "ten hours" in copy.read("tour-sides.csv").decode()
    assert "a good start" in copy.read("check-ins.csv").decode()
    assert "person:mia" not in "".join(copy.read(name).decode() for name in copy.namelist())


def test_proposals_and_check_ins_are_kept_as_long_as_requests() -> None:
    on = Duty()
    never = on.accept(on.plan("cyd"), yes=False)
    over = on.standing("bob")
    on.check_in(over)
    on.now += timedelta(days=200)
    on.end(over)
    on.now += timedelta(days=250)
    retain(on.network, on.now)
    kept = [stored.record for stored in on.network.store.scan(Tour).records]
    assert [tour.key for tour in kept] == [over.key] != [never.key]
    assert len(on.network.store.scan(CheckIn).records) == 1
    on.now += timedelta(days=200)
    retain(on.network, on.now)
    assert on.network.store.scan(CheckIn).records == []
    assert on.stored(over).state == State.ENDED
