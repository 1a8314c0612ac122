"""What somebody means who asks in a whole sentence."""

import re
from typing import Final

_ASKS: Final = re.compile(
    r"""(?ix) \A (?:please[ ]|so[ ])? (?:
        (?:who|anyone|anybody|someone|somebody)(?:[ ]here)?(?:[ ](?:who|that))?
        [ ](?:(?:can|could)[ ])?
        (?:knows?|help(?:s)?|works?|worked|has|have|is|are|understands?|did|does|do|teach(?:es)?)
        (?:[ ](?:a[ ]lot|something|much|anything|experience|expert|good|me|us))*
      | experts?|people[ ]who[ ]know
    )
    (?:[ ](?:about|of|with|on|in|at|for))? [ ]"""
)


def topic(asked: str) -> str:
    """The topic of a question: `who knows about kubernetes?` is `kubernetes`. Anything else is itself."""
    text = " ".join(asked.split()).rstrip("?!. ")
    return _ASKS.sub("", text, count=1).strip() or text
