"""An input for each mutation that anybody in the network who may do it can do, in an order that works."""

from typing import Final

OF_ONES_OWN: Final = (
    ("setPreferences", "capacity: 5, shown: [{field: PHONE, audience: ME}]"),
    ("block", 'person: "person:eve"'),
    ("requestIntroduction", 'path: ["person:bob"], target: "person:dan", purpose: EXPERTISE'),
    ("withdrawIntroduction", 'introduction: "introduction:{me}-waits"'),
    ("answerIntroduction", 'introduction: "introduction:to-{me}-waits", yes: true'),
    ("closeIntroduction", 'introduction: "introduction:{me}-agreed", outcome: MET'),
    ("answerSuggestion", 'about: "python", expert: "person:bob", answer: HELPED'),
    ("declareSkill", 'skill: "python"'),
    ("retractSkill", 'skill: "python"'),
    ("endorse", 'person: "person:bob", skill: "python"'),
    ("askForEndorsement", 'person: "person:bob"'),
    ("correctTie", 'person: "person:bob", strength: 0.5'),
    ("rectify", 'headline: "new"'),
    ("object", "objected: true"),
    ("openRightsRequest", "right: ACCESS"),
    ("exportMyData", ""),
    ("startExit", 'lastDay: "2024-07-01"'),
    (
        "completeExit",
        'personalAddress: "{me}@mail.example", purposes: [{purpose: EVENTS, until: "2025-01-01"}]',
    ),
    ("cancelExit", ""),
    ("cancelImport", 'job: "job:{me}-runs"'),
    ("retryQuarantined", 'job: "job:of-{me}"'),
    ("startImport", 'upload: "sample-of-connections", format: LINKEDIN'),
    ("restrict", "restricted: true"),
    ("eraseMe", "sure: true"),
)
"""What people do for themselves."""

FOR_OTHERS: Final = (
    ("openRightsRequest", 'right: ACCESS, person: "person:bob"'),
    ("closeRightsRequest", 'request: "rights:lia.1"'),
    ("cancelImport", 'job: "job:runs"'),
    ("retryQuarantined", 'job: "job:shared"'),
    ("startImport", 'upload: "sample-of-people", format: PEOPLE, dryRun: true'),
    ("dismissDuplicate", 'people: ["person:uma", "person:ute"]'),
    ("mergePeople", 'keep: "person:uma", merge: "person:ute", reason: "the same person twice"'),
    ("unmergePeople", 'merge: "merge:una.unity"'),
    ("startExit", 'person: "person:bob", lastDay: "2024-07-01"'),
    ("cancelExit", 'person: "person:bob"'),
    ("decide", 'name: "retention/contacts", value: "12", reason: "agreed with all"'),
    ("decide", 'name: "default/found/MENTORING/EXTERNAL", value: "yes", reason: "agreed with all"'),
    (
        "changeDefault",
        'role: FOUND, purpose: MENTORING, status: EMPLOYEE, yes: true, reason: "agreed with all"',
    ),
)
"""What is done for others, or for the installation."""


def arguments(sample: str, me: str, once: str) -> str:
    """The arguments of a mutation."""
    said = sample.replace("{me}", me)
    return f'(input: {{idempotencyKey: "{once}", {said}}})'
