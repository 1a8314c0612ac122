"""Who acts in the story of an alliance, and how they ask each other for introductions."""

from functools import partial
from typing import Any, Final

from sample.stories import stage
from sample.stories.cast import Cast
from sample.stories.reading import Reports
from sample.stories.stage import Stage, expect

ME = "{ viewer { person { id } } }"
INBOX = "{ inbox { edges { node { id about asker { name } target { name } } } } }"
MINE = """{ myIntroductions { edges { node { id state target { name emails } } } } }"""

say: Final = partial(stage.say, width=22)


class Story:
    """The stage, who plays, and what is remembered from one day to the next."""

    def __init__(self, on: Stage, players: Cast, company: str) -> None:
        self.on = on
        self.cast = players
        self.company = company
        self.leaver, self.manager = players.leaver["name"], players.manager["name"]
        self.recruiter, self.asker = players.recruiter["name"], players.asker["name"]
        self.alumnus, self.reader = players.alumnus["name"], players.reader["name"]
        self.admin = players.admin["name"]
        for row in (players.leaver, players.manager, players.alumnus, players.asker, players.reader):
            on.enters(row["name"], row["email"])
        on.enters(self.recruiter, players.recruiter["email"], "recruiter")
        on.enters(self.admin, players.admin["email"], "network_admin")
        for row in players.circle:
            on.enters(row["name"], row["email"])
        self.before: Reports = {}
        self.tour = ""

    def me(self, who: str) -> str:
        """Somebody's own id."""
        return str(self.on.ask(who, ME)["person"]["id"])

    def answers(self, who: str, identity: str) -> None:
        """Somebody reads a request in their inbox and says yes."""
        nodes = [edge["node"] for edge in self.on.ask(who, INBOX)["edges"]]
        (node,) = [node for node in nodes if node["id"] == identity]
        whom = f", for {node['target']['name']}" if node["target"] else ""
        told = "... on IntroductionRequest { state }"
        self.on.act(who, "answerIntroduction", told, introduction=identity, yes=True)
        say(who, f"reads that {node['asker']['name']} asks about {node['about']}{whom}, and says yes")

    def asks(self, who: str, edge: Any, purpose: str, about: str, **more: str) -> str:
        """Somebody asks along a path; everybody on it agrees. The request's id."""
        hops = edge["path"]["hops"]
        way = "; ".join(f"{hop['to']['name']} ({', '.join(hop['reasons'])})" for hop in hops)
        say(who, f"has a {edge['path']['warmth'].lower()} way: {way}")
        made = self.on.act(
            who, "requestIntroduction", "... on Introduction { id state }",
            path=[hop["to"]["id"] for hop in hops[:-1]], target=edge["node"]["id"],
            purpose=purpose, about=about, message="I would love to hear from you.", **more,
        )  # fmt: skip
        say(who, f"asks {hops[0]['to']['name']} for an introduction")
        for hop in hops[:-1]:
            self.on.enters(hop["to"]["name"], hop["to"]["id"])
            self.answers(hop["to"]["name"], made["id"])
        self.answers(edge["node"]["name"], made["id"])
        nodes = [edge["node"] for edge in self.on.ask(who, MINE)["edges"]]
        (node,) = [node for node in nodes if node["id"] == made["id"]]
        expect(node["state"], "AGREED")
        say(who, f"sees that all agreed: {node['target']['name']}, {', '.join(node['target']['emails'])}")
        return str(made["id"])
