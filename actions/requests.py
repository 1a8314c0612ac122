"""The book of rights: what somebody has asked for, and that it was done."""

from actions.act import Act
from graph.keys import Key, name_of
from graph.model import RightsRequest
from policy.rights import due


def done_at_once(act: Act, person: Key, right: str) -> RightsRequest:
    """An entry for a right that is granted as it is used; the same act makes the same entry."""
    at = act.moment()
    return RightsRequest(
        key=request_key(person, right, act.name("request", right)),
        person=person,
        right=right,
        asked=at,
        due=due(act.network.today()).isoformat(),
        done=at,
    )


def request_key(person: Key, right: str, rest: str = "") -> Key:
    """Requests of one right stand together; without `rest` a person has one only."""
    return Key(f"{RightsRequest.KIND}:{right}.{name_of(person)}{'.' + rest if rest else ''}")
