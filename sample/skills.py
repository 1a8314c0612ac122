# ruff: noqa: E501 (a word list)
"""What people at the home company know: departments, groups of skills, synonyms and natural phrases.

A line is `skill | alternative labels | phrases`; `~` in a phrase stands for the skill or a synonym.
"""

from dataclasses import dataclass
from functools import cache

_VOCABULARY = """
# Engineering
= Databases
PostgreSQL | Postgres; PG | ~ failover; ~ index tuning; partitioning large ~ tables; a ~ major version upgrade
Redis | Redis cache; key-value cache | ~ eviction policies; moving sessions to ~; a ~ cluster without downtime
Graph databases | property graphs; graph stores | modelling customers in ~; slow traversals in ~; choosing among ~
Database migrations | schema migrations; schema changes | ~ without locks; rolling back ~; rehearsing ~ on a copy
= Infrastructure
Kubernetes | K8s; container orchestration | ~ node upgrades; ~ resource limits; debugging ~ networking
Terraform | infrastructure as code; IaC | ~ module layout; ~ state in pieces; reviewing ~ plans
Observability | monitoring; tracing; telemetry | ~ of background jobs; alert fatigue and ~; ~ on a small budget
Incident response | on-call; outage handling | ~ roles; blameless reviews after ~; ~ drills for new teams
Linux performance | performance tuning; profiling | memory pressure and ~; ~ with flame graphs; disk latency and ~
Continuous delivery | CI/CD; deployment pipelines | ~ with feature flags; flaky tests in ~; ~ for mobile apps
= Programming
Python | Python programming; CPython | typing a large ~ codebase; ~ packaging; ~ memory leaks
Rust | Rust programming | ~ for the import worker; unsafe code in ~; ~ build times
TypeScript | TS; typed JavaScript | strict mode in ~; sharing ~ types with the server; ~ build speed
Java | JVM; Java programming | ~ garbage collection pauses; upgrading ~; ~ virtual threads
Mobile development | iOS development; Android development | offline mode in ~; release trains for ~; push messages in ~
Frontend architecture | web frontend; single-page apps | ~ without a framework; splitting bundles in ~; caching and ~
Legacy modernisation | strangler pattern; mainframe migration | ~ step by step; tests before ~; the cost of ~
= Distributed systems
Event streaming | Kafka; message streams | consumer lag in ~; schema evolution with ~; exactly-once myths of ~
API design | REST; API contracts | versioning and ~; pagination in ~; deprecation rules for ~
GraphQL | graph query language | ~ query limits; federation with ~; caching ~
Distributed transactions | sagas; two-phase commit | ~ across billing and stock; idempotency keys in ~; testing ~
Search engines | full-text search; information retrieval | ranking in ~; synonyms in ~; reindexing ~ without downtime
Payment systems | card payments; payment processing | reconciling ~; chargebacks in ~; retry rules for ~
# Data
= Machine intelligence
Machine learning | ML; predictive modelling | feature leakage in ~; ~ in production; ~ baselines first
Natural language processing | NLP; text mining | ~ for support tickets; ~ in twelve languages; labelling for ~
Recommender systems | recommendations; collaborative filtering | cold start in ~; ~ that stay fair; offline tests of ~
Time series forecasting | demand forecasting; forecasting | ~ for spare parts; holidays in ~; ~ with few data points
Computer vision | image recognition | ~ on the packing line; damaged parcels and ~; ~ on small devices
= Analytics
Experimentation | A/B testing; online experiments | ~ with small samples; peeking in ~; ~ for prices
Causal inference | causal analysis; uplift modelling | ~ without an experiment; ~ for discounts; graphs in ~
Data visualisation | dashboards; data viz | ~ for the board; colour-blind safe ~; ~ that answers one question
SQL | structured query language; SQL queries | window functions in ~; readable ~; ~ style for analysts
Statistics | statistical analysis; biostatistics | ~ for engineers; confidence intervals in ~; survey weights in ~
= Data platform
Data engineering | ETL; data pipelines | late data in ~; backfills in ~; contracts between teams in ~
Data governance | data catalogues; data quality | owners and ~; ~ for personal data; ~ without a committee
Stream analytics | real-time analytics | watermarks in ~; ~ for fraud; ~ against nightly batches
# Security
= Security engineering
Threat modelling | attack trees; security design review | ~ in an hour; ~ for partners' access; ~ of the mobile app
Penetration testing | pentesting; ethical hacking | scoping ~; ~ findings that come back; ~ of file uploads
Identity and access management | IAM; single sign-on; SSO | ~ after a merger; service accounts in ~; ~ reviews
Cryptography | encryption; key management | rotating keys in ~; ~ at rest; ~ reviews for libraries
= Security operations
Security monitoring | SIEM; threat detection | noise in ~; ~ of laptops; detection rules as code in ~
Security awareness | phishing training | ~ that does not shame; ~ for finance; ~ in the first week
Vulnerability management | patch management | ~ deadlines; ~ of dependencies; exceptions in ~
# Product
= Product management
Product discovery | customer discovery; user needs | ~ interviews; ~ with support tickets; weekly ~
Roadmapping | product roadmap; prioritisation | ~ without dates; saying no in ~; ~ across four teams
Pricing strategy | pricing; packaging and pricing | usage-based ~; ~ for small customers; raising prices and ~
Product analytics | funnel analysis; retention analysis | activation in ~; ~ event names; ~ for new features
Platform products | developer platform; internal platform | ~ with voluntary users; ~ documentation; ~ roadmaps
Accessibility standards | WCAG; accessible products | ~ in acceptance criteria; ~ audits; keyboard use and ~
= Markets
Market research | competitor analysis; market sizing | ~ in two weeks; ~ for Latin America; interviews for ~
Healthcare products | digital health; patient software | consent in ~; ~ with hospitals; certification of ~
Marketplace design | two-sided markets | liquidity in ~; trust and reviews in ~; fees in ~
# Design
= Design craft
Interaction design | UX design; user experience | ~ for dense tables; empty states in ~; ~ on small screens
User research | usability testing; UX research | ~ with five people; remote ~; ~ with people in a hurry
Design systems | component library; pattern library | adoption of ~; tokens in ~; ~ across web and mobile
Service design | journey mapping; service blueprints | ~ for returns; ~ with field staff; ~ across departments
Content design | UX writing; microcopy | ~ for error messages; ~ in plain language; ~ and translation
Inclusive design | accessibility design; a11y | contrast and ~; ~ for screen readers; ~ from the first sketch
Illustration | icon design; visual design | an icon set in ~; ~ for onboarding; ~ guidelines
# Sales
= Selling
Enterprise sales | key account sales; B2B sales | ~ in the public sector; long cycles in ~; champions in ~
Negotiation | contract negotiation; deal making | ~ with procurement; ~ of renewals; walking away in ~
Account management | customer relationships; key accounts | ~ after a bad quarter; plans for ~; ~ handovers
Sales forecasting | pipeline management; pipeline forecasting | honest ~; ~ by stage; ~ for a new region
Solution engineering | presales; technical sales | demos in ~; proofs of concept in ~; security questionnaires in ~
Partner sales | channel sales; alliances | ~ with integrators; margins in ~; enabling resellers in ~
= Regions
Japanese market | doing business in Japan | first meetings in the ~; ~ partners; payment terms in the ~
Public procurement | government tenders; tenders | ~ thresholds; writing answers for ~; ~ in Scandinavia
Latin American market | LatAm market | invoicing in the ~; hiring for the ~; ~ partners
# Marketing
= Demand
Search engine optimisation | SEO; organic search | ~ after a site move; technical ~; ~ for documentation
Email marketing | newsletters; lifecycle mail | deliverability of ~; ~ with consent; ~ that people open
Content marketing | editorial planning; storytelling | customer stories in ~; ~ by engineers; ~ on a schedule
Paid advertising | performance marketing; SEM | ~ budgets; ~ attribution; when to stop ~
= Brand
Brand strategy | branding; brand positioning | ~ after a merger; naming and ~; ~ for employers
Event management | conferences; trade fairs | ~ for eight hundred guests; ~ follow-up; hybrid ~
Public relations | media relations; press | ~ during an outage; founder interviews in ~; ~ in local press
Community building | developer relations; user communities | ~ among customers; ~ forums; ~ with volunteers
Marketing automation | lead scoring; campaign automation | ~ clean-up; ~ with sales; ~ data flows
# Customer Support
= Service
Customer support | help desk; customer service | ~ macros; ~ at night; angry callers in ~
Escalation handling | complaint handling; escalations | ~ with engineering; ~ in the first hour; ~ apologies
Knowledge bases | help centre; support articles | ~ that stay fresh; search in ~; ~ written by agents
Support operations | ticket routing; workforce planning | ~ at peak season; ~ metrics that help; ~ tooling
= Success
Customer onboarding | implementation; rollout | ~ in thirty days; ~ of large customers; data import in ~
Customer success | customer retention; churn prevention | ~ health scores; quarterly reviews in ~; ~ for small accounts
Technical writing | documentation; API documentation | ~ for administrators; ~ as code; ~ style
Customer training | user training; webinars | ~ for administrators; recorded ~; ~ certificates
Multilingual support | translation; localisation | ~ in nine languages; ~ glossaries; ~ quality
# Operations
= Supply
Supply chain management | logistics; supply planning | ~ with two suppliers; ~ during a strike; ~ visibility
Procurement | purchasing; strategic sourcing | ~ of cloud contracts; ~ rules people follow; ~ savings
Warehouse operations | fulfilment; warehousing | slotting in ~; ~ on the busiest day; returns in ~
Inventory optimisation | stock control; safety stock | ~ for slow movers; ~ by region; counting and ~
Last-mile delivery | parcel delivery; courier operations | ~ in old towns; ~ time windows; cargo bikes for ~
= Excellence
Process improvement | lean; continuous improvement | ~ on the shop floor; ~ with the people who do it; ~ boards
Programme management | project management; PMO | ~ of forty projects; ~ risk lists; closing projects in ~
Business continuity | disaster recovery; crisis planning | ~ exercises; ~ for suppliers; ~ after a flood
Facilities | workplace management; office moves | ~ on two sites; energy and ~; an office move and ~
Sustainability reporting | ESG reporting; carbon accounting | ~ for suppliers; ~ in the annual report; ~ data
# Finance
= Accounting
Financial reporting | IFRS; statutory accounts | ~ for subsidiaries; ~ in five days; leases in ~
Revenue recognition | ASC 606; IFRS 15 | ~ for bundles; ~ after contract changes; ~ audits
Tax | corporate tax; VAT | ~ on digital services; ~ for remote staff; ~ in new countries
Payroll | payroll accounting; wage accounting | ~ in eleven countries; ~ corrections; a ~ provider change
= Planning
Financial planning | FP&A; budgeting | rolling ~; ~ with headcount; ~ for a new product
Mergers and acquisitions | M&A; due diligence | ~ integration; ~ data rooms; cultural ~
Treasury | cash management; currency hedging | ~ in twelve currencies; ~ policy; bank changes in ~
Internal audit | internal controls; SOX | ~ of access rights; ~ findings; ~ on a small team
Fundraising | investor relations; venture capital | ~ decks; board updates in ~; ~ in a bad year
# People
= Talent
Recruiting | talent acquisition; hiring | structured interviews in ~; ~ in a small town; ~ former colleagues
Onboarding | new hire onboarding | ~ in remote teams; the first ninety days in ~; ~ buddies
Employer branding | talent marketing | ~ with alumni; ~ on campus; honest ~
Alumni relations | alumni networks; boomerang hiring | ~ events; ~ that give something back; ~ after a layoff
= Growth
Coaching | mentoring; executive coaching | ~ first-time managers; ~ circles; ~ across sites
Compensation | pay bands; total rewards | ~ transparency; ~ reviews; equity in ~
Learning and development | L&D; workplace training | ~ budgets; ~ by peers; ~ for managers
Organisational design | team topologies; reorganisation | ~ around products; ~ with forty teams; ~ mistakes
Labour relations | works councils; collective bargaining | ~ during a reorganisation; ~ in France; ~ basics
# Legal
= Contracts
Commercial contracts | contract law; contract drafting | liability caps in ~; ~ playbook; redlines in ~
Open source licensing | software licences; licence compliance | ~ in products; copyleft and ~; ~ checks in builds
Intellectual property | patents; trademarks | ~ of employees; ~ in joint projects; a name dispute in ~
= Compliance
Data protection | GDPR; privacy law | ~ impact assessments; ~ requests; retention and ~
Export control | trade compliance; sanctions | ~ for encryption; ~ screening; ~ for cloud services
Employment law | labour law | ~ across borders; contractors and ~; ~ for managers
Corporate governance | board governance; company law | ~ of subsidiaries; minutes and ~; ~ after a listing
"""


