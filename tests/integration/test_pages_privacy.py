"""The privacy officer's desk in the browser."""

import re
from dataclasses import replace

import pytest

from actions.rights_requests import open_request
from graph.model import KINDS, Access, RightsRequest
from policy.viewer import Viewer
from queries.audit import audit, verified
from queries.decisions import history
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import experts, key
from tests.factories.browsing import Browser
from tests.factories.introductions import Stage, billing, stage
from web.words.own import KIND

HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
WHY = "the works council asked for it"
PAGES = (
    "/privacy",
    "/privacy?all=yes&q=a",
    "/privacy/people/person:ada",
    "/privacy/rules",
    "/privacy/rules/history?name=source/git/DE",
    "/privacy/defaults",
    "/privacy/audit",
    "/privacy/audit?check=yes",
)


@pytest.fixture
def on() -> Stage:
    return billing()


@pytest.fixture
def officer(on: Stage) -> Browser:
    return Browser(on.network, "bob=privacy_officer", "ada", "cyd=network_admin").sign_in()


@pytest.mark.parametrize("place", [1, 2])
def test_the_desk_is_not_there_for_others(officer: Browser, place: int) -> None:
    officer.get("/privacy")
    form = {"form": "", "note": "done", "request": "rights:1"}
    assert ">Privacy<" in officer.text
    officer.sign_in(place)
    assert ">Privacy<" not in officer.get("/inbox")
    form["form"] = officer.forms("/inbox/rest")[0].values["form"]
    for path in PAGES:
        officer.get(path)
        assert (officer.status, "There is no such page" in officer.text) == (404, True), path
    for path in ("/privacy/close", "/privacy/rules", "/privacy/defaults", "/privacy/people/person:ada"):
        officer.page = officer.client.post(path, data=form)
        assert officer.status == 404, path


def test_a_request_is_opened_for_who_wrote_in_and_closed_with_what_was_done(
    on: Stage, officer: Browser
) -> None:
    assert "No request is open." in officer.get("/privacy")
    assert '"/privacy/people/person:cyd"' in officer.get("/privacy?q=Cyd")
    text = officer.get("/privacy/people/person:cyd")
    for words in ("What is held about Cyd", "cyd@example.com", "How we moved billing"):
        assert words in text
    officer.send("/privacy/people/person:cyd", right="EXPORT", note="A letter of 30 May")
    for words in ("The request is open.", "To get a copy", "Due on 1 July 2024", "A letter of 30 May"):
        assert words in officer.text
    officer.send("/privacy/close", note=" ")
    assert (officer.status, "Say what was done." in officer.text) == (422, True)
    officer.send("/privacy/close", note="Sent by post")
    assert "No request is open." in officer.text
    text = officer.get("/privacy?all=yes")
    for words in ("Done on 1 June 2024", "A letter of 30 May / Sent by post"):
        assert words in text
    assert 'action="/privacy/close"' not in text


def test_the_overdue_come_first_and_long_lists_go_on(on: Stage, officer: Browser) -> None:
    late = RightsRequest(
        key=make.key("rights", "late"), person=key("cyd"), right="erase", asked="2024-01-31", due="2024-02-29"
    )
    on.network.store.apply([late])
    for number in range(25):
        open_request(on.act("ada", f"ask {number}"), "access")
    text = officer.get("/privacy")
    assert text.index("Overdue") < text.index("Due on 1 July 2024")
    assert text.count("To see what is held") // 2 == 19  # each in its title, and at its button
    (link,) = [part.split('"')[0] for part in text.split('href="') if part.startswith("/privacy?after=")]
    assert officer.get(link.replace("&amp;", "&")).count('action="/privacy/close"') == 6


def test_who_is_hidden_from_the_officer_has_their_rights(on: Stage, officer: Browser) -> None:
    open_request(on.act("cyd"), "access")
    on.block("cyd", "bob")
    text = officer.get("/privacy")
    assert "Somebody who is not shown to you elsewhere" in text
    assert "What is held about Cyd" in officer.get("/privacy/people/person:cyd")
    for nobody in ("person:nobody", "tie:x"):
        officer.get(f"/privacy/people/{nobody}")
        assert officer.status == 404


def test_the_officer_reads_no_ties_and_no_address_books(on: Stage, officer: Browser) -> None:
    on.network.store.apply([make.profile("cyd", "ada", name="Cydney", headline="An old friend")])
    text = officer.get("/privacy/people/person:cyd")
    assert "An old friend" in text
    assert "Whom you know" not in text
    assert "Ada" not in text.split("<main")[1].split("</main>")[0]


