"""After somebody is erased or restricted, no answer to anybody holds a byte of them.

Of who is erased not even the id. Not looked at of who is restricted: what they themselves are shown, and who
acts on their request. Texts that others wrote of others are in test_not_a_byte_of_texts.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from actions.erase import erase
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import KINDS, RightsRequest
from graph.ports import Change
from queries.network import Network
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key
from tests.factories.everything import ROLES, SETTLED, everything_there_is, insight, request
from tests.factories.hidden_people import (
    ERASED,
    NAMES,
    RESTRICTED,
    family,
    hidden_people,
)
from tests.factories.kept import Kept, in_stores
from tests.factories.network import network_of
from tests.factories.operator_questions import operator_answers
from tests.factories.role_matrix import WIDE
from tests.factories.tours import hopes, kith_tour, offer
from tests.integration.test_as_if_hidden_everywhere import acts, documents

NAME = NAMES[ERASED]
ASKING = in_stores(ROLES, sqlite=("employee", "external"), neo4j=("network_admin",))


def mentions() -> list[Change]:
    """Texts that name who is erased, in all that holds a text; and rows that name who is restricted."""
    return [
        make.evidence("told-by-ada", "ada", about=("python",), text=f"python with {NAME}"),
        alliance.check_in(Key("tour:kith.ada"), "ada", "2024-05-02T10:00:00Z", text=f"met {NAME}"),
        kith_tour("named", "ada", "bob", person_gives=f"help {NAME}", outcome=f"{NAME} left"),
        offer("named", "bob", company_gives=f"a desk beside {NAME}"),
        hopes("ada", goals=f"be like {NAME}"),
        make.verdict("ada", "bob", NAME.casefold()),
        make.unanswered(fold(NAME), 7),
        *insight(
            "named",
            "bob",
            audience="everyone",
            text=f"{NAME} at Acme",
            topics=(NAME,),
            came_of=f"{NAME} called",
        ),
        alliance.offering("named", "bob", on="2024-08-01", text=f"with {NAME}"),
        alliance.referral("engineer", "eve", "bob", state="accepted", text=f"{NAME} knows them"),
        make.job("named", state="failed", failure=f"{ERASED}@example.com twice", source=f"{NAME}.csv"),
        make.quarantined(2, "named", columns=json.dumps({"name": NAME})),
        make.quarantined(4, "named", columns=json.dumps({"to": f"x@example.org;{RESTRICTED}@example.com"})),
        make.quarantined(5, "named", columns=json.dumps({"name": NAMES[RESTRICTED]})),
        make.unanswered(fold(NAMES[RESTRICTED]), 7),
        make.quarantined(3, "named", columns=json.dumps({"name": "?"}), file=f"{NAME}.csv"),
        replace(make.decision("places/DE", "Bonn", 1), by=key(ERASED)),
        replace(make.decision("places/FR", "Nancy", 1), reason=f"{NAME} asked for it"),
        replace(request("named", "ada", "bob", "cyd", about=f"with {NAME}"), thanks=f"Thanks, {NAME}!"),
        RightsRequest(
            key=Key("rights:noted"),
            person=key("ada"),
            right="access",
            asked="2024-05-01",
            due="2024-06-01",
            note=f"sent to {NAME}",
        ),
    ]


@cache
def network() -> Network:
    network = network_of([*everything_there_is(), *hidden_people(), *mentions()])
    erase(network, key(ERASED))
    return network


def traces(name: str) -> list[str]:
    """What would be a byte of somebody, folded."""
    phone = f"4930{sum(map(ord, family(name)))}0"
    spelled = [family(name), fold(family(name)), fold(NAMES[name]), f"{name}@example.com", phone]
    return sorted({text.casefold() for text in spelled} | ({f":{name}"} if name == ERASED else set()))


GONE = (ERASED, RESTRICTED)
TRACES = {trace: name for name in GONE for trace in traces(name)}


def found_in(answers: Iterator[str]) -> list[str]:
    text = "\n".join(answers).casefold()
    return [f"{trace}: {text[text.index(trace) - 100 :][:200]}" for trace in TRACES if trace in text]


def test_what_is_looked_for_is_there_before() -> None:
    before = network_of([*everything_there_is(), *hidden_people(), *mentions()])
    told = "\n".join(operator_answers(before, *asked(before))).casefold()
    new = fold(family(ERASED))  # how it is folded shows only where names are not known
    assert [trace for trace in traces(ERASED) if trace not in told and new not in trace] == []


@pytest.mark.parametrize(("kept", "role"), ASKING, indirect=["kept"])
def test_no_role_is_answered_a_byte_of_who_is_erased_or_restricted(kept: Kept, role: str) -> None:
    as_ = ROLES[role]
    asking = Asking(kept.network(network), WIDE)
    questions = [d for d in documents(GONE) if as_.roles != ("privacy_officer",) or RESTRICTED not in d]
    again = ("Skill(", "recordInsight(")  # these say again what was said
    questions += [d for d in acts(as_.settled, GONE) if not any(act in d for act in again)]
    assert found_in(asking.post(d, as_.settled, as_.roles).text for d in questions) == []


def asked(of: Network) -> tuple[list[Key], list[str], list[Key]]:
    """All keys that there are or were, what is searched for, and those whose own view is asked for."""
    keys = [stored.record.key for kind in KINDS.values() for stored in of.store.scan(kind).records]
    gone = [key(name) for name in NAMES] + [Key(f"evidence:of-{ERASED}"), Key(f"evidence:with-{ERASED}")]
    texts = [*NAMES.values(), *map(family, NAMES), f"{ERASED}@example.com", "python", "", "Home"]
    return sorted({*keys, *gone}), texts, [*map(key, (*SETTLED, ERASED))]


@pytest.mark.parametrize("kept", ["sqlite", "neo4j"], indirect=True)
def test_the_operator_is_answered_no_byte_of_them(kept: Kept) -> None:
    of = kept.network(network)
    assert found_in(operator_answers(of, *asked(of))) == []
