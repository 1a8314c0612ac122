"""The autumn of the story: who left is found and asked to come back, and somebody outside tells something."""

from typing import Any

from sample.stories.players import Story, say
from sample.stories.stage import expect

NEW_ADDRESS = "new.address@mail.example"
STAYS_UNTIL = "2027-09-30"
CAME_OF = "We will offer it to them in February."

CANDIDATES = """query ($role: RoleInput!) { rehireCandidates(role: $role, maxHops: 2) { edges {
  node { id name } reasons { component words facts { text source lastConfirmed } }
  path { warmth hops { to { id name } reasons } } } } }"""
ROLE = "query ($id: ID!) { role(id: $id) { candidates { stage person { name } } } }"
ABOUT_ME = """{ aboutMe { candidacies { role note stage putDownBy } aspirations { openToReturn }
  evidence(first: 500) { nodes { evidence { kind text } } } } }"""
ABOUT_ME = """{ aboutMe { candidacies { role note stage putDownBy } aspirations { openToReturn }
  evidence(first: 500) { nodes { evidence { kind text } } } } }"""
SOURCES = """query ($company: String!) { insightSources(about: {organization: $company}) { edges {
  node { id name } why path { warmth hops { to { id name } reasons } } } } }"""
INSIGHTS = """query ($company: String!) { insights(about: {organization: $company}) { edges { node {
  id text author { name } cameOf } } } }"""
GAVE = "{ balance { gave { words } } }"
PERSON = """query ($id: ID!) { node(id: $id) { ... on Person { id name status
  employments { since until title organization { name } } } } }"""


def found_again(story: Story) -> None:
    """A recruiter opens a role, finds who left, says why, and asks through a former colleague."""
    on, recruiter, leaver = story.on, story.recruiter, story.leaver
    on.enters(leaver, NEW_ADDRESS)
    status = on.ask(leaver, PERSON, id=story.me(leaver))["status"]
    expect(status, "ALUMNUS")
    role = {"title": story.cast.leaver["title"], "anyOf": [story.cast.knows]}
    opened = on.act(recruiter, "openRole", "... on Role { id title }", role=role)
    say(recruiter, f"opens a role: {opened['title']}, who knows {story.cast.knows}")
    edges = on.ask(recruiter, CANDIDATES, role=role)["edges"]
    (edge,) = [edge for edge in edges if edge["node"]["name"] == leaver]
    say(recruiter, f"finds {leaver} among {len(edges)}:")
    for reason in edge["reasons"]:
        say("", f"- {reason['words']}")
    note = "; ".join(reason["words"] for reason in edge["reasons"][:3])
    on.act(
        recruiter, "putDownCandidate", "... on Role { id }",
        role=opened["id"], person=edge["node"]["id"], note=note,
    )  # fmt: skip
    she_reads(story, edge, note)
    story.asks(recruiter, edge, "RECRUITING", opened["title"], role=opened["id"])
    (candidate,) = on.ask(recruiter, ROLE, id=opened["id"])["candidates"]
    expect((candidate["person"]["name"], candidate["stage"]), (leaver, "AGREED"))


def she_reads(story: Story, edge: Any, note: str) -> None:
    """Who was put down reads the note, and every fact that speaks for them."""
    about = story.on.ask(story.leaver, ABOUT_ME)
    (down,) = about["candidacies"]
    expect((down["note"], down["putDownBy"]), (note, story.recruiter))
    held = {word for one in about["evidence"]["nodes"] for word in one["evidence"].values()}
    held |= {one["evidence"]["kind"].lower() for one in about["evidence"]["nodes"]}
    facts = [
        fact["text"]
        for reason in edge["reasons"]
        if reason["component"] in ("KNOWLEDGE", "TOURS")
        for fact in reason["facts"]
    ]
    expect([fact for fact in facts if fact not in held], [])
    say(story.leaver, f"reads the same: {down['role']}, put down by {down['putDownBy']}, with this note and")
    say("", f"each of the {len(facts)} facts behind it")


def insight(story: Story) -> None:
    """Somebody who left is asked about where they work now; what they tell is found by others."""
    on, asker, alumnus, company = story.on, story.asker, story.alumnus, story.cast.company
    said = {"purpose": "INSIGHT", "yes": True, "until": STAYS_UNTIL}
    consent = [{**said, "role": role} for role in ("FOUND", "REACHED")]
    on.act(alumnus, "setPreferences", "... on Preferences { doNotContact }", consents=consent)
    say(alumnus, f"left long ago, works at {company}, and says yes to INSIGHT until {STAYS_UNTIL}")
    edges = on.ask(asker, SOURCES, company=company)["edges"]
    (edge,) = [edge for edge in edges if edge["node"]["name"] == alumnus]
    say(asker, f"asks who could tell about {company}: {alumnus}, who {edge['why'][0]}")
    request = story.asks(asker, edge, "INSIGHT", f"how things are done at {company}")
    text = "They buy before they build, and decide such things in spring."
    on.act(
        alumnus, "recordInsight", "... on Insight { id }", text=text, organizations=[company],
        provenance="OWN_WORK", nothingConfidential=True, request=request,
    )  # fmt: skip
    say(alumnus, f"records what may be told, nothing confidential: {text}")
    (read,) = [edge["node"] for edge in on.ask(story.reader, INSIGHTS, company=company)["edges"]]
    expect((read["text"], read["author"]["name"]), (text, alumnus))
    say(story.reader, f"looks for {company}, and finds it")
    on.act(asker, "closeInsight", "... on Insight { id }", insight=read["id"], cameOf=CAME_OF)
    (heard,) = [edge["node"] for edge in on.ask(alumnus, INSIGHTS, company=company)["edges"]]
    gave = " ".join(line["words"] for line in on.ask(alumnus, GAVE)["gave"])
    say(alumnus, f"hears what came of it: {heard['cameOf']} What they gave, told to them alone: {gave}")


def autumn(story: Story) -> None:
    """Both halves of the alliance: somebody is asked to come back, and somebody outside tells."""
    found_again(story)
    insight(story)
