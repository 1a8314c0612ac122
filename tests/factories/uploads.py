"""Files that somebody has sent, as the service keeps them."""

from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from graph.keys import Key
from graph.uploads import UploadFolder

_FOLDER = TemporaryDirectory(prefix="kith-")

CONNECTIONS = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Flo,Frost,https://www.linkedin.com/in/flo-frost,flo@mail.example,Acme,Director,05 Mar 2021
"""
PEOPLE = """employee_id,name,email
77,Gil Grau,gil@home.example
78,Hal Hell,no address
79,Jos?,jos@home.example
"""


def uploads(folder: Path) -> UploadFolder:
    return UploadFolder(folder / "uploads", folder / "locks")


def sample_uploads(owner: Key) -> UploadFolder:
    """A file of each sort, sent by `owner`, under ids that can be written down."""
    made = uploads(Path(mkdtemp(dir=_FOLDER.name)))
    put(made, "sample-of-connections", owner, "Connections.csv", CONNECTIONS)
    put(made, "sample-of-people", owner, "people.csv", PEOPLE)
    return made


def put(made: UploadFolder, upload: str, owner: Key, name: str, text: str) -> None:
    """A file under an id of one's own choice."""
    with made.receive(owner, name) as (real, file):
        file.write(text.encode())
    (made.folder / real).rename(made.folder / upload)