def test_a_rule_is_decided_with_a_reason_and_its_history_stays(on: Stage, officer: Browser) -> None:
    text = officer.get("/privacy/rules")
    for words in (
        "How long requests are kept",
        "12 months",
        "As it was shipped.",
        "No source is off anywhere.",
    ):
        assert words in text
    form = next(
        form.values for form in officer.forms("/privacy/rules") if form.values["name"] == "retention/contacts"
    )
    officer.page = officer.client.post("/privacy/rules", data=form | {"value": "many", "reason": WHY})
    assert officer.status == 422
    assert 'value="many"' in officer.text
    assert f'value="{WHY}"' in officer.text
    for once, months in (("1", "18"), ("2", "6")):
        given = {"value": months, "reason": f"{WHY} ({months})", "once": once}
        officer.page = officer.client.post("/privacy/rules", data=form | given)
        assert "It holds from now on." in officer.text
    assert "6 months" in officer.text
    assert f"by Bob: {WHY} (6)" in officer.text
    assert [one.value for one in history(on.network, "retention/contacts")] == ["18", "6"]
    text = officer.get("/privacy/rules/history?name=retention/contacts")
    assert text.index(f"{WHY} (18)") < text.index(f"{WHY} (6)")
    assert "Nothing was decided about it" in officer.get(f"/privacy/rules/history?name={HOSTILE}")


def test_a_source_is_off_in_a_country_until_it_is_approved(on: Stage, officer: Browser) -> None:
    given = {"name": "source", "source": "git", "reason": WHY}
    for country, value in (("de", "off"), ("DE", "approved")):
        officer.get("/privacy/rules")
        form = officer.forms("/privacy/rules")[0].values | given
        officer.page = officer.client.post("/privacy/rules", data=form | {"country": country, "value": value})
        assert "Code of people in DE" in officer.text
        assert f"<strong>{value}</strong>" in officer.text
    officer.page = officer.client.post(
        "/privacy/rules", data=form | {"once": "x", "country": "XX", "value": "off"}
    )
    assert (officer.status, 'value="XX"' in officer.text) == (422, True)
    towns = {"name": "places", "country": "at", "value": "Wien; Graz", "once": "y"}
    officer.page = officer.client.post("/privacy/rules", data=form | towns)
    assert "More places in AT" in officer.text
    assert [one.value for one in history(on.network, "places/AT")] == ["Wien; Graz"]


def test_a_default_is_changed_with_a_reason(on: Stage, officer: Browser) -> None:
    text = officer.get("/privacy/defaults")
    for words in ("for nothing until they say yes", "for everything", "holds as it was shipped"):
        assert words in text
    chosen = {"status": "ALUMNUS", "role": "FOUND", "purpose": "EXPERTISE", "value": "yes"}
    officer.send("/privacy/defaults", **chosen, reason="short")
    assert (officer.status, 'value="short"' in officer.text) == (422, True)
    held = officer.forms("/privacy/defaults")[0].values
    assert {name: held[name] for name in chosen} == chosen
    officer.send("/privacy/defaults", reason=WHY)
    assert WHY in officer.text
    alumni = stage(
        make.skill("billing"), make.evidence("t", "cyd", about=("billing",), text="billing"), cyd="alumnus"
    )
    decided = history(on.network, "default/found/EXPERTISE/ALUMNUS")
    alumni.network.store.apply(list(decided))
    assert experts(alumni.network) == ["Cyd"]


def test_preferences_say_what_is_usual_here(on: Stage, officer: Browser) -> None:
    assert "as usual: yes" in officer.sign_in(1).get("/preferences")
    officer.sign_in(0).get("/privacy/defaults")
    chosen = {"status": "EMPLOYEE", "role": "REACHED", "purpose": "EVENTS", "value": "no"}
    before = officer.sign_in(1).get("/preferences").count("as usual: no")
    officer.sign_in(0).get("/privacy/defaults")
    officer.send("/privacy/defaults", **chosen, reason=WHY)
    assert officer.sign_in(1).get("/preferences").count("as usual: no") == before + 1


# -- the record --------------------------------------------------------------------------------------


