# ruff: noqa: E501 (a word list)
"""How people write about what they know: `{s}` is a phrase about a skill, `{c}` a part of the product, `{l}` a skill."""

_DOCUMENT = """Wrote the runbook for {s}; Wrote the guide to {s}; Decision record: {s} in {c}; Wrote up what we learned about {s};
    Checklist for {s}; Handbook chapter on {s}; Review of {c}, with notes on {s}; Proposal for {c}: {s};
    Post-mortem of the {c} outage, about {s}; A short introduction to {s}; How we do {s} in {c};
    Comparison of three ways to handle {s}; Notes from a year of {s}; Frequently asked questions about {s};
    Template for {s}; Lessons from {c}: {s}"""
_TALK = """Lunch talk on {s}; Conference talk: {s}; Talk at the town meetup about {s}; Half-day course on {s};
    Panel with two customers: {s}; Internal workshop: {s} for the {c} team; Lightning talk on {s};
    Guest lecture about {s}; Demo for all teams: {s} in {c}"""
_ENDORSED = """The one we ask about {s}; Helped us with {s} in {c}; Taught me {s}; Found the problem when we struggled with {s};
    Calm and thorough with {s}; Would work together on {s} again; Solved {s} for {c}"""
_DECLARED = """; ; {l}: several years of practice; {l} in most of my projects; Certified in {l}; {l} at university and after;
    Daily work: {l}; Happy to help with {l}; Learned {l} on the job"""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(";"))


PHRASES = {
    "document": _lines(_DOCUMENT),
    "talk": _lines(_TALK),
    "endorsed": _lines(_ENDORSED),
    "declared": _lines(_DECLARED),
}
"""Patterns by kind of evidence; an empty one says nothing beside the skill."""
