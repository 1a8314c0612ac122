"""Who can introduce FROM to TO: asked and answered at the terminal."""

from typing import Any

from rich.markup import escape

from cli.layout import Page
from graph.errors import InvalidValue
from graph.model import PURPOSES
from policy.viewer import Viewer
from queries.find_person import find_person
from queries.network import Network
from queries.sight import emails
from queries.warm_paths import WarmPath, WarmPaths, WarmPathsTo, warm_paths
from service.opening import Service

Ends = tuple[str, str]


class PathsDoor:
    """The question `paths`; its options hold for every pair of people. Raises InvalidValue."""

    what = "paths"

    def __init__(self, purpose: str, max_hops: int, first: int, every: bool) -> None:
        if purpose.upper() not in PURPOSES:
            raise InvalidValue("purpose", purpose, f"one of {', '.join(PURPOSES)}")
        self._purpose = purpose.upper()
        self._max_hops = max_hops
        self._first = first
        self._every = every

    def read(self, text: str, number: int) -> Ends:
        """A line is FROM, a tab, TO."""
        ends = [end.strip() for end in text.split("\t")]
        if len(ends) != 2 or not all(ends):
            raise InvalidValue("batch", text, f"line {number} is not FROM, a tab, TO")
        return ends[0], ends[1]

    def ask(self, service: Service, viewer: Viewer, ends: Ends) -> dict[str, Any]:
        """The `paths` object. Raises PersonNotFound, AmbiguousPerson."""
        origin, target = (find_person(service.network, viewer, end) for end in ends)
        question = WarmPathsTo(origin, (target,), self._purpose, self._max_hops, self._first, self._every)
        found = warm_paths(service.told(viewer), viewer, question)
        named = [card.key for path in found.paths for card in path.people]
        service.network.uses.named(service.today(), viewer, self._purpose, named)
        return paths_json(service.told(viewer), viewer, ends, found)

    def nothing(self, ends: Ends, revision: int) -> dict[str, Any]:
        """The object of people who are not there."""
        return {"from": ends[0], "to": ends[1], "revision": revision, "paths": []}

    def advice(self, ends: Ends) -> str:
        """What to say when there is no path."""
        hops = "tie" if self._max_hops == 1 else f"{self._max_hops} ties"
        further = "; try --max-hops 4" if self._max_hops < 4 else ""
        return (
            f"no path of at most {hops} from {ends[0]} to {ends[1]} for {self._purpose}"
            f"{further or '; try another --purpose'}"
        )

    def show(self, answer: dict[str, Any]) -> None:
        """Paths for a person to read: warmth in words, a reason for each step."""
        page = Page()
        people = answer["paths"][0]["people"]
        origin, target = escape(people[0]["name"]), escape(people[-1]["name"])
        page.line(f"Who can introduce [bold]{origin}[/bold] to [bold]{target}[/bold]?")
        for place, path in enumerate(answer["paths"], 1):
            names = [person["name"] for person in path["people"]]
            page.line("")
            page.entry(place, f"{escape(' → '.join(names))}  [dim]({path['warmth'].lower()})[/dim]")
            for hop, one, other in zip(path["hops"], names, names[1:], strict=False):
                page.point(escape(f"{one} and {other}: {'; '.join(hop['reasons'])}"))


def paths_json(network: Network, viewer: Viewer, ends: Ends, found: WarmPaths) -> dict[str, Any]:
    """The `paths` object."""
    known = emails(network, viewer, sorted({card.key for path in found.paths for card in path.people}))
    return {
        "from": ends[0],
        "to": ends[1],
        "revision": found.revision,
        "paths": [_path(path, known) for path in found.paths],
    }


def _path(path: WarmPath, known: Any) -> dict[str, Any]:
    return {
        "strength": path.strength,
        "warmth": path.warmth.value,
        "people": [
            {"id": card.key, "name": card.name, "emails": list(known[card.key])} for card in path.people
        ],
        "hops": [
            {"strength": hop.strength, "warmth": hop.warmth.value, "reasons": list(hop.reasons)}
            for hop in path.hops
        ],
    }
