"""Words of one's own pages, and the privacy officer's."""

from typing import Final

CORRECTION: Final = {
    "WELL": "know each other well",
    "KNOWN": "know each other",
    "LITTLE": "know each other a little",
    "NONE": "do not know each other",
    "SOURCES": "are as the sources say",
}
"""What somebody may say of a tie of theirs."""

PART_IN_EVIDENCE: Final = {
    "shown_by": "",
    "endorser": "you vouched for it",
    "contributor": "you contributed it",
}

IDENTIFIES: Final = {
    "name": "Name",
    "headline": "Headline",
    "location": "Place",
    "email": "E-mail address",
    "employee": "Employee number",
    "linkedin": "LinkedIn profile",
    "github": "GitHub login",
    "phone": "Telephone number",
}
"""What says who somebody is."""

PART: Final = {
    "asker": "you asked",
    "connector": "you were asked to introduce",
    "target": "it is for you",
    "host": "you hold it",
    "participant": "you take part",
    "referrer": "you proposed them",
    "person": "you were proposed",
    "author": "you told it",
    "asked_by": "you asked for it",
    "told_by": "you told what came of it",
}
"""What part somebody has in a record."""

PROPOSAL: Final = {
    "waiting": "waiting for an answer",
    "for_you": "waiting for your answer",
    "declined": "you said not this time",
    "accepted": "answered with a yes",
    "closed": "done",
    "not_this_time": "not this time",
}
"""How a proposal for a role stands."""

USED: Final = {
    "directory": "in the directory",
    "expertise": "as somebody who knows",
    "recruiting": "for a role",
    "insight": "as somebody to ask about what is outside",
    "mentoring": "for mentoring",
    "referral": "for openings",
    "events": "for events",
}
"""What an answer that names somebody was for."""

READER: Final = {
    "employee": "colleagues",
    "alumnus": "people who worked here",
    "external": "people from elsewhere",
    "recruiter": "recruiters",
    "hr_partner": "HR partners",
    "network_admin": "those who run the network",
    "privacy_officer": "privacy officers",
    "operator": "whoever runs the server",
    "service": "programs",
}
"""Who an answer was for."""

RIGHT: Final = {
    "ACCESS": "To see what is held",
    "RECTIFY": "To have it put right",
    "OBJECT": "That nothing is inferred",
    "RESTRICT": "That it is used for nothing",
    "ERASE": "To be erased",
    "EXPORT": "To get a copy",
}

RULE: Final = {
    "retention/contacts": "How long contacts from mail and calendars are kept",
    "retention/unclaimed_alumni": "How long people who left and never answered are kept",
    "retention/requests": "How long requests are kept",
    "retention/use_log": "How long it is kept who was named how often",
    "tours/check_in": "How often the two sides of a tour look at it together",
    "first_record_notice": "A notice to people who came in through somebody's own contacts",
}
SOURCE: Final = {"mail": "Mail", "calendar": "Calendars", "git": "Code", "activity": "Activity"}

DEFAULT_FOR: Final = {
    "EMPLOYEE": "People who work here",
    "ALUMNUS": "People who worked here",
    "EXTERNAL": "People from elsewhere",
}
DEFAULT_ROLE: Final = {
    "FOUND": "They are found",
    "REACHED": "They can be reached",
    "CONNECT": "They are asked to introduce",
}

KIND: Final = {
    "installation": "The installation",
    "person": "People",
    "profile": "What somebody keeps for themselves",
    "identifier": "Addresses",
    "organization": "Companies",
    "employment": "Employments",
    "mission": "Missions",
    "offer": "Offered tours",
    "tour": "Tours",
    "checkin": "Check-ins",
    "aspiration": "Aspirations",
    "skill": "Skills",
    "evidence": "Evidence",
    "tie": "Ties",
    "contact": "Contacts",
    "preference": "Preferences",
    "budget": "How often people were asked",
    "introduction": "Requests for introductions",
    "open": "Requests that wait",
    "verdict": "What was said of suggestions",
    "role": "Roles",
    "candidacy": "People put down for roles",
    "watch": "Roles that are watched",
    "rehire": "What is said of coming back",
    "referral": "Proposals for roles",
    "insight": "Insights",
    "offering": "Events and mentoring",
    "participation": "People who take part",
    "invitation": "Invitations to stay in touch",
    "merge": "Records made one",
    "distinct": "People who are two",
    "delivery": "Messages",
    "webhook": "Where messages go",
    "told": "What people were told of",
    "position": "How far the clockwork is",
    "suppression": "Fingerprints of who was erased",
    "decision": "Rules",
    "rights": "Rights that were used",
    "access": "Who was named to whom",
    "report": "Reports",
    "job": "Imports",
    "quarantined": "What imports could not take in",
}
"""Kinds of records under the seal."""
