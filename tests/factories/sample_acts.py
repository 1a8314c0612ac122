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
    ("recordInsight", 'text: "x", topics: ["python"], provenance: EVENT, nothingConfidential: true'),
    ("closeInsight", 'insight: "insight:by-cyd", cameOf: "x"'),
    ("withdrawInsight", 'insight: "insight:of-{me}"'),
    ("offerEvent", 'title: "x", on: "2024-07-01"'),
    ("offerMentoring", 'title: "x"'),
    ("takePart", 'offering: "offering:advice"'),
    ("leave", 'offering: "offering:advice"'),
    ("closeOffering", 'offering: "offering:of-{me}"'),
    ("refer", 'role: "role:engineer", person: "person:dan"'),
    ("answerReferral", 'referral: "referral:engineer.{me}.bob", yes: true'),
    ("correctTie", 'person: "person:bob", strength: 0.5'),
    (
        "planTour",
        'kind: ROTATIONAL, mission: "Maps", plannedUntil: "2025-01-01", companySide: "person:bob"',
    ),
    ("acceptTour", 'tour: "tour:kith.to-{me}-waits"'),
    ("withdrawTour", 'tour: "tour:kith.{me}-asks"'),
    ("recordCheckIn", 'tour: "tour:kith.{me}", text: "all well"'),
    ("endTour", 'tour: "tour:kith.{me}"'),
    ("signOutcome", 'tour: "tour:kith.{me}", outcome: "done", skills: ["python"]'),
    ("withdrawOffer", 'offer: "offer:billing"'),
    ("setAspirations", 'goals: "teach", learn: ["python"], horizon: "2025", gives: "g", likes: "l"'),
    ("rectify", 'headline: "new"'),
    ("openRole", 'role: {title: "python", allOf: ["python"]}'),
    ("changeRole", 'id: "role:engineer", role: {location: "Ulm"}'),
    ("shareRole", 'id: "role:engineer", person: "person:bob"'),
    ("putDownCandidate", 'role: "role:engineer", person: "person:mel", note: "back soon?"'),
    ("takeOffCandidate", 'role: "role:engineer", person: "person:mel"'),
    ("watchRole", 'role: "role:engineer"'),
    ("unwatchRole", 'role: "role:engineer"'),
    ("closeRole", 'id: "role:second"'),
    ("appealRehireStatus", 'text: "it is long settled"'),
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
    ("closeReferral", 'referral: "referral:engineer.cyd.yes", outcome: TALKED'),
    ("exportSegment", "purpose: EVENTS"),
    ("openRightsRequest", 'right: ACCESS, person: "person:bob"'),
    (
        "offerTour",
        'kind: FOUNDATIONAL, mission: "Maps", department: "d", location: "l", companyGives: "c",'
        ' since: "2024-07-01", plannedUntil: "2025-07-01", needs: ["python"], teaches: ["sql"]',
    ),
    ("withdrawOffer", 'offer: "offer:maps"'),
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
    (
        "setRehireStatus",
        'person: "person:mel", status: NOT_NOW, reason: "an open matter", until: "2025-01-01"',
    ),
    ("decideRehireAppeal", 'person: "person:max", lift: true, answer: "we looked at it"'),
)
"""What is done for others, or for the installation."""


def arguments(sample: str, me: str, once: str) -> str:
    """The arguments of a mutation."""
    said = sample.replace("{me}", me)
    return f'(input: {{idempotencyKey: "{once}", {said}}})'
