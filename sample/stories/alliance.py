"""A story of leaving and coming back, played through the API by people of a sample company.

    python sample/stories/alliance.py .venv/bin/kith

A tour ends and both sides sign what came of it. Its person leaves, with purposes and a new address, is found
for an open role with reasons to read, asked through a former colleague, and comes back: one person with two
employments, and a new tour that both sides accepted. Somebody who left long ago is asked about where they
work now, and what they tell is found again. The reports change, and tell of nobody alone. The store
is the one that KITH_STORE names, SQLite unless told otherwise; it must be empty. KITH_NOW drives the clock.
"""

import csv
import io
import json
import re
import shlex
from functools import partial

from sample.stories.autumn import NEW_ADDRESS, PERSON, STAYS_UNTIL, autumn
from sample.stories.cast import Row, cast
from sample.stories.players import Story, say
from sample.stories.postbox import Postbox, postbox
from sample.stories.reading import changes, reports
from sample.stories.stage import Stage, expect, stage

SPRING, SUMMER = "2026-03-02T09:00:00Z", "2026-06-15T09:00:00Z"
LAST_DAYS, AUTUMN, BACK = "2026-09-14T09:00:00Z", "2026-10-12T09:00:00Z", "2026-11-02T09:00:00Z"
LAST_DAY = "2026-09-30"
COMPANY = "--people 150 --seed 1 --evidence-per-person 3 --ties-per-person 6 --contacts-per-person 2"
CLAIM = "Is this your address?"
OUTCOME = "Half of the steps run by themselves, and two colleagues have learned the rest."

CHECK_INS = "{ myTours { edges { node { id checkIns { text } } } } }"


def the_tour(story: Story) -> None:
    """The manager proposes a tour, and the other side accepts it."""
    on, told = story.on, "... on Tour { id state }"
    mission = f"A new start for {story.cast.knows}"
    tour = on.act(
        story.manager, "planTour", told, person=story.me(story.leaver), kind="TRANSFORMATIONAL",
        mission=mission, since="2026-03-02", plannedUntil="2026-09-30",
        personGives="Half a year of work on it", companyGives="A course, and two days a week for it",
    )  # fmt: skip
    say(story.manager, f"proposes a tour to {story.leaver}: {mission}")
    stands = on.act(story.leaver, "acceptTour", told, tour=tour["id"])
    expect(stands["state"], "STANDING")
    story.tour = tour["id"]
    say(story.leaver, "accepts: the tour stands, both sides have said yes")


def the_circle(story: Story) -> None:
    """Colleagues ask each other, each the next two of them, and say that it helped."""
    names = [row["name"] for row in story.cast.circle]
    ids = {name: story.me(name) for name in names}
    count = 0
    for place, name in enumerate(names):
        for step in (1, 2):
            other = names[(place + step) % len(names)]
            made = story.on.act(
                name, "requestIntroduction", "... on Introduction { id }",
                path=[], target=ids[other], purpose="EXPERTISE", about="a question at work", message="",
            )  # fmt: skip
            one = {"introduction": made["id"]}
            story.on.act(other, "answerIntroduction", "... on IntroductionRequest { state }", **one, yes=True)
            story.on.act(name, "closeIntroduction", "... on Introduction { state }", **one, outcome="HELPED")
            count += 1
    say("Colleagues", f"{len(names)} of them ask each other {count} things, and say that it helped")


def spring(story: Story) -> None:
    """The first day: the reports as they are, a tour that two agree on, and a month's questions."""
    story.before = reports(story.on, story.admin)
    the_tour(story)
    the_circle(story)


def summer(story: Story) -> None:
    """The two sides look at the tour together."""
    note = {"tour": story.tour, "text": "Half of it is done."}
    story.on.act(story.leaver, "recordCheckIn", "... on CheckIn { id }", **note)
    tours = {edge["node"]["id"]: edge["node"] for edge in story.on.ask(story.manager, CHECK_INS)["edges"]}
    expect([one["text"] for one in tours[story.tour]["checkIns"]], [note["text"]])
    say(story.leaver, f"notes at the check-in: {note['text']} {story.manager} reads it, and nobody else")


