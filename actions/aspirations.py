"""Somebody says where they would like to go."""

from collections.abc import Sequence
from dataclasses import replace

from actions.act import Act, repeated
from actions.expertise import skills_named
from graph.model import Aspiration
from policy.aspirations import MOST_SKILLS, Hopes, hoped
from queries.aspirations import aspiration_of


def set_aspirations(act: Act, hopes: Hopes, learn: Sequence[str] | None = None) -> Aspiration:
    """Change what the person who acts has said of their aspirations, and return it.

    `learn` are skills by id or label; one that nobody has named yet is named by this. Raises Refused. O(1).
    """
    person = act.person()
    keys, new = skills_named(act, learn, "learn", MOST_SKILLS) if learn is not None else (None, [])
    wanted = replace(hopes, learn=keys)

    def attempt() -> Aspiration:
        before, revision = aspiration_of(act.network.store, person)
        after = hoped(before, wanted, act.network.today())
        act.write("setAspirations", [*new, after], {after.key: revision})
        return after

    return repeated(attempt)
