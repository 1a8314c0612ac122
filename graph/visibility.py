"""Who is shown which field of a profile, in the form that a Preference keeps: lines `field/audience`.

Contact details are for nobody else until their person says so, and where somebody would like to go is for
recruiters; the rest is for everybody who sees the person, until they say otherwise. The rule of who belongs
to an audience is in policy.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from graph.errors import InvalidValue

FIELDS: Final = ("email", "phone", "headline", "location", "employments", "tours", "skills", "aspirations")
"""What of a profile somebody may show or hide."""

AUDIENCES: Final = ("network", "employees", "recruiters", "me")
"""Who may be shown a field: everybody who sees the person, employees, recruiters, or nobody else."""

_USUAL_AUDIENCE: Final = {"email": "me", "phone": "me", "aspirations": "recruiters"}
"""Of fields that not everybody is shown who sees the person."""

_BITS: Final = 2


def shift_of(field: str) -> int:
    """Where the audience of `field` begins in the number that `packed` makes."""
    return FIELDS.index(field) * _BITS


def usual_audience(field: str) -> str:
    """Who is shown `field` of somebody who has not said anything about it."""
    return _USUAL_AUDIENCE.get(field, "network")


def packed(shown: Iterable[str]) -> int:
    """One number for the audiences of all fields: 2 bits a field, the place in AUDIENCES.

    Raises InvalidValue (a line that is not `field/audience`).
    """
    return _packed(tuple(shown))


@lru_cache(maxsize=4_096)  # most say nothing, or the same as others
def _packed(shown: tuple[str, ...]) -> int:
    audiences = {field: usual_audience(field) for field in FIELDS}
    for line in shown:
        field, _, audience = line.partition("/")
        if field not in FIELDS or audience not in AUDIENCES:
            raise InvalidValue("shown", line, "not field/audience")
        audiences[field] = audience
    return sum(AUDIENCES.index(audience) << shift_of(field) for field, audience in audiences.items())


USUAL: Final = packed(())
"""The audiences of somebody who has said nothing."""

AUDIENCE_BITS: Final = 2**_BITS - 1
"""The bits of one field, before it is shifted."""
