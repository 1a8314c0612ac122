"""taxonomy.ttl: the skills as SKOS concepts in Turtle."""

from collections.abc import Iterator

from sample.names import plain
from sample.skills import skills

_PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://skills.{domain}/> .

:scheme a skos:ConceptScheme ;
    skos:prefLabel "Skills"@en .
"""


def lines(domain: str) -> Iterator[str]:
    """The file, a concept at a time: areas, groups in areas, skills in groups."""
    yield _PREFIXES.format(domain=domain)
    known: set[str] = set()
    for skill in skills():
        area, group = f"{skill.department} skills", skill.group
        if area not in known:
            known.add(area)
            yield _concept(area, (), "")
        if group not in known:
            known.add(group)
            yield _concept(group, (), area)
        yield _concept(skill.label, skill.alternatives, group)


def concepts() -> int:
    """How many concepts there are."""
    return len(skills()) + len({s.group for s in skills()}) + len({s.department for s in skills()})


def _concept(label: str, alternatives: tuple[str, ...], broader: str) -> str:
    parts = [
        f':{_name(label)} a skos:Concept ;\n    skos:inScheme :scheme ;\n    skos:prefLabel "{label}"@en'
    ]
    if alternatives:
        parts.append("skos:altLabel " + ", ".join(f'"{word}"@en' for word in alternatives))
    if broader:
        parts.append(f"skos:broader :{_name(broader)}")
    return "\n" + " ;\n    ".join(parts) + " .\n"


def _name(label: str) -> str:
    return plain(label.replace(" ", "-"))
