"""Where somebody would like to go: said by themselves, shown as they decide."""

from datetime import date

import pytest

from actions.aspirations import set_aspirations
from actions.erase import erase
from graph.errors import Refused
from graph.keys import Key
from graph.model import Aspiration, Skill
from policy.aspirations import Hopes, hoped
from policy.viewer import Viewer
from queries.aspirations import aspirations_seen
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key
from tests.factories.duty import TODAY, Duty, managed

RECRUITER = Viewer(key("ada"), frozenset({"recruiter"}))
YES = "RECRUITING/found/yes/2025-01-01"


def test_what_is_left_out_stays_and_what_is_empty_goes() -> None:
    on = Duty()
    first = set_aspirations(on.act("bob"), Hopes(goals="lead a team", horizon="2025"), ["python", "SQL"])
    assert (first.goals, first.horizon, first.learn, first.confirmed) == (
        "lead a team",
        "2025",
        (Key("skill:python"), Key("skill:sql")),
        "2024-06-01",
    )
    after = set_aspirations(on.act("bob"), Hopes(open_to_return=True, horizon=""), [])
    assert (after.goals, after.horizon, after.learn, after.open_to_return) == ("lead a team", "", (), True)
    assert set_aspirations(on.act("bob", once="x"), Hopes(gives="time")).gives == "time"
    assert set_aspirations(on.act("bob", once="x"), Hopes(gives="time")).gives == "time"


def test_a_skill_that_nobody_has_named_yet_is_named_by_it() -> None:
    on = Duty()
    (learn,) = set_aspirations(on.act("bob"), Hopes(), ["Glass Blowing"]).learn
    record = on.network.store.fetch([learn]).found[learn].record
    assert isinstance(record, Skill)
    assert record.label == "Glass Blowing"


@pytest.mark.parametrize(
    ("field", "hopes"),
    [
        ("goals", Hopes(goals="x" * 2_001)),
        ("gives", Hopes(gives="\x07")),
        ("likes", Hopes(likes="x" * 2_001)),
        ("horizon", Hopes(horizon="soon")),
        ("horizon", Hopes(horizon="2023")),
        ("horizon", Hopes(horizon="2035")),
        ("horizon", Hopes(horizon="2025-01-01T10:00:00Z")),
        ("horizon", Hopes(horizon="2025-02-30")),
    ],
)
def test_bad_hopes_are_refused_and_name_the_field(field: str, hopes: Hopes) -> None:
    before = Aspiration(key=Key("aspiration:bob"), person=key("bob"), confirmed="")
    with pytest.raises(Refused) as refused:
        hoped(before, hopes, TODAY)
    assert (refused.value.code, refused.value.field) == ("BAD_INPUT", field)


@pytest.mark.parametrize(("skills", "code"), [(["python"] * 21, "BAD_INPUT"), (["skill:none"], "NOT_FOUND")])
def test_skills_to_learn_are_few_and_there(skills: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        set_aspirations(Duty().act("bob"), Hopes(), skills)
    assert (refused.value.code, refused.value.field) == (code, "learn")


@pytest.mark.parametrize(
    ("audience", "seen"),
    [
        (None, {"bob", "recruiter"}),
        ("me", {"bob"}),
        ("employees", {"bob", "recruiter", "cyd"}),
        ("network", {"bob", "recruiter", "cyd", "lou"}),
    ],
)
def test_they_are_shown_to_whom_their_person_says_and_first_to_recruiters(
    audience: str | None, seen: set[str]
) -> None:
    shown = (f"aspirations/{audience}",) if audience else ()
    on = Duty(managed(alliance.aspiration("bob", goals="far"), make.preference("bob", shown=shown)))
    viewers = {name: Viewer(key(name)) for name in ("bob", "cyd", "lou")} | {"recruiter": RECRUITER}
    assert {n for n, v in viewers.items() if aspirations_seen(on.network, v, [key("bob")])} == seen


@pytest.mark.parametrize(("choices", "told"), [((), None), ((YES,), True), (("RECRUITING/found/no/",), None)])
def test_that_somebody_would_come_back_is_said_with_consent_alone(
    choices: tuple[str, ...], told: bool | None
) -> None:
    said = make.preference("lou", choices=choices, shown=("aspirations/network",))
    on = Duty(managed(said, alliance.aspiration("lou", open_to_return=True)))
    for viewer, expected in (
        (RECRUITER, told),
        (Viewer(key("lou")), True),
        (Viewer(key("cyd")), None),
        (Viewer(key("ada"), frozenset({"hr_partner"})), None),
    ):
        assert aspirations_seen(on.network, viewer, [key("lou")])[key("lou")].open_to_return is expected


def test_over_the_api_they_are_set_read_exported_and_erased() -> None:
    on = Duty()
    asking = Asking(on.network)
    document = """mutation { setAspirations(input: {idempotencyKey: "k", goals: "teach", learn: ["sql"],
        horizon: "2025-09", openToReturn: true, gives: "talks", likes: "time"}) {
        ... on Aspirations { goals horizon openToReturn learn { label } } ... on Refusal { message } } }"""
    done = asking.ask(document, "bob")["setAspirations"]
    assert done == {"goals": "teach", "horizon": "2025-09", "openToReturn": True, "learn": [{"label": "sql"}]}
    mine = asking.ask("{ aboutMe { aspirations { goals learn gives likes } } }", "bob")["aboutMe"]
    assert mine["aspirations"] == {"goals": "teach", "learn": ["sql"], "gives": "talks", "likes": "time"}
    of_bob = '{ node(id: "person:bob") { ... on Person { aspirations { goals } } } }'
    assert asking.ask(of_bob, "cyd")["node"] == {"aspirations": None}
    assert asking.ask(of_bob, "cyd", ("recruiter",))["node"] == {"aspirations": {"goals": "teach"}}
    erase(on.network, key("bob"))
    assert on.network.store.scan(Aspiration).records == []


def test_names_in_hopes_go_with_who_is_erased() -> None:
    on = Duty(managed(alliance.aspiration("bob", goals="work with Cyd Umbrellowicz")))
    on.network.store.apply([make.person("cyd", name="Cyd Umbrellowicz")])
    erase(on.network, key("cyd"))
    assert aspirations_seen(on.network, Viewer(key("bob")), [key("bob")])[key("bob")].record.goals == ""


def test_the_horizon_may_lie_ten_years_ahead() -> None:
    before = Aspiration(key=Key("aspiration:bob"), person=key("bob"), confirmed="")
    assert hoped(before, Hopes(horizon="2034-06-01"), date(2024, 6, 1)).horizon == "2034-06-01"
