"""What people may do through the API: one file a subject, a resolver is a few lines that call an action.

Every input has an idempotencyKey; every result is what came of it or a Refusal, both data.
"""

from strawberry.tools import merge_types

from api.graphql.mutations.aspirations import AspirationMutations
from api.graphql.mutations.defaults import DefaultMutations
from api.graphql.mutations.desk import DeskMutations
from api.graphql.mutations.expertise import ExpertiseMutations
from api.graphql.mutations.imports import ImportMutations
from api.graphql.mutations.insights import InsightMutations
from api.graphql.mutations.introductions import IntroductionMutations
from api.graphql.mutations.membership import MembershipMutations
from api.graphql.mutations.merging import MergingMutations
from api.graphql.mutations.offerings import OfferingMutations
from api.graphql.mutations.preferences import PreferenceMutations
from api.graphql.mutations.rehire import RehireMutations
from api.graphql.mutations.rights import RightsMutations
from api.graphql.mutations.roles import RoleMutations
from api.graphql.mutations.suggestions import SuggestionMutations
from api.graphql.mutations.tours import TourMutations

Mutation = merge_types(
    "Mutation",
    (
        PreferenceMutations,
        IntroductionMutations,
        SuggestionMutations,
        ExpertiseMutations,
        RightsMutations,
        DefaultMutations,
        DeskMutations,
        InsightMutations,
        OfferingMutations,
        TourMutations,
        AspirationMutations,
        RoleMutations,
        RehireMutations,
        MembershipMutations,
        MergingMutations,
        ImportMutations,
    ),
)
"""The root of all writes."""
