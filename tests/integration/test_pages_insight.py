"""The pages of insight: who could tell, what was told, and what came of it."""

import pytest

from tests.factories import records as make
from tests.factories.browsing import Browser
from tests.factories.introductions import Stage, stage
from tests.factories.network import company, works_at

HOSTILE = "<script>alert('x')</script>"
YES = ("INSIGHT/found/yes/2025-01-01", "INSIGHT/reached/yes/2025-01-01")
ACME_INC = company("Acme Inc")
TOLD = {"text": "They buy before they build.", "companies": "Acme Inc\n\n", "provenance": "OWN_WORK"}


@pytest.fixture
def on() -> Stage:
    """Lia has left, works at Acme, and said yes to INSIGHT; Bob knows her."""
    return stage(
        ACME_INC,
        works_at("lia", ACME_INC, "2021-06", title="Engineer"),
        make.preference("lia", choices=YES),
        make.tie("bob", "lia"),
        lia="alumnus",
    )


def as_(on: Stage, name: str) -> Browser:
    return Browser(on.network, name).sign_in()


def tells(browser: Browser, **more: str) -> str:
    browser.get("/insight/new")
    return browser.send("/insight/new", **{**TOLD, "clear": "yes", **more})


def test_who_could_tell_is_named_with_why_and_a_way_to_ask_for_insight(on: Stage) -> None:
    ada = as_(on, "ada")
    text = ada.get("/insight?kind=company&q=acme")
    for words in ("Who could tell about acme", "Lia", "Works at Acme Inc as Engineer, since 2021"):
        assert words in text
    assert "One introduction away" in text
    assert "/people/person:lia/paths?purpose=INSIGHT&amp;about=acme" in text
    text = ada.get("/people/person:lia/paths?purpose=INSIGHT&about=acme")
    assert '<option value="INSIGHT" selected>' in text
    ada.send("/people/person:lia/paths", message="May I?")
    assert "You asked" in ada.text
    assert on.waits_for("bob")


def test_where_nobody_can_tell_there_is_something_to_do(on: Stage) -> None:
    ada = as_(on, "ada")
    for asked in (
        "kind=topic&q=zymurgy",
        "kind=company&q=Nowhere Ltd",
        "kind=company&q=%3F%3F",
        "kind=x&q=y",
    ):
        text = ada.get(f"/insight?{asked}")
        assert ada.status == 200
        assert "Nobody is known who may be asked about it" in text
        assert "Ask again as a" in text
    assert "Nothing yet" in ada.get("/insight")


def test_an_insight_is_written_found_again_closed_and_taken_back(on: Stage) -> None:
    lia, ada = as_(on, "lia"), as_(on, "ada")
    assert "It is found from now on" in tells(lia, learned="2024-05", link="https://acme.example/news")
    assert "They buy before they build." in lia.text
    text = ada.get("/insight?kind=company&q=Acme")
    for words in ("They buy before they build.", "Lia", "from their own work, May 2024", "acme.example/news"):
        assert words in text
    assert not lia.forms("/insight/close")
    ada.send("/insight/close", came_of="We offer it in spring.")
    assert "Who wrote it hears" in ada.text
    assert "q=Acme" in str(ada.page.url)
    assert "We offer it in spring." in lia.get("/insight")
    assert "insight_closed" in on.templates("lia")
    assert not ada.forms("/insight/withdraw")
    lia.send("/insight/withdraw")
    assert "Nothing of it stays" in lia.text
    assert "They buy before" not in ada.get("/insight")


def test_without_the_word_that_nothing_is_confidential_it_is_not_kept_and_stays_typed(on: Stage) -> None:
    lia = as_(on, "lia")
    lia.get("/insight/new?kind=topic&q=billing")
    assert ">billing</textarea>" in lia.text
    lia.send("/insight/new", **TOLD, link="https://x.example")
    assert (lia.status, 'role="alert">Confirm that nothing' in lia.text) == (422, True)
    assert "They buy before they build.</textarea>" in lia.text
    assert 'value="https://x.example"' in lia.text
    lia.send("/insight/new", clear="yes", learned="tomorrow")
    assert (lia.status, 'name="clear" value="yes" checked' in lia.text) == (422, True)
    assert "Nothing yet" in lia.get("/insight")


def test_an_answer_to_a_request_says_who_asked(on: Stage) -> None:
    lia, ada = as_(on, "lia"), as_(on, "ada")
    assert 'name="request"' not in lia.get("/insight/new")
    request = on.ask(to="lia", purpose="INSIGHT", about="acme")
    on.answer(request, "bob")
    on.answer(request, "lia")
    assert "Ada, about acme" in lia.get("/insight/new")
    assert "asked by Ada" in tells(lia, request=request)
    assert "asked by you" in ada.get("/insight")


def test_a_second_closing_is_refused_at_the_insight_and_a_form_counts_once(on: Stage) -> None:
    lia, ada, bob = as_(on, "lia"), as_(on, "ada"), as_(on, "bob")
    lia.get("/insight/new")
    form = {**lia.forms("/insight/new")[0].values, **TOLD, "clear": "yes"}
    for _ in range(2):
        lia.client.post("/insight/new", data=form)
    assert lia.get("/insight").count("They buy before") == 1
    bob.get("/insight")
    ada.get("/insight")
    ada.send("/insight/close", came_of="It helped.")
    bob.send("/insight/close", came_of="It did not.")
    assert (bob.status, 'role="alert"' in bob.text) == (422, True)
    form = ada.forms("/sign-out")[0].values | {"once": "another", "insight": "insight:none"}
    ada.page = ada.client.post("/insight/withdraw", data=form)
    assert (ada.status, 'role="alert">It is not here any more' in ada.text) == (422, True)


def test_more_comes_page_by_page_and_hostile_texts_are_text(on: Stage) -> None:
    lia, ada = as_(on, "lia"), as_(on, "ada")
    for number in range(12):
        tells(lia, text=f"note {number} {HOSTILE}", topics=HOSTILE)
    text = ada.get("/insight?kind=company&q=Acme")
    assert "<script>" not in text
    assert "&lt;script&gt;alert" in text
    assert text.count("<blockquote>") == 10
    more = text.split("Show more")[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert ada.get(more).count("<blockquote>") == 2
    assert "Who could tell" not in ada.text
    ada.get("/insight?after=nonsense")
    assert ada.status == 400


def test_who_may_not_read_it_sees_what_was_never_written(on: Stage) -> None:
    on.network.store.apply([make.person("len"), make.employment("len", "home", "2015", "2021-05")])
    on.block("lia", "ada")
    ada = as_(on, "ada")
    ada.get("/insight?kind=company&q=Acme")
    before = ada.plain
    tells(as_(on, "lia"))
    assert "They buy" in as_(on, "bob").get("/insight")
    ada.get("/insight?kind=company&q=Acme")
    assert ada.plain == before