@dataclass(frozen=True, slots=True)
class Skill:
    """A concept: where it belongs, its synonyms, and what people write about."""

    label: str
    alternatives: tuple[str, ...]
    phrases: tuple[str, ...]
    group: str
    department: str

    def phrase(self, which: int) -> str:
        """A natural phrase about this skill; some say it by a synonym."""
        words = (self.label, *self.alternatives)
        word = words[which // len(self.phrases) % len(words)]
        return self.phrases[which % len(self.phrases)].replace("~", word if word.isupper() else _small(word))


@cache
def skills() -> tuple[Skill, ...]:
    """All skills, department by department."""
    found: list[Skill] = []
    department = group = ""
    for line in _VOCABULARY.strip().splitlines():
        if line.startswith("# "):
            department = line[2:]
        elif line.startswith("= "):
            group = line[2:]
        else:
            label, alternatives, phrases = (part.strip() for part in line.split("|"))
            found.append(Skill(label, _split(alternatives), _split(phrases), group, department))
    return tuple(found)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";"))


_NAMES = ("PostgreSQL", "Postgres", "Redis", "Kubernetes", "Terraform", "Python", "Rust", "Java", "Kafka")


def _small(word: str) -> str:
    """A common noun in the middle of a sentence begins small; names and abbreviations stay."""
    first = word.split()[0]
    plain = first[1:].islower() or "-" in first
    named = first in (*_NAMES, "Japanese", "Latin", "Linux", "Android")
    return word[0].lower() + word[1:] if plain and not named else word
