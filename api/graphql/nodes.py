"""node(id): a thing by its id, null alike for the hidden and the absent."""

from api.graphql.context import Asked, key_of
from api.graphql.named import note
from api.graphql.types.evidence import Evidence
from api.graphql.types.organization import Organization
from api.graphql.types.person import Person, person_at
from api.graphql.types.skill import Skill
from graph.keys import Key, kind_of
from graph.model import Evidence as EvidenceRecord
from graph.model import Organization as OrganizationRecord
from graph.model import Person as PersonRecord
from graph.model import Skill as SkillRecord

AnyNode = Person | Organization | Skill | Evidence


async def node_at(info: Asked, id_: str) -> AnyNode | None:
    """The node if it exists for this viewer. The id's kind decides nothing but where to look."""
    key = key_of(kind_of(id_), id_)
    if key is None:
        return None
    match kind_of(key):
        case PersonRecord.KIND:
            return await person_at(info, key)
        case EvidenceRecord.KIND:
            evidence = await info.context.load.evidence.load(key)
            if evidence is None:
                return None
            for person in evidence.people:
                note(person)
            return Evidence.of(evidence)
        case OrganizationRecord.KIND if await info.context.load.organizations.load(key):
            return await _organization(info, key)
        case SkillRecord.KIND if await info.context.load.known_skills.load(key):
            record = await info.context.load.records.load(key)
            return Skill.of(record) if isinstance(record, SkillRecord) else None
    return None


async def _organization(info: Asked, key: Key) -> Organization | None:
    record = await info.context.load.records.load(key)
    return Organization.of(record) if isinstance(record, OrganizationRecord) else None
