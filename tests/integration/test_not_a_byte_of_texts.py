"""Texts that others wrote, or that are about others, name nobody who is restricted or has been erased.

Every free text of every kind of record names them, generated from the table of what fields hold; so a new
field is looked at as soon as it is there, and a field that is not in the table fails.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from types import UnionType
from typing import get_args, get_origin, get_type_hints

import pytest

from actions.act import Act
from actions.erase import erase
from actions.restrict import restrict
from graph.erasures import ErasureFile
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import KINDS, Record, references
from graph.model.texts import FREE, TEXTS
from graph.snapshot.read_model import ReadModel
from graph.stores.sqlite.store import SqliteStore
from policy.viewer import OPERATOR, Viewer
from queries.network import Network
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import experts, key
from tests.factories.everything import ROLES, SETTLED, everything_there_is
from tests.factories.hidden_people import ERASED, NAMES, RESTRICTED, family, there
from tests.factories.named_everywhere import named_everywhere, spelled
from tests.factories.network import NOW, network_in, network_of
from tests.factories.operator_questions import operator_answers
from tests.factories.role_matrix import WIDE
from tests.integration.test_as_if_hidden_everywhere import acts, documents

GONE = (ERASED, RESTRICTED)

SAY_AGAIN = ("Skill(", "recordInsight(")
"""Acts that come to what was just said, in the words of who said it."""


def test_every_text_field_says_what_it_holds() -> None:
    held = {kind: {f.name for f in fields(kind) if _is_text(kind, f.name)} for kind in KINDS.values()}
    assert {kind: {*TEXTS.get(kind, {})} for kind in held} == held


def test_every_kind_with_a_free_text_is_looked_at() -> None:
    assert {*FREE} <= {type(record) for record in named_everywhere(ERASED)}


def _is_text(kind: type[Record], name: str) -> bool:
    if name == "key" or name in references(kind):
        return False
    hint = get_type_hints(kind)[name]
    return str in _parts(hint)


def _parts(hint: object) -> set[object]:
    inner = {part for each in get_args(hint) for part in _parts(each)}
    return inner if get_origin(hint) in (tuple, UnionType) else {hint, *inner}


def in_memory(name: str) -> Network:
    return network_of([*named_everywhere(name), *there(name)])


@cache
def network(name: str) -> Network:
    whole = in_memory(name)
    if name == ERASED:
        erase(whole, key(name))
    else:
        restrict(Act(whole, Viewer(key(name)), "once"))
    return whole


def traces(name: str) -> list[str]:
    return sorted({text.casefold() for text in (*spelled(name), family(name), fold(family(name)))})


def found_in(name: str, answers: Iterator[str]) -> list[str]:
    text = "\n".join(answers).casefold()
    return [
        f"{trace}: {text[max(0, text.index(trace) - 200) :][:300]}" for trace in traces(name) if trace in text
    ]


def asked(of: Network, name: str) -> tuple[list[Key], list[str], list[Key]]:
    keys = [stored.record.key for kind in KINDS.values() for stored in of.store.scan(kind).records]
    own = [*map(key, (*SETTLED, "bob"))] + ([key(name)] if name == ERASED else [])
    return sorted({*keys, key(name)}), [*spelled(name), family(name), "clay", "work", "pots", ""], own


@pytest.mark.parametrize("name", GONE)
def test_what_is_looked_for_is_there_before(name: str) -> None:
    whole = in_memory(name)
    assert found_in(name, operator_answers(whole, *asked(whole, name)))
    role = ROLES["employee"]
    asking = Asking(whole, WIDE)
    assert found_in(name, (asking.post(d, role.settled, role.roles).text for d in documents([name])))


@pytest.mark.parametrize("name", GONE)
@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_answered_a_text_that_names_them(role: str, name: str) -> None:
    as_, asking = ROLES[role], Asking(network(name), WIDE)
    questions = [d for d in documents([name]) if as_.roles != ("privacy_officer",) or name not in d]
    questions += [d for d in acts(as_.settled, [name]) if not any(act in d for act in SAY_AGAIN)]
    assert found_in(name, (asking.post(d, as_.settled, as_.roles).text for d in questions)) == []


@pytest.mark.parametrize("name", GONE)
def test_the_operator_is_answered_no_text_that_names_them(name: str) -> None:
    whole = network(name)
    assert found_in(name, operator_answers(whole, *asked(whole, name))) == []


def test_no_record_and_no_file_holds_a_text_that_names_who_is_erased(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "kith.sqlite", create=True, clock=lambda: NOW)
    whole = network_in(store, [*named_everywhere(ERASED), *there(ERASED)], lambda: NOW)
    model = ReadModel(store, tmp_path / "read-models", "test")
    whole = replace(whole, read_model=model, erasures=ErasureFile(tmp_path / "erasures"))
    model.current()  # is saved
    assert naming_files(tmp_path)
    erase(whole, key(ERASED))
    records = (stored.record for kind in KINDS.values() for stored in store.scan(kind).records)
    said = "\n".join(map(repr, records)).casefold()
    assert [text for text in spelled(ERASED) if text.casefold() in said] == []
    assert naming_files(tmp_path) == []
    store.close()


def naming_files(folder: Path) -> list[tuple[str, str]]:
    sought = {*spelled(ERASED), *map(fold, spelled(ERASED)), NAMES[ERASED].casefold()}
    written = {json.dumps(text)[1:-1] for text in sought} | sought
    return [
        (path.name, text)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for text in sorted(written)
        if text.encode() in path.read_bytes()
    ]


def test_what_is_withheld_is_there_again_when_the_restriction_ends() -> None:
    whole = in_memory(RESTRICTED)
    before = list(operator_answers(whole, *asked(whole, RESTRICTED)))
    act = Act(whole, Viewer(key(RESTRICTED)), "once")
    restrict(act)
    assert found_in(RESTRICTED, operator_answers(whole, *asked(whole, RESTRICTED))) == []
    restrict(replace(act, once="again"), False)
    after = list(operator_answers(whole, *asked(whole, RESTRICTED)))
    assert _unrevised(after) == _unrevised(before)


def _unrevised(answers: list[str]) -> list[str]:
    """Without what changes by asking: revisions, the request to restrict, how often who was named."""
    changing = ("revision", "RightsRequest", "UseCount")
    return [one for one in answers if not any(what in one for what in changing)]


def test_a_text_that_names_them_is_not_searched_while_they_are_restricted() -> None:
    whole = network_of(
        [
            *everything_there_is(),
            *there(RESTRICTED),
            make.evidence("talk", "bob", text=f"Pottery with {NAMES[RESTRICTED]}"),
        ]
    )
    act = Act(whole, Viewer(key(RESTRICTED)), "once")
    viewer = Viewer(key("ada"))
    assert all(experts(whole, viewer, topic) for topic in ("pottery", "drummelhoff"))
    restrict(act)
    assert not any(experts(whole, OPERATOR, topic) for topic in ("pottery", "drummelhoff"))
    assert whole.read_model.current().withheld == {Key("evidence:talk")}
    restrict(replace(act, once="again"), False)
    assert experts(whole, viewer, "pottery")
    assert not whole.read_model.current().withheld


def test_a_read_model_that_is_built_or_opened_withholds_the_same(tmp_path: Path) -> None:
    whole = network(RESTRICTED)
    followed = whole.read_model.current()
    built = ReadModel(whole.store, tmp_path, "test").current()
    opened = ReadModel(whole.store, tmp_path, "test").current()
    for one in (built, opened):
        assert (one.unused, one.withheld) == (followed.unused, followed.withheld)
        assert one.skills.skills == followed.skills.skills
