"""Every route beside /graphql that tells something, asked with everything that may hit who is hidden."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from api.app import create_app
from api.auth import JwtVerifier
from api.file_links import FileLinks
from api.links import links_router
from graph.model import PURPOSES
from queries.network import Network
from service.links import ACTIONS
from tests.factories.api_client import KEYS
from tests.factories.asking import key
from tests.factories.browsing import Browser
from tests.factories.hidden_people import NAMES
from tests.factories.network import NOW
from tests.factories.one_loop import Client
from tests.factories.outbox import TOKENS

WALKED: Final = ("/graphql", "/files/{token}", "/links/{token}")
"""/graphql is walked by test_as_if_hidden_everywhere and test_not_a_byte, the others here."""

NAMES_NOBODY: Final = {
    "/healthz": "says that the process runs",
    "/readyz": "says whether the store answers",
    "/files/reports/{token}": "tells a report; tests/integration/test_reports_hidden.py compares those",
    "/uploads": "takes a file and tells the id that it was given",
}
"""Routes that are not walked."""

PAGES_WALKED: Final = (
    "/",
    "/suggest",
    "/people/{id}",
    "/people/{id}/paths",
    "/inbox",
    "/me",
    "/about-me",
    "/about-me/erase",
    "/preferences",
    "/preferences/blocked",
    "/roles",
    "/roles/search",
    "/roles/{id}",
    "/roles/{id}/put-down",
    "/roles/{id}/candidates.csv",
    "/rehire-statuses",
    "/rehire-statuses/say",
    "/insight",
    "/insight/new",
    "/tours",
    "/tours/plan",
    "/tours/offer",
    "/tours/offered",
    "/tours/offered/{id}",
    "/home",
    "/home/offer",
    "/home/refer/{role}",
    "/my-imports",
    "/my-imports/{id}",
    "/my-imports/{id}/progress",
    "/admin",
    "/admin/imports",
    "/admin/imports/{id}",
    "/admin/imports/{id}/progress",
    "/admin/duplicates",
    "/admin/invitations",
    "/admin/map",
    "/admin/topics",
    "/admin/topics/{id}",
)
PAGES_ONLY_SENT_TO: Final = {
    "/inbox/answer": "answers with /inbox",
    "/inbox/close": "answers with /inbox",
    "/inbox/withdraw": "answers with /inbox",
    "/inbox/rest": "answers with /inbox",
    "/insight/withdraw": "answers with /insight",
    "/insight/close": "answers with /insight",
    "/tours/accept": "answers with /tours",
    "/tours/withdraw": "answers with /tours",
    "/tours/check-in": "answers with /tours",
    "/tours/end": "answers with /tours",
    "/tours/sign": "answers with /tours",
    "/tours/offered/withdraw": "answers with /tours/offered",
    "/home/take-part": "answers with /home",
    "/home/leave": "answers with /home",
    "/home/close": "answers with /home",
    "/home/listed": "answers with /home",
    "/home/answer": "answers with /home",
    "/home/tell": "answers with /home",
    "/home/list-role": "answers with /home",
    "/about-me/copy": "answers with a link to /files/{token}",
    "/privacy": "for privacy officers: rights hold against the installation, whoever is hidden",
    "/privacy/close": "answers with /privacy",
    "/privacy/people/{id}": "for privacy officers: aboutMe(person)",
    "/privacy/rules": "for privacy officers: rules of the installation",
    "/privacy/rules/history": "for privacy officers: decisions",
    "/privacy/defaults": "for privacy officers: names nobody",
    "/privacy/audit": "for privacy officers: counts by revision, and who acted for the installation",
    "/about-me/tie": "answers with /about-me",
    "/about-me/object": "answers with /about-me",
    "/about-me/restrict": "answers with /about-me",
    "/me/words": "answers with /me",
    "/me/skills": "answers with /me",
    "/me/skills/back": "answers with /me",
    "/me/aspirations": "answers with /me",
    "/people/{id}/vouch": "answers with /people/{id}",
    "/people/{id}/ask": "answers with /people/{id}",
    "/about-me/appeal": "answers with /about-me",
    "/roles/{id}/close": "answers with /roles/{id}",
    "/roles/{id}/watch": "answers with /roles/{id}",
    "/roles/{id}/came-of": "answers with /roles/{id}",
    "/roles/{id}/take-off": "answers with /roles/{id}",
    "/roles/{id}/share": "answers with /roles/{id}, and searches for a name as /suggest does",
    "/roles/{id}/unshare": "answers with /roles/{id}",
    "/rehire-statuses/decide": "answers with /rehire-statuses",
    **dict.fromkeys(
        (f"{desk}/{what}" for desk in ("/my-imports", "/admin/imports") for what in ("preview", "start")),
        "says what is in a file of who asks",
    ),
    **dict.fromkeys(
        (f"{d}/{{id}}/{do}" for d in ("/my-imports", "/admin/imports") for do in ("cancel", "retry", "mend")),
        "answers with the page of the import",
    ),
    "/admin/duplicates/undo": "answers with /admin/duplicates",
    "/admin/invitations/cancel": "answers with /admin/invitations",
    "/admin/invitations/segment": "answers with a link to /files/{token}",
    "/admin/reports": "lists which there are",
    "/admin/reports/{name}": "tells a report; tests/integration/test_reports_hidden.py compares those",
    "/sign-in": "names the people of the demo, each to a browser that may be signed in as them",
    "/sign-in/letter": "says the same for every address",
    "/sign-in/link/{token}": "names nobody",
    "/sign-in/openid": "sends to the identity provider",
    "/sign-in/openid/back": "names nobody",
    "/sign-out": "names nobody",
    "/sign-out/everywhere": "names nobody",
    "/assets/{digest}/{name}": "the style sheet",
}
"""Pages that are not walked; all that any page knows it asks of /graphql's schema, as who is signed in."""

