"""Where people work: made-up companies, towns and the departments of the home company."""

from dataclasses import dataclass

HOMES = (
    "Larkfield Systems",
    "Brindlemoor",
    "Tesselane",
    "Harrowgate Instruments",
    "Quayle & Thornbury",
    "Ostrava Lane",
    "Pennyroyal Labs",
    "Wrenhollow",
)
"""Names of the home company; the seed chooses."""

COMPANIES = (
    "Quillmark Bank",
    "Tarnside Logistics",
    "Pellowe & Rusk",
    "Brightwater Insurance Group",
    "Oakenshaw Energy",
    "Silverlode Analytics",
    "Merrow Health",
    "Castlebeck Retail",
    "Ironbridge Rail Services",
    "Hollin Robotics",
    "Vantreight Foods",
    "Copperfen Telecom",
    "Alder & Wych Consulting",
    "Northmere University",
    "Sable Point Games",
    "Kestrel Row Capital",
    "Fennimore Pharma",
    "Lanternlight Media",
    "Stonecrop Software",
    "Gullwing Aviation",
    "Marlpit Construction",
    "Thistledown Travel",
    "Greyfriars Legal",
    "Bluebell Payments",
    "Rookwood Security",
    "Amberley Water",
    "Cinder Hill Studios",
    "Tidewrack Shipping",
    "Birchover Housing",
    "Foxglove Diagnostics",
    "Millrace Cloud",
    "Wolds Farm Machinery",
    "Pikestaff Recruiting",
    "Cobalt Yard",
    "Eastholme City Council",
    "Ravensworth Motors",
)
"""Where alumni go and where people outside work: the first ones take the most."""

LOCATIONS = (
    "Rotterdam, Netherlands",
    "Lyon, France",
    "Bengaluru, India",
    "Porto, Portugal",
    "Kraków, Poland",
    "Toronto, Canada",
    "Leeds, United Kingdom",
    "Nairobi, Kenya",
    "Guadalajara, Mexico",
    "Gothenburg, Sweden",
    "Da Nang, Vietnam",
    "Remote",
)
LOCATION_SHARES = (20, 12, 15, 9, 9, 8, 8, 5, 5, 4, 3, 6)

OUTSIDE_TITLES = (
    "Head of Procurement",
    "Principal Consultant",
    "Product Director",
    "Chief Technology Officer",
    "Operations Manager",
    "Partnerships Manager",
    "Research Fellow",
    "Data Lead",
    "Engineering Manager",
    "Finance Director",
    "Account Director",
    "Independent Adviser",
)

MAILBOXES = ("support", "all", "sales", "hr", "info")
ROBOTS = ("no-reply", "notifications", "mailer-daemon")


@dataclass(frozen=True, slots=True)
class Department:
    """`share` of the home company in percent; `work` names a member's job, `art` what a manager manages."""

    name: str
    share: float
    work: str
    art: str


DEPARTMENTS = (
    Department("Engineering", 29, "Software Engineer", "Engineering"),
    Department("Customer Support", 12, "Support Specialist", "Support"),
    Department("Sales", 12, "Account Executive", "Sales"),
    Department("Data", 9, "Data Scientist", "Data"),
    Department("Operations", 8, "Operations Analyst", "Operations"),
    Department("Product", 7, "Product Manager", "Product"),
    Department("Marketing", 6, "Marketing Specialist", "Marketing"),
    Department("Finance", 5, "Financial Analyst", "Finance"),
    Department("People", 4, "People Partner", "People"),
    Department("Security", 3, "Security Engineer", "Security"),
    Department("Design", 3, "Product Designer", "Design"),
    Department("Legal", 2, "Legal Counsel", "Legal"),
)

_COMPONENTS = """billing ledger search identity gateway notifications catalog checkout pricing inventory
    scheduling reporting imports exports payments refunds fulfilment recommendations
    profiles messaging documents audit onboarding telemetry storage queues mobile webapp
    partners tax invoicing maps translations moderation experiments sessions calendars
    forecasting returns quotas signup archive printing loyalty contracts claims routing
    sensors"""

COMPONENTS = tuple(_COMPONENTS.split())
"""What engineering, data and security teams look after: folders of the repository, words in documents."""

PARTS = ("api", "worker", "storage", "reports", "sync", "console", "rules", "events")
"""Folders below a component, once there are more teams than components."""


def title(department: Department, rank: int, grade: int) -> str:
    """A job title. `rank`: 0 member, 1 lead, 2 lead of leads, 3 above that, 4 head; `grade` 0 to 3."""
    if rank == 4:
        return f"VP {department.art}"
    if rank:
        return (f"{department.art} Team Lead", f"{department.art} Manager", f"Director of {department.art}")[
            rank - 1
        ]
    prefix = ("Junior ", "", "Senior ", "Principal ")[grade]
    return prefix + department.work


def domain(company: str) -> str:
    """The made-up internet domain of a company: `domain("Pellowe & Rusk") == "pellowe-rusk.example"`."""
    words = "".join(c if c.isalnum() else " " for c in company.lower()).split()
    return "-".join(words[:2]) + ".example"
