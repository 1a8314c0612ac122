"""What messages say: a text for each template, and nothing in it about anybody."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import actions
from actions.notices import notice
from graph.keys import Key
from graph.model import Delivery, Introduction
from policy.notices import TEMPLATES, retry_after
from service.outbox.letters import letter
from service.outbox.texts import TEXTS
from tests.factories import records as make
from tests.factories.network import NOW, network_of
from tests.factories.outbox import PUBLIC, STATIONERY
from web.application import PAGES

ROOT = Path(actions.__file__).parents[1]


def named_templates() -> set[str]:
    """Every text that a call of `notices` or `notice` anywhere names."""
    found = set()
    for path in [*ROOT.glob("actions/*.py"), *ROOT.glob("service/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if called in ("notices", "notice"):
                constants = [a.value for a in node.args if isinstance(a, ast.Constant)]
                found |= {text for text in constants if isinstance(text, str) and text}
    return found


def test_every_template_has_a_text_and_every_text_a_template() -> None:
    assert TEXTS.keys() == TEMPLATES.keys()
    assert named_templates() <= TEMPLATES.keys()


def test_nobody_is_told_what_has_no_text() -> None:
    with pytest.raises(KeyError):
        notice(network_of([]), make.key("person", "ada"), "no_such_text", "", NOW, "mail")


@pytest.mark.parametrize("template", sorted(TEXTS))
def test_a_text_is_short_plain_and_wrapped(template: str) -> None:
    text = TEXTS[template]
    assert len(text.subject) < 60
    assert max(map(len, text.body.splitlines())) <= 100
    assert "{" not in text.body.format(organization="Acme")


def test_a_text_leads_to_a_page_that_there_is_and_roles_to_theirs() -> None:
    pages = {at.path for at in PAGES if at.method == "GET"} | {"/roles"}
    assert {f"/{text.page}" for text in TEXTS.values() if text.page} <= pages


words = st.text(st.characters(categories=("Lu", "Ll")), min_size=9, max_size=20).map(
    lambda word: f"{word}xq7"
)


@given(words, words, words, st.sampled_from(sorted(TEXTS)))
def test_no_name_no_topic_and_no_message_is_ever_in_a_mail(
    name: str, topic: str, message: str, template: str
) -> None:
    request = Introduction(
        key=make.key("introduction", "x"),
        asker=make.key("person", name),
        target=make.key("person", "bob"),
        purpose="EXPERTISE",
        about=topic,
        message=message,
        state="asking",
        asked="2024-06-01T10:00:00Z",
        deadline="2024-06-11T10:00:00Z",
    )
    delivery = Delivery(
        key=Key("delivery:2024-06-01T10:00:00Z.abc"),
        person=make.key("person", "Zq4_x"),
        channel="mail",
        template=template,
        subject=request.key,
        due="2024-06-01T10:00:00Z",
    )
    address = f"{name}@example.org"
    mail = letter(STATIONERY, delivery, address, NOW)
    assert mail["To"] == address
    del mail["To"]
    whole = mail.as_string() + mail.get_content() + str(mail["Subject"])
    for value in (name, topic, message, address, request.key):
        assert value not in whole
    assert mail.get_content().count(f"{PUBLIC}/links/") == len(TEXTS[template].links) + (
        0 if TEXTS[template].stranger else sum(action.everywhere for action in STATIONERY.actions.values())
    )


def test_a_message_is_tried_less_and_less_often() -> None:
    waits = [retry_after(attempts) for attempts in range(1, 9)]
    assert waits[-1] is None
    lengths = [wait.total_seconds() for wait in waits if wait]
    assert lengths == sorted(lengths)
    assert 2 * 86_400 < sum(lengths) < 3 * 86_400