def test_the_record_says_who_did_what_without_values(on: Stage, officer: Browser) -> None:
    officer.get("/privacy/rules")
    given = {"name": "retention/contacts", "value": "7", "reason": WHY}
    officer.page = officer.client.post(
        "/privacy/rules", data=officer.forms("/privacy/rules")[0].values | given
    )
    access = Access(
        key=make.key("access", "2024-06-01.1"),
        day="2024-06-01",
        asker=key("ada"),
        role="employee",
        purpose="EXPERTISE",
        people=(key("cyd"),),
    )
    on.network.store.apply([access])
    text = officer.get("/privacy/audit")
    told = re.sub("<[^>]+>", "", text)
    for words in ("Revision 3", "Rules: 1 written, by Bob", "Who was named to whom: 1 written, by Ada"):
        assert words in told
    assert WHY not in text
    assert "billing" not in text
    assert text.index("Revision 3") < text.index("Revision 1")


def test_the_record_is_checked_and_what_is_altered_is_found(on: Stage, officer: Browser) -> None:
    officer.get("/privacy/audit")
    text = officer.get("/privacy/audit?check=yes")
    assert "It is whole." in text
    seal = text.split("<code>")[1].split("</code>")[0]
    assert "It is whole." in officer.get(f"/privacy/audit?check=yes&expect={seal}")
    assert "It is not whole" in officer.get("/privacy/audit?check=yes&expect=00")


def test_revisions_come_page_by_page_and_all_of_them(on: Stage) -> None:
    for number in range(7):
        on.network.store.apply([make.person(f"p{number}")])
    viewer = Viewer(key("bob"), frozenset({"privacy_officer"}))
    last = on.network.store.revision()
    found, before = [], None
    while True:
        page = audit(on.network, viewer, 3, before)
        found += [one.revision for one in page.revisions]
        if not page.more:
            break
        before = found[-1]
    assert found == list(range(last, 0, -1))
    first = audit(on.network, viewer, 3).revisions[0]
    assert (first.sealed, [(kind.kind, kind.written) for kind in first.kinds]) == (1, [("person", 1)])
    assert audit(on.network, viewer, 3, 1).revisions == ()
    assert verified(on.network, viewer).whole


def test_the_record_is_for_officers_over_the_api(on: Stage) -> None:
    asking = Asking(on.network)
    for question in (
        "{ audit { edges { cursor } } }",
        "{ auditVerification { whole } }",
        "{ rules { name } }",
    ):
        assert asking.code(question) == "REFUSED"
    roles = ("privacy_officer",)
    assert asking.ask("{ auditVerification { whole reason } }", "bob", roles)["auditVerification"] == {
        "whole": True,
        "reason": None,
    }


def test_every_kind_of_record_has_a_word() -> None:
    assert {name for name, kind in KINDS.items() if kind.FEED} <= KIND.keys()


# -- guarded -----------------------------------------------------------------------------------------


def test_hostile_names_and_texts_are_shown_as_text(on: Stage, officer: Browser) -> None:
    on.network.store.apply(
        [
            replace(make.person("ada"), name=HOSTILE, headline=HOSTILE),
            make.employment("ada", "home", "2019-03"),
        ]
    )
    officer.get("/privacy/people/person:ada")
    officer.send("/privacy/people/person:ada", right="ACCESS", note=HOSTILE)
    officer.get("/privacy/rules")
    form = officer.forms("/privacy/rules")[0].values
    given = {"name": "places", "country": "DE", "value": HOSTILE, "reason": HOSTILE}
    officer.client.post("/privacy/rules", data=form | given)
    for path in (*PAGES, f"/privacy?q={HOSTILE}", f"/privacy/audit?expect={HOSTILE}"):
        text = officer.get(path)
        assert officer.status == 200, path
        for never in ("<script>", "<img"):
            assert never not in text, path


def test_a_form_that_is_sent_twice_does_its_work_once(on: Stage, officer: Browser) -> None:
    officer.get("/privacy/people/person:cyd")
    form = officer.forms("/privacy/people/person:cyd")[0].values | {"right": "ACCESS"}
    for _ in range(2):
        officer.client.post("/privacy/people/person:cyd", data=form)
    assert len(on.network.store.scan(RightsRequest).records) == 1


def test_what_was_typed_outlives_the_session(on: Stage, officer: Browser) -> None:
    officer.get("/privacy/people/person:cyd")
    form = officer.forms("/privacy/people/person:cyd")[0].values | {"right": "ACCESS", "note": "A <letter>"}
    officer.client.cookies.clear()
    headers = {"sec-fetch-site": "same-origin"}
    officer.page = officer.client.post("/privacy/people/person:cyd", data=form, headers=headers)
    officer.send("/sign-in", person="0")
    assert "A &lt;letter&gt;" in officer.text
    officer.send("/privacy/people/person:cyd")
    assert "The request is open." in officer.text
