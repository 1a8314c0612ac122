"""The answers of the two questions: as JSON (the contract) and for a person to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

from graph.model import Skill
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import emails
from queries.who_knows import Expert, Experts

if TYPE_CHECKING:
    from queries.warm_paths import WarmPaths

_ROUNDED = 6


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
                "skills": sorted(
                    {labels[k] for s in expert.evidence for k in s.evidence.skills if k in labels}
                ),
                "evidence": [_evidence(expert, number) for number in range(len(expert.evidence))],
            }
            for expert in found.experts
        ],
    }


def _evidence(expert: Expert, number: int) -> dict[str, Any]:
    shown = expert.evidence[number]
    return {
        "kind": shown.evidence.evidence_kind,
        "text": shown.evidence.text,
        "at": shown.evidence.at[:10] or None,
        "link": shown.evidence.link or None,
        "weight": round(shown.weight, _ROUNDED),
    }


def paths_json(network: Network, viewer: Viewer, origin: str, to: str, found: WarmPaths) -> dict[str, Any]:
    """The `paths` object."""
    people = {card.key for path in found.paths for card in path.people}
    known = emails(network, viewer, sorted(people))
    return {
        "from": origin,
        "to": to,
        "revision": found.revision,
        "paths": [
            {
                "strength": path.strength,
                "warmth": path.warmth.value,
                "people": [
                    {"id": card.key, "name": card.name, "emails": list(known[card.key])}
                    for card in path.people
                ],
                "hops": [
                    {"strength": hop.strength, "warmth": hop.warmth.value, "reasons": list(hop.reasons)}
                    for hop in path.hops
                ],
            }
            for path in found.paths
        ],
    }


def print_experts(answer: dict[str, Any]) -> None:
    """Experts for a person to read: why, not how much."""
    console = Console(highlight=False)
    console.print(f"Who knows about [bold]{escape(answer['about'])}[/bold]?")
    for place, expert in enumerate(answer["experts"], 1):
        contact = f" <{', '.join(expert['emails'])}>" if expert["emails"] else ""
        console.print(
            f"\n{place}. [bold]{escape(expert['name'])}[/bold]{escape(contact)}, {expert['status'].lower()}"
        )
        if expert["skills"]:
            console.print(f"   {escape(', '.join(expert['skills']))}")
        for evidence in expert["evidence"]:
            when = f" ({evidence['at']})" if evidence["at"] else ""
            text = evidence["text"] or ", ".join(expert["skills"])
            console.print(f"   · {evidence['kind']}: {escape(text)}{when}")


def print_paths(answer: dict[str, Any]) -> None:
    """Paths for a person to read: warmth in words, a reason for each step."""
    console = Console(highlight=False)
    console.print(
        f"Who can introduce [bold]{escape(answer['from'])}[/bold] to [bold]{escape(answer['to'])}[/bold]?"
    )
    for place, path in enumerate(answer["paths"], 1):
        names = " → ".join(escape(person["name"]) for person in path["people"])
        console.print(f"\n{place}. {names}  [dim]({path['warmth'].lower()})[/dim]")
        for hop, one, other in zip(path["hops"], path["people"], path["people"][1:], strict=False):
            reasons = "; ".join(hop["reasons"])
            console.print(f"   · {escape(one['name'])} and {escape(other['name'])}: {escape(reasons)}")
