"""One's own pages: what one is called, knows and hopes for; what is held, corrected, stopped and erased."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from graphql import GraphQLObjectType, get_named_type

from actions.restrict import restrict
from graph.model import Contact, Evidence, RightsRequest
from policy.viewer import Viewer
from queries.preferences import preference_of
from tests.factories import records as make
from tests.factories.asking import experts, key, routes
from tests.factories.browsing import Browser
from tests.factories.everything import everything_there_is
from tests.factories.introductions import Stage, billing, stage
from tests.factories.network import network_of
from tests.factories.role_matrix import SCHEMA
from web.documents import document

HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
PAGES = ("/me", "/about-me", "/about-me/erase", "/preferences/blocked", "/preferences/blocked?q=o")


@pytest.fixture
def on() -> Stage:
    return billing()


@pytest.fixture
def ada(on: Stage) -> Browser:
    return Browser(on.network, "ada", "bob", "cyd").sign_in()


# -- what one is called, knows and hopes for ---------------------------------------------------------


def test_what_somebody_is_called_is_put_right(on: Stage, ada: Browser) -> None:
    ada.get("/me")
    ada.send("/me/words", name="Ada  B. Lind", headline="Maps", location="Bonn, Germany")
    assert "That is what you are called" in ada.text
    text = Browser(on.network, "bob").sign_in().get("/people/person:ada")
    assert "Ada B. Lind" in text
    assert "Maps · works here · Bonn, Germany" in text
    assert [one.record.right for one in on.network.store.scan(RightsRequest).records] == ["rectify"]


def test_what_is_refused_stays_as_it_was_typed(ada: Browser) -> None:
    ada.get("/me")
    ada.send("/me/words", name=" ", headline="Typed with care")
    assert (ada.status, 'role="alert">A name has at least one letter.' in ada.text) == (422, True)
    assert 'value="Typed with care"' in ada.text
    ada.send("/me/skills", skill="x" * 101)
    assert (ada.status, "x" * 101 in ada.text) == (422, True)
    ada.send("/me/aspirations", goals="To see the sea", horizon="one day")
    assert (ada.status, ">To see the sea</textarea>" in ada.text) == (422, True)
    assert 'value="one day"' in ada.text


def test_a_skill_is_declared_and_taken_back(on: Stage, ada: Browser) -> None:
    ada.get("/me")
    assert "Nothing is known yet" in ada.text
    ada.send("/me/skills", skill="Sailing")
    assert "as your own word" in ada.text
    assert experts(on.network, Viewer(key("bob")), "sailing") == ["Ada"]
    (form,) = ada.forms("/me/skills/back")
    ada.send("/me/skills/back", **dict(form.buttons))
    assert "You took your word back" in ada.text
    assert experts(on.network, Viewer(key("bob")), "sailing") == []


def test_aspirations_are_said_kept_and_taken_back(on: Stage, ada: Browser) -> None:
    ada.get("/me")
    said = {"goals": "Lead a crew\nat sea", "horizon": "2025-09", "gives": "time", "likes": "a boat"}
    ada.send("/me/aspirations", **said, learn="sailing\n\n billing ", open="yes")
    held = ada.forms("/me/aspirations")[0].values
    assert (held["horizon"], held["open"]) == ("2025-09", "yes")
    for text in (">Lead a crew\nat sea<", ">time<", ">a boat<", ">billing\nsailing<"):
        assert text in ada.text
    recruiter = Browser(on.network, "bob=recruiter", "cyd").sign_in()
    assert "Lead a crew" in recruiter.get("/people/person:ada")
    assert "Lead a crew" not in recruiter.sign_in(1).get("/people/person:ada")
    ada.page = ada.client.post("/me/aspirations", data=held | {"goals": "", "learn": "", "open": ""})
    assert "Lead a crew" not in ada.get("/me")
    assert "open" not in ada.forms("/me/aspirations")[0].values


# -- others ------------------------------------------------------------------------------------------


def test_a_colleague_vouches_and_is_asked_to(on: Stage, ada: Browser) -> None:
    ada.get("/people/person:cyd")
    (form,) = ada.forms("/people/person:cyd/vouch")
    ada.send("/people/person:cyd/vouch", **dict(form.buttons))
    assert "You vouch for it" in ada.text
    assert "1 colleague vouches" in ada.text
    given = [one.record for one in on.network.store.scan(Evidence).records]
    assert key("ada") in {evidence.endorser for evidence in given}
    ada.send("/people/person:cyd/ask")
    assert "They are asked to vouch for you" in ada.text
    assert on.templates("cyd") == ["endorsement_asked"]


def test_nobody_vouches_for_who_is_not_there(on: Stage, ada: Browser) -> None:
    ada.get("/people/person:cyd")
    form = ada.forms("/people/person:cyd/vouch")[0].values
    on.block("cyd", "ada")
    for action in ("vouch", "ask"):
        for name in ("cyd", "nobody"):
            ada.page = ada.client.post(f"/people/person:{name}/{action}", data=form | {"skill": "billing"})
            assert (ada.status, "There is nobody of that name" in ada.text) == (404, True)


def test_one_own_page_leads_to_its_forms_and_vouches_for_nothing(on: Stage) -> None:
    text = Browser(on.network, "cyd").sign_in().get("/people/person:cyd")
    assert "Edit my page" in text
    assert "vouch for that" not in text
    assert "Do not connect me" not in text


def test_what_two_have_in_common_is_said_in_words() -> None:
    on = stage(
        make.person("dan"),
        make.employment("dan", "home", "2010", "2018-12"),
        make.mission("maps"),
        make.tour("ada", "maps", since="2020-02", until="2021-03"),
        make.tour("bob", "maps", since="2020-06"),
    )
    ada = Browser(on.network, "ada").sign_in()
    text = ada.get("/people/person:bob")
    assert "What you have in common" in text
    assert "You both have worked at Home, since March 2019" in text
    assert "You were both on the tour Maps, June 2020 to March 2021" in text
    assert "You both worked at Home, at different times" in ada.get("/people/person:dan")


def test_people_to_be_kept_apart_from_are_chosen_from_their_page_or_by_name(on: Stage, ada: Browser) -> None:
    ada.get("/people/person:cyd")
    assert "Nobody is told" in ada.text
    ada.send("/preferences/blocked")
    assert "From now on you do not exist for them" in ada.text
    assert "For Cyd you do not exist" in ada.get("/people/person:cyd")
    cyd = Browser(on.network, "cyd").sign_in()
    cyd.get("/people/person:ada")
    assert cyd.status == 404
    ada.get("/preferences/blocked?q=Bob")
    (form,) = [form for form in ada.forms("/preferences/blocked") if form.values["blocked"] == "yes"]
    ada.page = ada.client.post("/preferences/blocked", data=form.values)
    assert {key("bob"), key("cyd")} == set(preference_of(on.network, key("ada"))[0].blocked)
    assert "you chose them already" in ada.get("/preferences/blocked?q=Bob")
    for _ in range(2):
        ada.send("/preferences/blocked")
        assert "You exist for them again" in ada.text
    assert "There is nobody here" in ada.text
    assert preference_of(on.network, key("ada"))[0].blocked == ()


def test_who_was_chosen_and_is_not_there_any_more_can_be_let_go(on: Stage, ada: Browser) -> None:
    on.block("ada", "cyd")
    restrict(on.act("cyd"))
    text = ada.get("/preferences/blocked")
    assert "Somebody who is not shown to you any more" in text
    assert "Cyd" not in text.split("<footer")[0]
    ada.send("/preferences/blocked")
    assert preference_of(on.network, key("ada"))[0].blocked == ()


def test_more_people_than_a_page_holds_go_on(on: Stage, ada: Browser) -> None:
    names = [f"p{number:02}" for number in range(25)]
    on.network.store.apply([make.person(name, name=f"Pat {name}") for name in names])
    on.network.store.apply([make.employment(name, "home", "2020") for name in names])
    on.wish("ada")
    for name in names:
        on.block("ada", name)
    text = ada.get("/preferences/blocked")
    assert text.count("Exist for them again") == 20
    assert ada.get("/preferences/blocked?from=20").count("Exist for them again") == 5
    assert ada.get("/preferences/blocked?from=nonsense").count("Exist for them again") == 20


# -- what is held ------------------------------------------------------------------------------------


def test_all_that_is_held_stands_there_with_source_contributor_and_formula(on: Stage) -> None:
    text = Browser(on.network, "cyd").sign_in().get("/about-me")
    for words in (
        "from test",
        "contributed by the company",
        "how it is worked out",
        "Taken together: trust",
        "trust",
        "about billing",
    ):
        assert words in text
    text = Browser(network_of(everything_there_is()), "lia").sign_in().get("/about-me")
    for section in ("insights", "for-roles", "touch", "sides", "ties", "hopes", "rights"):
        assert f'id="{section}"' in text


def test_the_page_asks_for_everything_that_is_held() -> None:
    asked = set(re.findall(r"\w+", document("about_me/page.graphql")))
    told_elsewhere = {
        *("startCursor", "hasPreviousPage", "id"),
        *("share", "trust", "currency", "strength", "strengths"),  # numbers: the copy holds them
        *(*PREFERENCES, "people", "personId", "alternatives", "broader", "narrower", *TOUR_BETWEEN),
    }
    assert {field for _, field in _below("AboutMe")} - asked - told_elsewhere == set()


PREFERENCES = ("consents", "doNotContact", "capacity", "quietUntil", "direct", "shown", "blocked")
"""What the page of preferences shows."""

TOUR_BETWEEN = ("companySide", "mySide", "waitsFor", "signedBy", "checkInDue")
"""What the tours as two-sided say better."""


def _below(root: str) -> Iterator[tuple[str, str]]:
    found, new = {"Person", "Preferences"}, {root}
    while new:
        name = new.pop()
        found.add(name)
        for field, spec in SCHEMA.type_map[name].fields.items():  # type: ignore[attr-defined]
            yield name, field
            inner = get_named_type(spec.type)
            if isinstance(inner, GraphQLObjectType) and inner.name not in found:
                new.add(inner.name)


def test_a_tie_is_corrected_in_words(on: Stage) -> None:
    bob = Browser(on.network, "bob").sign_in()
    bob.get("/about-me")
    form = next(f for f in bob.forms("/about-me/tie") if f.values["person"] == key("ada")).values
    for chosen, words in (
        ("WELL", "know each other well"),
        ("KNOWN", "know each other"),
        ("LITTLE", "know each other a little"),
    ):
        bob.page = bob.client.post("/about-me/tie", data=form | {"tie": chosen, "once": chosen})
        assert "for everybody" in bob.text
        assert re.search(f"</a> {words}[:.]", bob.get("/people/person:ada/paths"))
    bob.page = bob.client.post("/about-me/tie", data=form | {"tie": "NONE", "once": "n"})
    assert routes(on.network, "bob") == []
    bob.page = bob.client.post("/about-me/tie", data=form | {"tie": "SOURCES", "once": "s"})
    assert routes(on.network, "bob") == ["Ada Bob"]
    for wrong in ({"tie": "NONSENSE"}, {"tie": "WELL", "person": "person:nobody"}):
        bob.page = bob.client.post("/about-me/tie", data=form | {"once": "w", **wrong})
        assert (bob.status, 'role="alert"' in bob.text) == (422, True)


def test_inference_stops_at_once_and_begins_again(on: Stage) -> None:
    on.network.store.apply(
        [
            make.contact("cyd", "bob"),
            make.evidence("commit", "cyd", text="A clever fix", evidence_kind="commit", source="git:x"),
        ]
    )
    cyd = Browser(on.network, "cyd").sign_in()
    assert "A clever fix" in cyd.get("/about-me")
    cyd.send("/about-me/object", objected="yes")
    assert "What was inferred about you is gone" in cyd.text
    assert "A clever fix" not in cyd.text
    assert on.network.store.scan(Contact).records == []
    cyd.send("/about-me/object", objected="no")
    assert not preference_of(on.network, key("cyd"))[0].objected


def test_who_is_restricted_is_used_for_nothing_and_reads_their_own_pages(on: Stage, ada: Browser) -> None:
    cyd = Browser(on.network, "cyd").sign_in()
    cyd.get("/about-me")
    cyd.send("/about-me/restrict", restricted="yes")
    assert "used for nothing now" in cyd.text
    ada.get("/people/person:cyd")
    assert ada.status == 404
    cyd.send("/about-me/restrict", restricted="no")
    assert "Use none of it" in cyd.text
    assert "Cyd" in ada.get("/people/person:cyd")


def test_long_sections_go_on(on: Stage) -> None:
    many = [make.evidence(f"e{n:03}", "cyd", text=f"Talk {n:03}", evidence_kind="talk") for n in range(60)]
    on.network.store.apply(many)
    cyd = Browser(on.network, "cyd").sign_in()
    first = cyd.get("/about-me")
    assert "Talk 010" in first
    (link,) = [part.split('"')[0] for part in first.split('href="') if part.startswith("/about-me?evidence=")]
    assert "Talk 059" in cyd.get(link.replace("&amp;", "&"))
    cyd.get("/about-me?ties=nonsense")
    assert cyd.status == 400


# -- erased ------------------------------------------------------------------------------------------


def test_nobody_is_erased_without_being_sure(on: Stage, ada: Browser) -> None:
    assert "What happens to what" in ada.get("/about-me/erase")
    ada.send("/about-me/erase")
    assert (ada.status, "there is no way back" in ada.text) == (422, True)
    ada.send("/about-me/erase", sure="yes", whose="person:bob")
    assert ada.status == 422
    assert on.network.store.fetch([key("ada"), key("bob")]).found.keys() == {key("ada"), key("bob")}


def test_who_erases_themself_is_gone_and_signed_out(on: Stage, ada: Browser) -> None:
    ada.get("/about-me/erase")
    form = ada.forms("/about-me/erase")[0].values | {"sure": "yes"}
    ada.page = ada.client.post("/about-me/erase", data=form)
    assert (ada.status, "It is done" in ada.text, "Ada" in ada.text) == (200, True, False)
    assert key("ada") not in on.network.store.fetch([key("ada")]).found
    assert "Sign in" in ada.get("/me")
    bob = Browser(on.network, "bob").sign_in()
    bob.get("/people/person:ada")
    assert bob.status == 404


def test_an_erasure_that_comes_late_erases_nobody_else(on: Stage, ada: Browser) -> None:
    ada.get("/about-me/erase")
    form = ada.forms("/about-me/erase")[0].values | {"sure": "yes"}
    ada.client.cookies.clear()
    ada.page = ada.client.post("/about-me/erase", data=form, headers={"sec-fetch-site": "same-origin"})
    ada.send("/sign-in", person="1")
    ada.send("/about-me/erase")
    assert ada.status == 422
    assert on.network.store.fetch([key("ada"), key("bob")]).found.keys() == {key("ada"), key("bob")}


# -- guarded -----------------------------------------------------------------------------------------


def test_hostile_names_and_texts_are_shown_as_text() -> None:
    on = stage(
        replace(make.person("cyd"), name=HOSTILE, headline=HOSTILE, location=HOSTILE),
        make.tie("ada", "cyd", reason=HOSTILE),
        make.evidence("e", "ada", text=HOSTILE, link="javascript:alert(1)"),
    )
    ada = Browser(on.network, "ada").sign_in()
    ada.get("/me")
    ada.send("/me/aspirations", goals=HOSTILE, learn="<b>sailing</b>")
    ada.get("/people/person:cyd")
    ada.send("/preferences/blocked")
    for path in (*PAGES, f"/preferences/blocked?q={HOSTILE}", "/people/person:cyd", "/people/person:ada"):
        text = ada.get(path)
        assert ada.status == 200, path
        for never in ("<script>", "<img", "<b>", 'href="javascript:'):
            assert never not in text, path
        assert not re.search(r"<style| style=", text), path


def test_what_was_typed_outlives_the_session(ada: Browser) -> None:
    ada.get("/me")
    form = ada.forms("/me/aspirations")[0].values | {"goals": "Typed for an <hour>"}
    ada.client.cookies.clear()
    ada.page = ada.client.post("/me/aspirations", data=form, headers={"sec-fetch-site": "same-origin"})
    ada.send("/sign-in", person="0")
    assert "Typed for an &lt;hour&gt;" in ada.text
    ada.send("/me/aspirations")
    assert "Typed for an &lt;hour&gt;" in ada.text


def test_a_form_that_is_sent_twice_does_its_work_once(on: Stage, ada: Browser) -> None:
    ada.get("/people/person:cyd")
    form = ada.forms("/people/person:cyd/ask")[0].values
    for _ in range(2):
        ada.client.post("/people/person:cyd/ask", data=form)
    assert on.templates("cyd") == ["endorsement_asked"]
