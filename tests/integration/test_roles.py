"""Roles are shared, candidates see what is said of them, and a no along a role is as quiet as any."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from actions.act import Act
from actions.candidacies import put_down, take_off
from actions.introductions.request import Asking, request_introduction
from actions.roles import change_role, close_role, open_role, share_role
from actions.watch import tell_watchers, unwatch_role, watch_role
from graph.errors import Refused
from graph.keys import Key
from graph.model import Candidacy, Delivery, Watch, watch_key
from policy.preferences import Consent
from policy.roles import Stage, Wanted
from policy.viewer import Viewer
from queries.about_me import about_me
from queries.about_my_roles import candidacies_held
from queries.export import export
from queries.roles import RoleShown, my_roles, role_of
from tests.factories import records as make
from tests.factories.alliance import aspiration
from tests.factories.asking import key
from tests.factories.introductions import Stage as Play
from tests.factories.introductions import code, stage

YES = ("RECRUITING/found/yes/2025-06-01",)


def play() -> Play:
    """Ada and Eve, recruiters, know Bob; Bob knows Cyd, an alumna who may be found for RECRUITING."""
    consent = make.preference("cyd", choices=YES)
    return stage(consent, make.evidence("t", "cyd", text="billing"), cyd="alumnus", eve="employee")


def act(on: Play, name: str = "ada", once: str = "", roles: tuple[str, ...] = ("recruiter",)) -> Act:
    return replace(on.act(name, once), viewer=Viewer(key(name), frozenset(roles)))


def opened(on: Play, **said: Any) -> Key:
    return open_role(act(on), Wanted(**({"title": "Engineer", "text": "billing"} | said))).key


def seen(on: Play, role: Key, name: str = "ada") -> RoleShown | None:
    return role_of(on.network, Viewer(key(name), frozenset({"recruiter"})), role)


def asked(on: Play, role: Key, name: str = "ada") -> Key:
    asking = Asking((key("bob"),), key("cyd"), "RECRUITING", "billing", "Come back?", role)
    return request_introduction(act(on, name), asking).key


def far(on: Play, role: Key) -> list[Stage]:
    shown = seen(on, role)
    assert shown is not None
    return [one.stage for one in shown.candidates]


def test_a_role_is_there_for_those_who_work_on_it() -> None:
    on = play()
    role = opened(on)
    assert seen(on, role, "eve") is None
    share_role(act(on), role, key("eve"))
    shown = seen(on, role, "eve")
    assert shown is not None
    assert [card.name for card in shown.shared_with] == ["Eve"]
    assert role_of(on.network, Viewer(key("eve")), role) is None
    change_role(act(on, "eve"), role, Wanted(location="Ulm"))
    assert [one.record.location for one in my_roles(on.network, act(on).viewer).roles] == ["Ulm"]
    share_role(act(on), role, key("eve"), shared=False)
    assert code(lambda: change_role(act(on, "eve"), role, Wanted(location="Bonn"))) == "NOT_FOUND"
    close_role(act(on), role)
    assert code(lambda: change_role(act(on), role, Wanted(location="Bonn"))) == "NOT_NOW"


def test_the_same_act_again_opens_no_second_role() -> None:
    on = play()
    one = open_role(act(on, once="x"), Wanted(title="Engineer"))
    assert open_role(act(on, once="x"), Wanted(title="Engineer")) == one
    assert len(my_roles(on.network, act(on).viewer).roles) == 1


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted(), "title"),
        (Wanted(title="x" * 201), "title"),
        (Wanted(title="x", all_of=("Go",), none_of=("go",)), "noneOf"),
        (Wanted(title="x", any_of=("a",) * 2, none_of=("A",)), "noneOf"),
        (Wanted(title="x", all_of=tuple(map(str, range(21)))), "allOf"),
    ],
)
def test_what_no_role_may_say_names_the_field(wanted: Wanted, field: str) -> None:
    with pytest.raises(Refused) as refused:
        open_role(act(play()), wanted)
    assert (refused.value.code, refused.value.field) == ("BAD_INPUT", field)


@pytest.mark.parametrize("roles", [(), ("network_admin",), ("privacy_officer", "service")])
def test_roles_are_for_recruiters_and_hr_partners(roles: tuple[str, ...]) -> None:
    on = play()
    assert code(lambda: open_role(act(on, roles=roles), Wanted(title="x"))) == "NOT_ALLOWED"


def test_a_candidate_is_shown_all_that_is_put_down() -> None:
    on = play()
    role = opened(on)
    put_down(act(on), role, key("cyd"), "knows our billing")
    (held,) = candidacies_held(on.network, key("cyd"))
    assert (held.role, held.note, held.stage, held.by) == (
        "Engineer",
        "knows our billing",
        Stage.NOTED,
        "Ada",
    )
    mine = about_me(on.network, Viewer(key("cyd")), key("cyd"))
    assert mine is not None
    assert mine.candidacies == (held,)
    copy = zipfile.ZipFile(io.BytesIO(b"".join(export(on.network, Viewer(key("cyd")), key("cyd")))))
    assert "knows our billing" in copy.read("candidacies.csv").decode()
    put_down(act(on), role, key("cyd"), "next year", Stage.NOT_NOW)
    assert far(on, role) == [Stage.NOT_NOW]
    take_off(act(on), role, key("cyd"))
    assert candidacies_held(on.network, key("cyd")) == ()


def test_only_who_said_yes_is_put_down_and_a_no_takes_them_off() -> None:
    on = play()
    role = opened(on)
    assert code(lambda: put_down(act(on), role, key("bob"), "")) == "NOT_ALLOWED"
    assert code(lambda: put_down(act(on), role, Key("person:nobody"), "")) == "NOT_FOUND"
    put_down(act(on), role, key("cyd"), "")
    on.wish("cyd", consents=(Consent("RECRUITING", "found", False),))
    assert far(on, role) == []


def test_a_candidate_is_asked_by_an_introduction_and_follows_it() -> None:
    on = play()
    role = opened(on)
    share_role(act(on), role, key("eve"))
    introduction = asked(on, role)
    assert far(on, role) == [Stage.ASKED]
    assert [one.stage for one in candidacies_held(on.network, key("cyd"))] == [Stage.NOTED]
    on.answer(introduction, "bob")
    assert [one.stage for one in candidacies_held(on.network, key("cyd"))] == [Stage.ASKED]
    on.answer(introduction, "cyd")
    assert far(on, role) == [Stage.AGREED]
    on.close(introduction, outcome="met")
    shown = seen(on, role, "eve")
    assert shown is not None
    (request,) = shown.requests
    assert (request.asker.name, request.outcome) == ("Ada", "met")
    assert "Come back?" not in repr(shown)
    on.network.store.apply([make.employment("cyd", "home", "2024-05-01")])
    assert far(on, role) == [Stage.RETURNED]


def test_a_no_is_as_quiet_along_a_role_as_to_who_asked() -> None:
    on, silent = play(), play()
    role, same = opened(on), opened(silent)
    introduction = asked(on, role)
    assert (role, introduction) == (same, asked(silent, same))
    on.answer(introduction, "bob", yes=False)
    for days in (0, 9, 2):
        on.clock.go(days=days)
        silent.clock.go(days=days)
        assert seen(on, role) == seen(silent, role)
    assert far(on, role) == [Stage.NOT_NOW]


def test_a_request_for_a_role_is_for_recruiting_and_by_who_works_on_it() -> None:
    on = play()
    role = opened(on)
    assert code(lambda: asked(on, role, "eve")) == "NOT_FOUND"
    wrong = Asking((key("bob"),), key("cyd"), "EXPERTISE", "billing", "", role)
    assert code(lambda: request_introduction(act(on), wrong)) == "BAD_INPUT"
    close_role(act(on), role)
    assert code(lambda: asked(on, role)) == "NOT_NOW"


def test_who_watches_hears_of_each_candidate_and_of_each_path_once() -> None:
    on = play()
    role = opened(on)
    watch_role(act(on), role)
    assert tell_watchers(on.network, on.clock()) == 0
    new = [make.person("dan"), make.employment("dan", "home", "2015", "2022")]
    on.network.store.apply([*new, make.preference("dan", choices=YES), aspiration("dan")])
    assert tell_watchers(on.network, on.clock()) == 0, "nothing shows that they know anything of it"
    on.network.store.apply([make.evidence("u", "dan", text="billing")])
    assert tell_watchers(on.network, on.clock()) == 1
    assert tell_watchers(on.network, on.clock()) == 0
    on.network.store.apply([make.tie("bob", "dan")])
    on.clock.go(days=1)
    assert tell_watchers(on.network, on.clock()) == 1
    assert tell_watchers(on.network, on.clock()) == 0
    told = [stored.record for stored in on.network.store.scan(Delivery).records]
    assert [one.template for one in told] == ["role_news", "role_news"]
    assert len({one.key.rpartition(".")[2] for one in told}) == 2
    assert all("dan" not in repr(one).casefold() for one in told)
    mine = about_me(on.network, Viewer(key("dan")), key("dan"))
    assert mine is not None
    assert mine.roles.told_of == ("Engineer",)


def test_a_watch_ends_with_the_role_and_when_it_is_taken_back() -> None:
    on = play()
    role, other = opened(on), opened(on)
    watch_role(act(on), role)
    watch_role(act(on), other)
    unwatch_role(act(on), other)
    close_role(act(on), role)
    assert tell_watchers(on.network, on.clock()) == 0
    assert watch_key(role, key("ada")) not in on.network.store.fetch([watch_key(role, key("ada"))]).found
    assert on.network.store.scan(Watch).records == []


def test_candidacies_are_one_record_a_person_and_role() -> None:
    on = play()
    role = opened(on)
    put_down(act(on), role, key("cyd"), "one")
    asked(on, role)
    put_down(act(on, "ada"), role, key("cyd"), "two")
    assert [stored.record.note for stored in on.network.store.scan(Candidacy).records] == ["two"]
    assert date(2024, 6, 1) == on.network.today()
