"""The reports that there are, by their addresses, and how their figures read."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """`field` is the name in the schema. `shares`: figures are of a hundred, not people.

    `drawn` are the places of the measures that a chart shows; sections in `listed` have none.
    """

    field: str
    name: str
    asks: str
    shares: bool = False
    drawn: tuple[int, ...] = (0, 1, 2)
    listed: tuple[str, ...] = ()


REPORTS: Final = {
    "coverage": Kind("coverage", "Coverage", "How many know a topic, or have been at a company?"),
    "topics-at-risk": Kind("topicsAtRisk", "Topics at risk", "What would be lost if a few people left?"),
    "bridges": Kind(
        "bridges",
        "Bridges",
        "Which groups stand between others, and what joins them?",
        drawn=(0,),
        listed=("bridge", "tie"),
    ),
    "concentration": Kind(
        "concentration", "How much falls to few", "Is it always the same people who are asked?", shares=True
    ),
    "requests": Kind(
        "requests", "Requests", "What came of requests for introductions?", drawn=(0, 1, 2, 3, 4, 5)
    ),
    "freshness": Kind("freshness", "Freshness", "What part of the facts was confirmed lately?", shares=True),
    "tours": Kind("tours", "Tours", "Which tours end soon, and which check-ins are due?"),
}
"""In the order in which they are listed."""

SECTIONS: Final = {
    "topic": "Topics",
    "company": "Companies",
    "department": "Departments",
    "bridge": "Ties that alone join two parts",
    "tie": "Other ties between a department and a company",
    "person": "People",
    "employment": "Employments",
    "skill": "Skills",
}
"""Headings for rows of which the report says what they are about."""