def last_days(story: Story, box: Postbox) -> None:
    """The tour ends and is signed; who leaves says where to, what for, and that the address is theirs."""
    on, leaver, told = story.on, story.leaver, "... on Tour { state signedBy }"
    tour = {"tour": story.tour}
    on.act(leaver, "endTour", told, **tour)
    signs = {**tour, "outcome": OUTCOME, "skills": [story.cast.knows]}
    on.act(leaver, "signOutcome", told, **signs)
    say(leaver, f"ends the tour and signs what came of it: {OUTCOME}")
    expect(on.act(story.manager, "signOutcome", told, **signs)["state"], "CLOSED")
    say(story.manager, "signs the same: now it counts")
    on.act(
        leaver, "setAspirations", "... on Aspirations { openToReturn }",
        goals="See how another company does it, and lead a team", horizon="2027-01", openToReturn=True,
    )  # fmt: skip
    on.act(leaver, "startExit", "... on Invitation { state }", lastDay=LAST_DAY)
    purposes = [{"purpose": purpose, "until": STAYS_UNTIL} for purpose in ("RECRUITING", "INSIGHT")]
    exits = {"personalAddress": NEW_ADDRESS, "purposes": purposes}
    on.act(leaver, "completeExit", "... on Invitation { state }", **exits)
    say(leaver, f"would like to return one day; leaves on {LAST_DAY} and stays in touch at {NEW_ADDRESS},")
    say("", f"to be found for RECRUITING and INSIGHT until {STAYS_UNTIL}")
    letter = box.letter(NEW_ADDRESS, CLAIM)
    found = re.search(r"https://\S+?(/links/\S+)", letter)
    assert found is not None
    on.press(found[1])
    say(leaver, "follows the link in the letter to that address: it is theirs")


def hired_again(story: Story) -> None:
    """HR takes in a new number with the personal address."""
    row: Row = {
        **{column: story.cast.leaver[column] for column in ("name", "title", "department", "manager_id")},
        "employee_id": "9" + story.cast.leaver["employee_id"],
        "personal_email": NEW_ADDRESS,
        "start_date": BACK[:10],
    }
    table = io.StringIO()
    writer = csv.DictWriter(table, sorted(row), lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    file = story.on.write("back.csv", table.getvalue())
    taken = json.loads(story.on.kith("ingest", "people", file, "--json"))
    expect((taken["new"] + taken["changed"], taken["quarantined"]), (1, 0))
    say("HR", f"takes in a new employee number for {NEW_ADDRESS}")


def back(story: Story) -> None:
    """One person with two employments, a new tour, and what the reports say by now."""
    on, leaver = story.on, story.leaver
    person = on.ask(story.recruiter, PERSON, id=story.me(leaver))
    stays = [
        f"{job['since']} to {job['until'] or 'now'}"
        for job in person["employments"]
        if job["organization"]["name"] == story.company
    ]
    expect((person["status"], len(stays)), ("EMPLOYEE", 2))
    say(story.recruiter, f"sees one {person['name']}, {person['status'].lower()}: {', then '.join(stays)}")
    mission = f"Lead a team for {story.cast.knows}"
    tour = on.act(
        leaver, "planTour", "... on Tour { id state companySide { name } }", kind="FOUNDATIONAL",
        mission=mission, plannedUntil="2028-10-31", personGives="Two years",
        companyGives="A team of four",
    )  # fmt: skip
    say(leaver, f"proposes a new tour to {tour['companySide']['name']}: {mission}")
    stands = on.act(story.manager, "acceptTour", "... on Tour { state }", tour=tour["id"])
    expect(stands["state"], "STANDING")
    say(story.manager, "accepts: it stands")
    after = reports(on, story.admin)
    say(story.admin, "reads the reports of November beside those of March:")
    for line in changes(story.before, after):
        say("", line)
    expect(leaver in json.dumps(after), False)
    expect(after["requests"]["2026-10"], "")
    say("", f"of the few requests of October, and of {leaver} alone, they tell nothing")


def taken_in(on: Stage) -> Story:
    """A sample company in an empty store."""
    made = json.loads(on.kith("sample", *COMPANY.split(), "--out", "sample", "--json"))
    company = made["organization"]
    on.kith("init", "--organization", company)
    folder = on.folder / "sample"
    lines = (folder / "ingest.txt").read_text(encoding="utf-8").splitlines()
    shared = [shlex.split(line) for line in lines if "--as" not in line]
    for command in shared:
        files = [str(folder / word) if (folder / word).exists() else word for word in command]
        on.kith("ingest", *files)
    say("Admin", f"takes in {company}, a sample company: {len(shared)} files, nothing that is somebody's own")
    return Story(on, cast(folder), company)


def main() -> None:
    """Play the story with the command that is named."""
    with postbox() as box:
        mail = {
            "KITH_SMTP_HOST": "127.0.0.1",
            "KITH_SMTP_PORT": box.port,
            "KITH_SMTP_SECURITY": "none",
            "KITH_MAIL_FROM": "network@kith.example",
            "KITH_PUBLIC_URL": "https://kith.example",
        }
        with stage(SPRING, **mail) as on:
            story = taken_in(on)
            for moment, played in (
                (SPRING, spring),
                (SUMMER, summer),
                (LAST_DAYS, partial(last_days, box=box)),
                (AUTUMN, autumn),
            ):
                on.at(moment)
                say("", f"-- {moment[:10]}")
                with on.served():
                    played(story)
            on.at(BACK)
            say("", f"-- {BACK[:10]}")
            hired_again(story)
            with on.served():
                back(story)


if __name__ == "__main__":
    main()
