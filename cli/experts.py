"""Who knows about X: asked and answered at the terminal."""

from collections.abc import Sequence
from typing import Any, Final

from rich.markup import escape

from cli.layout import Page
from graph.errors import InvalidValue
from graph.model import Skill
from policy.gates import Status
from policy.viewer import Viewer
from queries.network import Network
from queries.people_filter import PeopleFilter
from queries.sight import emails
from queries.who_knows import PURPOSE, Expert, Experts, Shown, WhoKnows, who_knows
from service.opening import Service

_ROUNDED: Final = 6


class ExpertsDoor:
    """The question `who-knows`; `first` and `status` (names of Status) hold for every topic."""

    what = "experts"

    def __init__(self, first: int, status: Sequence[str]) -> None:
        self._first = first
        self._filter = PeopleFilter(status=_statuses(status))

    def read(self, text: str, number: int) -> str:
        """A line is a topic."""
        return text

    def ask(self, service: Service, viewer: Viewer, topic: str) -> dict[str, Any]:
        """The `who-knows` object. Raises TopicNotFound."""
        network = service.told(viewer)
        found = who_knows(network, viewer, WhoKnows(topic, self._first, filter=self._filter))
        named = [expert.card.key for expert in found.experts]
        service.network.uses.named(service.today(), viewer, PURPOSE, named)
        return experts_json(network, viewer, found)

    def nothing(self, topic: str, revision: int) -> dict[str, Any]:
        """The object of a topic that nothing speaks of."""
        return {"about": topic, "revision": revision, "experts": []}

    def advice(self, topic: str) -> str:
        """What to say when nobody was found."""
        return (
            f"nobody found who knows about {topic!r} and may be named; ask without --status, or more widely"
        )

    def show(self, answer: dict[str, Any]) -> None:
        """Experts for a person to read: why, not how much."""
        page = Page()
        page.line(f"Who knows about [bold]{escape(answer['about'])}[/bold]?")
        for place, expert in enumerate(answer["experts"], 1):
            contact = f" <{', '.join(expert['emails'])}>" if expert["emails"] else ""
            status = expert["status"].lower()
            page.line("")
            page.entry(place, f"[bold]{escape(expert['name'])}[/bold]{escape(contact)}, {status}")
            if expert["skills"]:
                page.under(escape(", ".join(expert["skills"])))
            for evidence in expert["evidence"]:
                page.point(escape(_evidence_text(evidence, expert["skills"])))


def experts_json(network: Network, viewer: Viewer, found: Experts) -> dict[str, Any]:
    """The `who-knows` object."""
    known = emails(network, viewer, [expert.card.key for expert in found.experts])
    skills = {key for e in found.experts for shown in e.evidence for key in shown.evidence.skills}
    stored = network.store.fetch(sorted(skills)).found
    labels = {key: s.record.label for key, s in stored.items() if isinstance(s.record, Skill)}
    return {
        "about": found.about,
        "revision": found.revision,
        "experts": [
            {
                "id": expert.card.key,
                "name": expert.card.name,
                "emails": list(known[expert.card.key]),
                "status": expert.card.status.name,
                "score": expert.score,
                "skills": _skills(expert, labels),
                "evidence": [_evidence(shown) for shown in expert.evidence],
            }
            for expert in found.experts
        ],
    }


def _skills(expert: Expert, labels: dict[Any, str]) -> list[str]:
    return sorted({labels[key] for s in expert.evidence for key in s.evidence.skills if key in labels})


def _evidence(shown: Shown) -> dict[str, Any]:
    return {
        "kind": shown.evidence.evidence_kind,
        "text": shown.evidence.text,
        "at": shown.evidence.at[:10] or None,
        "link": shown.evidence.link or None,
        "weight": round(shown.weight, _ROUNDED),
    }


def _evidence_text(evidence: dict[str, Any], skills: list[str]) -> str:
    text = evidence["text"] or ", ".join(skills)
    when = f" ({evidence['at']})" if evidence["at"] else ""
    link = f" {evidence['link']}" if evidence["link"] else ""
    return f"{evidence['kind']}: {text}{when}{link}"


def _statuses(given: Sequence[str]) -> frozenset[Status]:
    try:
        return frozenset(Status[name.upper()] for name in given)
    except KeyError as error:
        raise InvalidValue("status", str(error.args[0]), "EMPLOYEE, ALUMNUS or EXTERNAL") from error
