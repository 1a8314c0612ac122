"""Words of insight, tours and what is on."""

from typing import Final

PROVENANCE: Final = {
    "OWN_WORK": "from their own work",
    "CONVERSATION": "from a conversation",
    "EVENT": "from an event",
    "PUBLIC": "from what anybody can read",
}
"""How somebody learned what they tell."""

TOUR_STATE: Final = {
    "PROPOSED": "proposed",
    "STANDING": "agreed by both",
    "ENDED": "over, not signed by both",
    "CLOSED": "over",
    "DECLINED": "did not come about",
    "WITHDRAWN": "taken back",
}
TOUR_KIND_AT_LENGTH: Final = {
    "ROTATIONAL": "A rotation: a programme of its own beside other work, often a first tour",
    "TRANSFORMATIONAL": "A mission that changes something, for the company and for you",
    "FOUNDATIONAL": "A tour for the long run",
}
OFFER_STATE: Final = {"OPEN": "waits for somebody", "TAKEN": "taken", "WITHDRAWN": "taken back"}

REFERRAL_CAME_OF: Final = {
    "HIRED": "They were hired",
    "TALKED": "They talked",
    "NO_REPLY": "No reply came",
    "NOT_A_FIT": "It was not a fit",
}
