"""docs/schema.graphql: up to date, and never broken for those who rely on it."""

from pathlib import Path

from graphql import build_schema, find_breaking_changes

from api.graphql.mutations.outcome import RefusalCode
from api.graphql.mutations.suggestions import SuggestionVerdict
from api.graphql.schema import printed
from api.graphql.types.desk import Right
from api.graphql.types.preferences import Audience, ConsentRole, ProfileField
from api.graphql.types.words import EvidenceKind, PersonStatus, Purpose, Warmth
from graph.consent import ROLES
from graph.errors import REFUSALS
from graph.model import EVIDENCE_KINDS, PURPOSES, VERDICTS
from graph.visibility import AUDIENCES, FIELDS
from policy.gates import Status
from policy.rights import RIGHTS
from policy.warmth import Warmth as PathWarmth

COMMITTED = Path(__file__).parents[2] / "docs" / "schema.graphql"


def test_the_committed_schema_breaks_nobody() -> None:
    committed = build_schema(COMMITTED.read_text())
    changes = find_breaking_changes(committed, build_schema(printed()))
    assert [change.description for change in changes] == []


def test_the_committed_schema_is_up_to_date() -> None:
    assert COMMITTED.read_text() == printed(), "python -m api.graphql.schema > docs/schema.graphql"


def test_the_words_of_the_schema_are_those_of_the_domain() -> None:
    assert {purpose.value for purpose in Purpose} == set(PURPOSES)
    assert {status.name for status in PersonStatus} == {status.name for status in Status}
    assert {warmth.value for warmth in Warmth} == {warmth.value for warmth in PathWarmth}
    assert {kind.value for kind in EvidenceKind} == set(EVIDENCE_KINDS)
    assert {role.value for role in ConsentRole} == set(ROLES)
    assert {field.value for field in ProfileField} == set(FIELDS)
    assert {audience.value for audience in Audience} == set(AUDIENCES)
    assert {code.name for code in RefusalCode} == set(REFUSALS)
    assert {verdict.value for verdict in SuggestionVerdict} == set(VERDICTS)
    assert {right.value for right in Right} == set(RIGHTS)
