"""A company in which every free text of every record names somebody, made from the table of free texts."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Any, Final

from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Decision, Delivery, PublishedReport, Record, Skill, report_key
from graph.model.texts import FREE, Holds
from graph.ports import Change
from queries.merge_journal import Step, lines_of
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.everything import SETTLED, everything_there_is
from tests.factories.hidden_people import NAMES

LOCAL: Final = make.skill("pottery")
"""A skill of no taxonomy: those of a taxonomy name nobody."""


def named_everywhere(name: str) -> list[Change]:
    """All that there is, each of its texts naming `name` in one spelling or another."""
    spellings = cycle(spelled(name))
    return [_naming(one, spellings) if isinstance(one, Record) else one for one in _all()]


def spelled(name: str) -> tuple[str, ...]:
    """How a text may name somebody."""
    first, last = NAMES[name].split()
    whole = (NAMES[name], fold(NAMES[name]), NAMES[name].upper(), f"{last}, {first}")
    return (*whole, f"{name}@example.com", f"{name}@Example.COM")


def _all() -> Iterator[Change]:
    yield from everything_there_is()
    yield LOCAL
    yield from _alliance()
    yield make.decision("places/FR", "Nancy")
    for who in (*SETTLED, "bob"):
        yield make.evidence(f"pots-{who}", who, "bob", about=("pottery",), paths=("a/b",))
        yield make.evidence(f"own-pots-{who}", "bob", about=("pottery",), contributor=key(who))
        yield make.verdict(who, "cyd", "pots")
        yield Delivery(
            key=Key(f"delivery:{who}"),
            person=key(who),
            channel="mail",
            template="t",
            due="2024",
            failure="no",
        )
        yield make.unanswered(f"pots {who}", 9)
        yield PublishedReport(
            key=report_key(f"pots-{who}", "2024-05"), name="pots", month="2024-05", made="2024", body="{}"
        )
        yield make.job(f"more-of-{who}", contributor=key(who), failure="x", checkpoint="1|2")
        for line in range(3):
            yield make.quarantined(line + 9, f"more-of-{who}")


def _alliance() -> Iterator[Change]:
    yield alliance.check_in(make.key("tour", "ada.billing.2019-03"))
    yield from (alliance.offered_tour(), alliance.aspiration(), alliance.role(), alliance.candidacy())
    yield from (alliance.rehire_status(), alliance.referral(), alliance.insight(), alliance.offering())
    yield from (alliance.invitation(), alliance.merge())


def _naming(record: Record, spellings: Iterator[str]) -> Record:
    if isinstance(record, Skill) and record.scheme != LOCAL.scheme:
        return record
    told: dict[str, Any] = {}
    for name, holds in FREE.get(type(record), ()):
        if not isinstance(record, Decision) or name != "value" or record.name.startswith("places/"):
            told[name] = _text(holds, next(spellings))
    return replace(record, **_one_at_a_time(record, told))


def _one_at_a_time(record: Record, told: dict[str, Any]) -> dict[str, Any]:
    """Of texts without which the record says nothing one alone, each in its turn."""
    alone = [name for name, holds in FREE.get(type(record), ()) if holds in (Holds.DECISIVE, Holds.COLUMNS)]
    line = getattr(record, "line", 0)
    return {
        name: text for name, text in told.items() if name not in alone or name == alone[line % len(alone)]
    }


def _text(holds: Holds, spelling: str) -> Any:
    match holds:
        case Holds.TEXTS:
            return ("src/plain.py", f"notes/{spelling}.md")
        case Holds.NAMES:
            return (spelling,)
        case Holds.LABELS:
            return ("clay", f"clay of {spelling}")
        case Holds.JOURNAL:
            return lines_of([Step(make.evidence("gone", "bob", text=f"work with {spelling}"), None)])
        case Holds.SOURCE:
            return f"contacts:{spelling}.csv"
        case Holds.OPTIONS:
            return json.dumps({"file": spelling})
        case Holds.TOPIC:
            return spelling
        case Holds.COLUMNS:
            return json.dumps({"name": "?", "with": f"x@example.org;{spelling}"})
    return f"work with {spelling} on clay"
