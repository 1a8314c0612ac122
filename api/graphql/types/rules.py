"""The rules of the installation as they hold, and what holds for those who have said nothing."""

import strawberry

from api.graphql.types.desk import Decision
from api.graphql.types.preferences import ConsentRole
from api.graphql.types.words import PersonStatus, Purpose
from queries.defaults import ConsentDefault as Default
from queries.rules import RuleInForce


@strawberry.type(description="Whether people of a status are in a role for a purpose without a word.")
class ConsentDefault:
    """`reason` and `at` are null for a default as it was shipped, and for who may not read decisions."""

    role: ConsentRole
    purpose: Purpose
    status: PersonStatus
    yes: bool
    reason: str | None
    at: str | None

    @classmethod
    def of(cls, default: Default, reasons: bool = True) -> "ConsentDefault":
        """A default as shown."""
        decision = default.decision if reasons else None
        return cls(
            role=ConsentRole(default.role),
            purpose=Purpose(default.purpose),
            status=PersonStatus[default.status.name],
            yes=default.yes,
            reason=decision.reason if decision else None,
            at=decision.at if decision else None,
        )


@strawberry.type(
    description="A rule of the installation as it holds; without a decision, as it was shipped (`usual`)."
    " `advice` says which values it takes."
)
class Rule:
    """Names are those of policy.decisions."""

    name: str
    value: str
    usual: str
    advice: str
    decision: Decision | None

    @classmethod
    def of(cls, rule: RuleInForce) -> "Rule":
        """A rule as shown."""
        decision = Decision.of(rule.decision) if rule.decision is not None else None
        return cls(name=rule.name, value=rule.value, usual=rule.usual, advice=rule.advice, decision=decision)
