"""Exports of a LinkedIn account, as files."""

import zipfile
from pathlib import Path

NOTES = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

"""
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
BEA = "Bea,Kim,https://www.linkedin.com/in/bea-kim,,Acme Inc,Engineer,05 Mar 2021\n"
CAL = "Cal,Ng,https://www.linkedin.com/in/cal,Cal@Ng.org,,,28 Feb 2020\n"
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    "Home,Engineer,secret words,Oslo,Mar 2019,\nOld Co,Intern,,,2017,Feb 2019\n"
)
SKILLS = "Name\nPython\nGraph Theory\n"
ENDORSEMENTS = (
    "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,"
    "Endorsement Status\n"
    "2021/03/05 10:20:30 UTC,Python,Bea,Kim,www.linkedin.com/in/bea-kim,ACCEPTED\n"
    "2021/03/06 10:20:30 UTC,Python,Dan,Oh,www.linkedin.com/in/dan-oh,PENDING\n"
)
MESSAGES = "CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT\n1,Bea,Ann,2021,Hi,private\n"


def connections(tmp_path: Path, *rows: str, name: str = "Connections.csv", notes: str = NOTES) -> Path:
    path = tmp_path / name
    path.write_text(notes + HEADER + "".join(rows), "utf-8")
    return path


def export(tmp_path: Path, files: dict[str, str], name: str = "export.zip") -> Path:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for place, text in files.items():
            written.writestr(place, text)
    return path


WHOLE = {
    "Basic/Connections.csv": NOTES + HEADER + BEA + CAL,
    "Basic/Positions.csv": POSITIONS,
    "Basic/Skills.csv": SKILLS,
    "Basic/Endorsement_Received_Info.csv": ENDORSEMENTS,
    "Basic/messages.csv": MESSAGES,
    "Basic/Ad_Targeting.csv": "Member Age\n18-24\n",
    "Basic/Media/photo.jpg": "no text",
}
