"""A story of trust, played through the API by several people with a token each.

    python sample/stories/trust.py .venv/bin/kith

Ada, an employee, wants to talk to Cyd, an alumna, whom Bo knows. Bo and Cyd agree, and the loop closes. Eve
says no and Finn says nothing: to Ada the two look alike. Cyd takes a copy of what is held about her and
erases herself; the next import does not bring her back. The store is the one that KITH_STORE names,
SQLite unless told otherwise; it must be empty. KITH_NOW drives the clock.
"""

import io
import json
import zipfile
from typing import Any

from sample.stories.stage import Stage, expect, say, stage

BEGUN = "2026-03-02T09:00:00Z"
DEADLINE = "2026-03-12T09:00:00Z"
PEOPLE = """\
employee_id,name,email,title,department,start_date,end_date
1,Ada Lind,ada@acme.example,Engineer,Billing,2019-01-07,
2,Bo Marsh,bo@acme.example,Engineer,Billing,2017-03-01,
3,Cyd Noor,cyd@home.example,Engineer,Billing,2016-02-01,2024-06-30
4,Eve Poe,eve@acme.example,Engineer,Search,2018-05-01,
5,Finn Ray,finn@acme.example,Engineer,Search,2018-05-01,
"""
TIES = """\
person_a,person_b,kind,since,until
ada@acme.example,bo@acme.example,worked on Billing,2019-01-07,
bo@acme.example,cyd@home.example,worked on Billing,2017-03-01,2024-06-30
bo@acme.example,eve@acme.example,mentors,2020-01-01,
bo@acme.example,finn@acme.example,mentors,2020-01-01,
"""
ASK = """mutation ($key: String!, $path: [ID!]!, $target: ID!, $about: String!) {
  requestIntroduction(input: {idempotencyKey: $key, path: $path, target: $target, purpose: EXPERTISE,
    about: $about, message: "I would love to hear how you did it."}) {
    __typename ... on Introduction { id state deadline } ... on Refusal { code message } } }"""
PATHS = """query ($to: ID!) { warmPaths(to: {person: $to}, purpose: EXPERTISE) {
  paths { warmth hops { to { id name } reasons } } } }"""
INBOX = "{ inbox { edges { node { id about message asker { name } target { name } } } } }"
ANSWER = """mutation ($key: String!, $id: ID!, $yes: Boolean!) {
  answerIntroduction(input: {idempotencyKey: $key, introduction: $id, yes: $yes}) {
    __typename ... on IntroductionRequest { state } ... on Refusal { code message } } }"""
MINE = """{ myIntroductions { edges { node {
  about state deadline target { name emails } connectors { name } outcome thanks } } } }"""
CLOSE = """mutation ($key: String!, $id: ID!) {
  closeIntroduction(input: {idempotencyKey: $key, introduction: $id, outcome: HELPED,
    thanks: "Thank you both!"}) {
    __typename ... on Introduction { state outcome } ... on Refusal { code message } } }"""
HEARD = "{ inbox(waiting: false) { edges { node { state outcome thanks } } } }"
PEOPLE_NAMED = "query ($name: String!) { people(search: $name) { edges { node { id name } } } }"
EXPORT = """mutation { exportMyData(input: {idempotencyKey: "copy"}) {
  __typename ... on FileLink { url } ... on Refusal { code message } } }"""
ERASE = """mutation { eraseMe(input: {idempotencyKey: "erase", sure: true}) {
  __typename ... on Erased { done } ... on Refusal { code message } } }"""


def person(story: Stage, name: str, full: str) -> list[str]:
    """The ids of the people of that name, as somebody finds them."""
    return [edge["node"]["id"] for edge in story.ask(name, PEOPLE_NAMED, name=full)["edges"]]


def request(story: Stage, target: str, about: str) -> None:
    """Ada asks for an introduction to somebody, along the best path."""
    (key,) = person(story, "ada", target)
    (path, *_) = story.ask("ada", PATHS, to=key)["paths"]
    hops = path["hops"]
    say("Ada", f"finds a {path['warmth'].lower()} path: " + "; ".join(
        f"{hop['to']['name']} ({', '.join(hop['reasons'])})" for hop in hops))  # fmt: skip
    through = [hop["to"]["id"] for hop in hops[:-1]]
    made = story.ask("ada", ASK, key=f"to {target}", path=through, target=key, about=about)
    expect((made["__typename"], made.get("state")), ("Introduction", "WAITING"))
    say("Ada", f"asks for an introduction about {about}: {made['state'].lower()} until {made['deadline']}")


