"""Who runs the network brings a file in and puts a row right; two records become one; somebody leaves."""

from pathlib import Path

from tests.e2e.chromium import Person
from tests.e2e.demo import names

COLUMNS = "employee_id,name,email,title,department,start_date\n"
ROWS = """{0}1,Ivo {1},ivo.{0}@brand-new.example,Engineer,Data,2026-01-05
{0}2,Una {1},una at brand-new,Engineer,Data,2026-01-05
{0}3,Cleo {1},cleo.{0}@brand-new.example,Engineer,Data,2026-01-05
,Cleo {1},c.{0}@brand-new.example,Engineer,Data,2026-01-05
"""
FAMILIES = {"900": "Winterbourne", "910": "Summerfield", "920": "Springwell"}


def run_the_network(somebody: Person, file: Path, number: str = "900") -> None:
    """From a file to the reports; `number` begins the numbers of who is in it."""
    family = FAMILIES[number]
    somebody.click(names(somebody)[5])
    somebody.click("Admin")
    somebody.click("Bring a file in")
    send(somebody, file, COLUMNS + ROWS.format(number, family))
    assert somebody.sees("Nothing has been taken in yet")
    assert somebody.sees("What would wait in quarantine")
    somebody.click("Take it in")
    wait(somebody)
    somebody.fill("email", "una still without")
    somebody.click("Take line 3 in")
    assert somebody.page.get_by_role("alert").is_visible()
    assert somebody.page.get_by_label("email", exact=True).input_value() == "una still without"
    somebody.fill("email", f"una.{number}@brand-new.example")
    somebody.click("Take line 3 in")
    assert somebody.sees("It is taken in. Thank you.")
    somebody.click("Find")
    somebody.fill("A person, a company, a skill or a question", f"Una {family}")
    somebody.click("Search")
    assert somebody.sees("People of that name")
    _make_one_of_two(somebody, family)
    _let_go(somebody, f"Ivo {family}")
    somebody.click("Reports")
    somebody.click("Coverage")
    somebody.wait_for(somebody.page.get_by_text("Groups under 5 are not shown").first, "Look again")
    assert all("422" in one for one in somebody.complaints)


def send(somebody: Person, file: Path, text: str, kind: str = "People, from HR") -> None:
    """Choose a file and look at what would come of it."""
    file.write_text(text)
    somebody.tick(kind)
    somebody.page.get_by_label("File", exact=True).set_input_files(file)
    somebody.click("See what would come of it")
    somebody.wait_for(somebody.page.get_by_role("button", name="Take it in"), "Look again")


def wait(somebody: Person) -> None:
    """Until the import is done."""
    over = somebody.page.get_by_role("heading", name="In quarantine").or_(
        somebody.page.get_by_text("Everything was taken in")
    )
    somebody.wait_for(over, "Look how far it is")


def _make_one_of_two(somebody: Person, family: str) -> None:
    somebody.click("Admin")
    somebody.click("Look at duplicates")
    card = f"li.card:has(h2:text-is('Cleo {family}'))"
    somebody.fill("Why they are one person", "One desk, one door", within=card)
    somebody.click("One person: keep the first", within=card)
    assert somebody.sees("They are one person now")
    somebody.click(f"Undo it: Cleo {family}")
    assert somebody.sees("They are two again")
    somebody.click("They are two people", within=card)
    assert somebody.sees("They are two people, and will not be proposed again")


def _let_go(somebody: Person, who: str) -> None:
    somebody.click("Invitations")
    somebody.fill("Who?", who)
    somebody.click("Find", within="main")
    somebody.fill("Last day here", "2027-01-31")
    somebody.click("Ask them to stay in touch")
    assert somebody.sees("They are asked, by mail")
    somebody.click(f"Take it back: {who}")
    assert somebody.sees("they stay")
