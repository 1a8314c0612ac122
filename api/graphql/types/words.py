"""The enums of the schema and the interface that everything with an id implements."""

from enum import Enum

import strawberry


@strawberry.enum(description="What somebody is looked for.")
class Purpose(Enum):
    """Names of graph.model.PURPOSES."""

    EXPERTISE = "EXPERTISE"
    RECRUITING = "RECRUITING"
    INSIGHT = "INSIGHT"
    MENTORING = "MENTORING"
    REFERRAL = "REFERRAL"
    EVENTS = "EVENTS"


@strawberry.enum(description="What somebody is to the home organization; follows from employments there.")
class PersonStatus(Enum):
    """Names of policy.gates.Status."""

    EMPLOYEE = "EMPLOYEE"
    ALUMNUS = "ALUMNUS"
    EXTERNAL = "EXTERNAL"


@strawberry.enum(description="How strong a tie or a path is, in a word.")
class Warmth(Enum):
    """Values of policy.warmth.Warmth."""

    STRONG = "STRONG"
    GOOD = "GOOD"
    FAINT = "FAINT"


@strawberry.enum(description="What makes us believe that somebody knows something.")
class EvidenceKind(Enum):
    """Values of graph.model.EVIDENCE_KINDS."""

    DECLARED = "declared"
    ENDORSED = "endorsed"
    TOUR = "tour"
    COMMIT = "commit"
    DOCUMENT = "document"
    TALK = "talk"
    INSIGHT = "insight"


@strawberry.enum(description="What a tour of duty is for.")
class TourKind(Enum):
    """What Tour.tour_kind may be."""

    ROTATIONAL = "rotational"
    TRANSFORMATIONAL = "transformational"
    FOUNDATIONAL = "foundational"


@strawberry.interface(description="Something that can be asked for by its id.")
class Node:
    """What every node has."""

    id: strawberry.ID