def answer(story: Stage, name: str, yes: bool) -> str:
    """Somebody answers what waits in their inbox."""
    (edge,) = story.ask(name, INBOX)["edges"]
    node = edge["node"]
    about = f"{node['asker']['name']} asks about {node['about']}"
    say(name.title(), f"reads: {about}{' - for ' + node['target']['name'] if node['target'] else ''}")
    done = story.ask(name, ANSWER, key=f"{name} {node['id']}", id=node["id"], yes=yes)
    expect(done["__typename"], "IntroductionRequest")
    say(name.title(), f"says {'yes' if yes else 'no'}")
    return str(node["id"])


def mine(story: Stage) -> dict[str, dict[str, Any]]:
    """Ada's requests by what they are about."""
    edges = story.ask("ada", MINE)["edges"]
    return {edge["node"]["about"]: edge["node"] for edge in edges}


def first_day(story: Stage) -> None:
    """The path, two yeses and the closed loop; then two more requests, one of which is declined."""
    request(story, "Cyd Noor", "the move of billing")
    identity = answer(story, "bo", True)
    answer(story, "cyd", True)
    agreed = mine(story)["the move of billing"]
    expect((agreed["state"], agreed["target"]["name"]), ("AGREED", "Cyd Noor"))
    say("Ada", f"sees: agreed; {agreed['target']['name']}, {', '.join(agreed['target']['emails'])}")
    closed = story.ask("ada", CLOSE, key="close", id=identity)
    expect((closed["state"], closed["outcome"]), ("CLOSED", "HELPED"))
    for name in ("bo", "cyd"):
        (heard,) = (edge["node"] for edge in story.ask(name, HEARD)["edges"])
        expect((heard["state"], heard["outcome"], heard["thanks"]), ("CLOSED", "HELPED", "Thank you both!"))
        say(name.title(), f"hears: it {heard['outcome'].lower()}. {heard['thanks']}")
    for target, about in (("Eve Poe", "ranking"), ("Finn Ray", "crawling")):
        request(story, target, about)
        answer(story, "bo", True)
    answer(story, "eve", False)
    say("Finn", "says nothing")
    states = {about: one["state"] for about, one in mine(story).items()}
    expect((states["ranking"], states["crawling"]), ("WAITING", "WAITING"))
    say("Ada", "sees both waiting")


def after_the_deadline(story: Stage) -> None:
    """The no and the silence look alike; Cyd takes her copy and goes."""
    ended = mine(story)
    declined, expired = ended["ranking"], ended["crawling"]
    expect({**declined, "about": ""}, {**expired, "about": ""})
    say("Ada", f"sees at the deadline, of both: {declined['state'].lower().replace('_', ' ')}")
    link = story.ask("cyd", EXPORT)
    with zipfile.ZipFile(io.BytesIO(story.fetch(link["url"]))) as copy:
        say("Cyd", f"takes a copy of what is held about her: {', '.join(sorted(copy.namelist()))}")
    expect(story.ask("cyd", ERASE), {"__typename": "Erased", "done": True})
    say("Cyd", "erases herself")
    expect(person(story, "ada", "Cyd"), [])


def main() -> None:
    """Play the story with the command that is named."""
    with stage(BEGUN) as story:
        for name in ("ada", "bo", "eve", "finn"):
            story.enters(name, f"{name}@acme.example")
        story.enters("cyd", "cyd@home.example")
        story.kith("init", "--organization", "Acme")
        people = story.write("people.csv", PEOPLE)
        story.kith("ingest", "people", people)
        story.kith("ingest", "ties", story.write("ties.csv", TIES))
        with story.served():
            first_day(story)
        story.at(DEADLINE)
        with story.served():
            after_the_deadline(story)
        elsewhere = story.write("again.csv", PEOPLE.replace("cyd@home", "CYD@Home"))
        again = json.loads(story.kith("ingest", "people", elsewhere, "--json"))
        say("Admin", f"takes the same people in again: {again['new']} new, {again['unchanged']} unchanged")
        expect((again["new"], again["quarantined"]), (0, 0))
        with story.served():
            expect(person(story, "ada", "Cyd"), [])
        say("Ada", "looks for Cyd: there is nobody of that name")


if __name__ == "__main__":
    main()
