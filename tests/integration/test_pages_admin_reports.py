"""How the network is, in the browser: reports, a map, topics, what needs attention; whom they are for."""

from dataclasses import replace

import pytest

from actions import publish_report
from graph.model import UnansweredTopic
from queries.network import Network
from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.browsing import Browser
from tests.factories.network import address_of, company, network_of
from tests.factories.reporting import at, crowd, knowing, people

HOSTILE = "<script>alert(1)</script> & Sons"
PAGES = (
    "/admin",
    "/admin/imports",
    "/admin/imports/preview?upload=x&kind=people",
    "/admin/imports/job:shared",
    "/admin/duplicates",
    "/admin/invitations",
    "/admin/reports",
    "/admin/reports/coverage",
    "/admin/map",
    "/admin/topics",
    "/admin/topics/skill:python",
)


@pytest.fixture(scope="module")
def network() -> Network:
    """Twelve of Legal and of Sales, who know python and, on both sides, people at a company."""
    names = ["ada", *crowd("e", 11)]
    outside, hostile = crowd("o", 6), company(HOSTILE)
    ties = [make.tie(*pair) for pair in zip(names, outside, strict=False)]
    skills = [
        make.skill("programming", scheme="esco"),
        replace(
            make.skill("python", scheme="esco", broader=(make.key("skill", "programming"),)),
            alternatives=("py",),
        ),
    ]
    asked = UnansweredTopic(
        key=make.key("unanswered", "2024-05-30.cobol"), day="2024-05-30", topic="cobol & <b>", count=12
    )
    return network_of(
        [
            *people(names, department="Legal & Law"),
            *people(outside, status="external"),
            hostile,
            *(replace(job, organization=hostile.key) for job in at("home", outside)),
            *ties,
            address_of("ada"),
            *skills,
            *knowing("python", names),
            asked,
        ]
    )


@pytest.fixture
def admin(network: Network) -> Browser:
    return Browser(network, "ada=network_admin").sign_in()


@pytest.mark.parametrize("roles", ["", "=privacy_officer", "=recruiter+hr_partner"])
def test_for_others_none_of_it_is_there(network: Network, roles: str) -> None:
    browser = Browser(network, f"ada{roles}").sign_in()
    assert "Admin" not in browser.get("/").split("</header>")[0]
    told = set()
    for path in PAGES:
        text = browser.get(path)
        assert browser.status == 404
        told.add(text)
    assert "There is no such page" in text
    (token,) = {form.values["form"] for form in browser.forms("/sign-out")}
    for path in ("/admin/imports", "/admin/duplicates", "/admin/invitations", "/admin/invitations/segment"):
        assert browser.client.post(path, data={"form": token, "once": "o"}).status_code == 404


def test_every_page_is_in_the_menu_and_none_runs_anything_inline(admin: Browser) -> None:
    for path in ("/admin", "/admin/imports", "/admin/duplicates", "/admin/invitations", "/admin/reports"):
        text = admin.get(path)
        assert admin.status == 200
        assert 'aria-current="page"' in text.split("</nav>")[1]
        assert " style=" not in text
        assert "unsafe" not in admin.page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name", ["coverage", "topics-at-risk", "bridges", "concentration", "requests", "freshness", "tours"]
)
def test_each_report_has_a_table_and_a_file(admin: Browser, name: str) -> None:
    text = admin.get(f"/admin/reports/{name}")
    assert admin.status == 200
    assert "Groups under 5 are not shown" in text
    assert "<script>alert" not in text
    (link,) = [part for part in text.split('"') if part.startswith("/files/reports/")]
    admin.get(link)
    assert admin.page.headers["content-type"].startswith("text/csv")


def test_figures_are_drawn_and_stand_in_a_table(admin: Browser) -> None:
    text = admin.get("/admin/reports/coverage")
    assert '<th scope="row">python</th>' in text
    assert 'aria-label="Topics: the same is in the table"' in text
    assert text.count('<rect class="bar m0"') >= 2
    admin.get("/admin/reports/payroll")
    assert admin.status == 404


def test_the_map_shows_which_departments_and_companies_are_joined(admin: Browser) -> None:
    text = admin.get("/admin/map")
    assert "Legal &amp; Law" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in text
    assert "5 or more people on each side" in text
    assert "<circle" in text
    alone = Browser(network_of([make.person("ada"), address_of("ada")]), "ada=network_admin").sign_in()
    assert "No department and company are joined" in alone.get("/admin/map")


def test_topics_lead_up_and_down_and_what_nobody_knew_is_listed(admin: Browser) -> None:
    text = admin.get("/admin/topics")
    assert "cobol &amp; &lt;b&gt;" in text
    assert "asked 10 or more times" in text
    text = admin.get("/admin/topics?q=pyt")
    assert "also py · part of programming" in text
    assert "Narrower" in admin.get(f"/admin/topics/{make.key('skill', 'python')}")
    assert "programming" in admin.text
    assert "python" in admin.get(f"/admin/topics/{make.key('skill', 'programming')}")
    assert "No skill is called that" in admin.get("/admin/topics?q=zymurgy")
    for other in ("skill:nothing", str(key("ada"))):
        admin.get(f"/admin/topics/{other}")
        assert admin.status == 404


def test_what_needs_attention_is_said_in_one_place(admin: Browser, network: Network) -> None:
    text = admin.get("/admin")
    for words in ("Nothing was brought in yet", "fewer than five", "cobol", "Freshness", "Duplicates"):
        assert words in text
    network.store.apply([make.job("old", state="done", quarantined=3), make.job("runs", read=7)])
    text = admin.get("/admin")
    assert "3 rows wait to be put right" in text
    assert "is running, 7 rows so far" in text


def test_a_report_that_takes_long_is_being_made_until_it_is_there() -> None:
    known = network_of([*people(["ada", *crowd("p", 12)]), address_of("ada")])
    browser = Browser(known, "ada=network_admin").sign_in()
    with publish_report._MAKING:  # somebody else makes a large one
        for path in ("/admin/reports/coverage", "/admin/map"):
            text = browser.client.get(path).text
            assert "figures are being made" in text
            assert f'<a href="{path}">Look again</a>' in text
        assert "figures are being made" in browser.get("/admin")
    assert "Groups under 5 are not shown" in browser.get("/admin/reports/coverage")
    assert "figures are being made" not in browser.get("/admin")
