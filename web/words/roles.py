"""Words of roles, and of who may come back for them."""

from typing import Final

from web.words import EVIDENCE, dated

RANKED_BY: Final = {
    "KNOWLEDGE": "Knowledge",
    "TOURS": "Tours",
    "RETURN": "Return",
    "RECENCY": "Time away",
    "WARMTH": "The way to them",
}
CANDIDATE_STAGE: Final = {
    "NOTED": "may come back",
    "ASKED": "was asked",
    "AGREED": "agreed to talk",
    "NOT_NOW": "not now",
    "RETURNED": "came back",
}
CANDIDATE_STAGE_OF_YOU: Final = {
    "NOTED": "You are thought of for it",
    "ASKED": "You were asked",
    "AGREED": "You agreed to talk",
    "NOT_NOW": "Not now",
    "RETURNED": "You came back",
}
REQUEST: Final = {
    "WAITING": "waiting for an answer",
    "FOR_YOU": "waiting for an answer",
    "PASSED_ON": "waiting for an answer",
    "DECLINED": "not this time",
    "AGREED": "agreed",
    "CLOSED": "agreed and done",
    "NOT_THIS_TIME": "not this time",
    "WITHDRAWN": "taken back",
}
REFERRAL: Final = {
    "WAITING": "They were asked, and have not answered yet",
    "FOR_YOU": "It waits for your answer",
    "DECLINED": "Not this time",
    "ACCEPTED": "They said yes",
    "CLOSED": "What came of it",
    "NOT_THIS_TIME": "Not this time",
}
REFERRAL_OUTCOME: Final = {
    "HIRED": "They come back",
    "TALKED": "We talked",
    "NO_REPLY": "No reply came",
    "NOT_A_FIT": "It was not a fit",
}
REHIRE: Final = {"WELCOME": "Welcome to come back", "NOT_NOW": "Not now"}
REHIRE_STATE: Final = {
    "IN_FORCE": "holds",
    "APPEALED": "appealed, not decided yet",
    "UPHELD": "appealed and upheld",
    "LIFTED": "lifted after an appeal",
    "LAPSED": "lapsed: an appeal was not decided in time",
    "EXPIRED": "over",
}
REHIRE_STATE_OF_YOU: Final = REHIRE_STATE | {
    "APPEALED": "holds until your appeal is decided",
    "UPHELD": "stands after your appeal",
    "LIFTED": "was lifted after your appeal",
    "LAPSED": "has lapsed, because your appeal was not decided in time",
    "EXPIRED": "is over",
}


def sentence(text: str) -> str:
    """A sentence of the API that begins with a capital, its days and months as the reader writes them."""
    said = dated(text)
    return said[:1].upper() + said[1:]


def fact(component: str, text: str) -> str:
    """What a fact behind a rank says: of evidence without a text, its kind."""
    return sentence(text) if component == "RETURN" else EVIDENCE.get(text.upper(), text)


def put_down(count: int) -> str:
    """How many people are on the list of a role."""
    return {0: "Nobody is on the list yet", 1: "1 person is on the list"}.get(
        count, f"{count} people are on the list"
    )
