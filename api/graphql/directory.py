"""The questions people, skills, importJobs and quarantine, page by page."""

from api.graphql.connections import (
    ImportJobConnection,
    ImportJobEdge,
    PersonConnection,
    PersonEdge,
    QuarantinedRecordConnection,
    QuarantinedRecordEdge,
    SkillConnection,
    SkillEdge,
    page_info,
)
from api.graphql.context import Asked, key_of
from api.graphql.types.filters import PersonFilter, filter_of, told
from api.graphql.types.imports import ImportJob, QuarantinedRecord
from api.graphql.types.person import Person
from api.graphql.types.skill import Skill
from graph.keys import Key
from graph.model import Job
from policy.viewer import Viewer
from queries import people as directory
from queries import skills as taxonomy
from queries.imports import import_jobs, quarantine
from queries.network import Network


async def people_page(
    info: Asked, search: str | None, wanted: PersonFilter | None, first: int | None, after: str | None
) -> PersonConnection:
    """The directory."""
    context = info.context
    chosen = filter_of(context, wanted)
    text = context.text("search", search)
    question = ("people", context.viewer.person, text, told(chosen))
    place = context.cursors.open(question, after, tuple[str, Key])
    asked = directory.People(text, chosen, context.page(first, 20), place)
    page = await context.ask(directory.people, asked)
    edges = [
        PersonEdge(cursor=context.cursors.seal(question, directory.place(card)), node=Person.of(card))
        for card in page.people
    ]
    return PersonConnection(edges=edges, page_info=page_info(edges, page.more, after))


async def skills_page(info: Asked, search: str, first: int | None, after: str | None) -> SkillConnection:
    """Skills by label."""
    context = info.context
    text = context.text("search", search)
    question = ("skills", context.viewer.person, text)
    place = context.cursors.open(question, after, tuple[str, Key])
    page = await context.ask(_skills, taxonomy.Skills(text, context.page(first, 20), place))
    edges = [
        SkillEdge(cursor=context.cursors.seal(question, taxonomy.place(skill)), node=Skill.of(skill))
        for skill in page.skills
    ]
    return SkillConnection(edges=edges, page_info=page_info(edges, page.more, after))


def _skills(network: Network, viewer: Viewer, question: taxonomy.Skills) -> taxonomy.SkillsPage:
    return taxonomy.skills(network, question, viewer)


async def jobs_page(
    info: Asked, job: str | None, first: int | None, after: str | None
) -> ImportJobConnection:
    """Imports, newest first."""
    context = info.context
    key = key_of(Job.KIND, job)
    question = ("importJobs", context.viewer.person, key)
    place = context.cursors.open(question, after, tuple[str, Key])
    if job is not None and key is None:
        return ImportJobConnection(edges=[], page_info=page_info([], False, after))
    page = await context.ask(import_jobs, context.page(first, 20), place, key)
    edges = [
        ImportJobEdge(cursor=context.cursors.seal(question, (job.started, job.key)), node=ImportJob.of(job))
        for job in page.jobs
    ]
    return ImportJobConnection(edges=edges, page_info=page_info(edges, page.more, after))


async def quarantine_page(
    info: Asked, job: str | None, first: int | None, after: str | None
) -> QuarantinedRecordConnection:
    """What imports could not take in, by file and line."""
    context = info.context
    key = key_of(Job.KIND, job)
    question = ("quarantine", context.viewer.person, key)
    place = context.cursors.open(question, after, tuple[str, int, Key])
    if job is not None and key is None:
        return QuarantinedRecordConnection(edges=[], page_info=page_info([], False, after))
    page = await context.ask(quarantine, key, context.page(first, 50), place)
    edges = [
        QuarantinedRecordEdge(
            cursor=context.cursors.seal(question, (record.file, record.line, record.key)),
            node=QuarantinedRecord.of(record),
        )
        for record in page.records
    ]
    return QuarantinedRecordConnection(edges=edges, page_info=page_info(edges, page.more, after))