SUBJECTS: Final = ("Acme", "python", "market")
"""What is asked about on the page of insight."""

_YEAR: Final = timedelta(days=365)


class Routes:
    """One application over a network, with all doors."""

    def __init__(self, network: Network) -> None:
        self._network = network
        links = links_router(network, TOKENS, ACTIONS)
        app = create_app(network, JwtVerifier(KEYS, clock=lambda: NOW), routers=[links])
        self._client = Client(app, raise_server_exceptions=False)

    def pages(self, viewer: str, names: Iterable[str]) -> Iterator[str]:
        """Every page as `viewer` is shown it, those about these people and searches for them too."""
        browser = Browser(self._network, str(key(viewer))).sign_in()
        searches = [f"/?q={quote(text)}" for text in ("python", "Acme", "Bob", *(NAMES[n] for n in names))]
        people = [f"/people/{key(name)}" for name in ("bob", "eve", "lou", viewer, *names)]
        paths = [f"{person}/paths?purpose={purpose}" for person in people for purpose in PURPOSES]
        begun = [f"/suggest?q={quote(text)}" for text in ("py", "Bo", *(NAMES[n][:4] for n in names))]
        found = [f"/preferences/blocked?q={quote(NAMES[name])}" for name in names]
        own = (
            "/inbox",
            "/me",
            "/about-me",
            "/about-me/erase",
            "/preferences",
            "/preferences/blocked",
            "/my-imports",
            *found,
        )
        jobs = [f"/my-imports/job:{of}" for of in ("shared", *(f"of-{name}" for name in (viewer, *names)))]
        for path in ("/", *searches, *begun, *people, *paths, *own, *jobs, *_together(viewer, names)):
            browser.get(path)
            yield browser.plain
        yield from self._recruiting(viewer, names)
        yield from self._desk(viewer, names)

    def _recruiting(self, viewer: str, names: Iterable[str]) -> Iterator[str]:
        """The pages of who looks for people and says who may come back, as if `viewer` did."""
        browser = Browser(self._network, f"{key(viewer)}=recruiter+hr_partner").sign_in()
        roles = ["engineer", *(f"{part}-{name}" for name in names for part in ("of", "with"))]
        for role in roles:
            shared = f"/roles/role:{role}"
            for path in (shared, f"{shared}/candidates.csv", f"/roles/search?role=role:{role}"):
                browser.get(path)
                yield browser.plain
        about = [f"/roles/role:engineer/put-down?person={key(name)}" for name in ("bob", *names)]
        said = [f"/rehire-statuses/say?person={key(name)}" for name in ("bob", *names)]
        called = [f"/rehire-statuses?name={quote(NAMES[name])}" for name in names]
        for path in ("/roles", "/roles/search?title=python", "/rehire-statuses", *about, *said, *called):
            browser.get(path)
            yield browser.plain

    def _desk(self, viewer: str, names: Iterable[str]) -> Iterator[str]:
        """The pages of those who run the network, as `viewer` is shown them in that role."""
        browser = Browser(self._network, f"{key(viewer)}=network_admin").sign_in()
        jobs = [f"/admin/imports/job:{of}" for of in ("shared", *(f"of-{name}" for name in (viewer, *names)))]
        leavers = [f"/admin/invitations?who={quote(NAMES[name])}" for name in names]
        lists = ("", "/imports", "/duplicates", "/invitations", "/map", "/topics", "/topics?q=p")
        skills = ("/admin/topics/skill:python", "/admin/topics/skill:programming")
        progress = [f"{job}/progress" for job in jobs]
        for path in (*(f"/admin{one}" for one in lists), *leavers, *skills, *jobs, *progress):
            browser.get(path)
            yield browser.plain

    def files(self, names: Iterable[str]) -> Iterator[str]:
        """The copies for these people: status, and every file in it as text."""
        for name in names:
            token, _ = FileLinks(self._network).seal(key(name))
            answer = self._client.get(f"/files/{token}")
            yield str(answer.status_code)
            zipped = answer.headers["content-type"] == "application/zip"
            yield from texts_in(answer.content) if zipped else [answer.text]

    def links(self, names: Iterable[str]) -> Iterator[str]:
        """The pages behind links in messages to these people, read and then followed."""
        for name in names:
            for action in ACTIONS:
                link = f"/links/{TOKENS.issue(action, key(name), _YEAR)}"
                for answer in (self._client.get(link), self._client.post(link)):
                    yield f"{answer.status_code} {answer.text}"


def _together(viewer: str, names: Iterable[str]) -> Iterator[str]:
    """Pages of insight, tours and what is on, those about these people too."""
    yield from ("/home", "/home/offer?kind=EVENT", "/insight", "/insight/new", "/tours", "/tours/offer")
    yield from (f"/insight?kind={kind}&q={about}" for kind in ("company", "topic") for about in SUBJECTS)
    yield from ("/tours/offered", "/tours/offered/offer:billing", "/tours/plan?offer=offer:maps")
    yield f"/home/refer/{key('none').replace('person', 'role')}"
    for name in ("bob", "eve", viewer, *names):
        yield f"/tours/plan?with={key(name)}"
        yield f"/tours/plan?q={quote(NAMES.get(name, name))}"
        yield f"/tours/offered/offer:by-{name}"
        yield f"/tours/plan?offer=offer:by-{name}"


def texts_in(archive: bytes) -> Iterator[str]:
    """Every file of a zip, under its name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for member in opened.namelist():
            yield f"{member}\n{opened.read(member).decode()}"
