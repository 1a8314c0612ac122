# ruff: noqa: E501 (a word list)
"""What tours of duty are for: words for missions, by department."""

_FIRST = """Amber Ash Autumn Basalt Birch Blue Bold Brass Brave Bright Bronze Calm Cedar Clear Cliff Cloud Coral Crimson
    Dawn Deep Distant Dusk Early East Echo Ember Even Fair Far Fern First Flint Forest Frost Gentle Golden
    Granite Green Grey Harbour Hazel Heather Hidden High Hill Indigo Iron Ivory Jade Keen Lake Late Laurel Light
    Lilac Linden Little Long Marble Meadow Mild Misty"""
_SECOND = """Heron Otter Falcon Badger Swift Lynx Plover Marten Osprey Hare Wren Beaver Curlew Stoat Egret Fox
    Kestrel Newt Lapwing Vole Crane Elk Finch Gannet Ibex Jay Kite Lark Magpie Nightjar Oriole Puffin
    Quail Raven Sparrow Tern Urchin Viper Warbler Auk Bison Cormorant Dove Eider Fulmar Goose Hobby Ibis
    Jackdaw Knot Linnet Merlin Nuthatch Owl Petrel Redstart Seal Thrush Vulture Wagtail Yak Zebra Teal Dunlin"""

_WORK = {
    "Engineering": """rebuild {c} on the new platform; cut the cost of {c} by half; split {c} into services;
        move {c} to Postgres; open {c} to partners; make {c} work offline""",
    "Customer Support": """one help centre for {c}; answer {c} questions within an hour; support {c} at weekends;
        train the second line for {c}; fewer tickets about {c}; support {c} in Portuguese""",
    "Sales": """win the first ten {c} customers; sell {c} to the public sector; open the Nordic region with {c};
        renew the large {c} accounts; partners who sell {c}; a new price list for {c}""",
    "Data": """forecast demand for {c}; one set of figures for {c}; detect fraud in {c}; measure what {c} brings;
        a data contract for {c}; better ranking in {c}""",
    "Operations": """a second supplier for {c}; shorter lead times in {c}; move {c} to the new site; map the {c} process;
        a continuity plan for {c}; half the waste in {c}""",
    "Product": """find out who needs {c}; launch {c} in Latin America; retire the old {c}; package {c} for small companies;
        make {c} accessible; a year of {c} research""",
    "Marketing": """tell the {c} story; bring {c} to the trade fairs; a community around {c}; rename {c};
        newsletters about {c}; double the organic reach of {c}""",
    "Finance": """close the {c} books in five days; recognise {c} revenue anew; plan {c} by quarter; audit {c};
        one chart of accounts for {c}; pay rules for {c}""",
    "People": """hire the {c} teams; a career path for {c}; mentoring circles in {c}; alumni of {c};
        onboarding for {c}; fair pay in {c}""",
    "Security": """threat model {c}; keys and secrets of {c}; single sign-on for {c}; certify {c};
        watch {c} around the clock; patch {c} within a week""",
    "Design": """a design system for {c}; make {c} readable; redesign {c} with its users; service maps for {c};
        icons for {c}; {c} on small screens""",
    "Legal": """contracts for {c} in plain words; data protection in {c}; licences of {c}; terms for {c} in Asia;
        export checks for {c}; a policy for {c}""",
}

FIRST, SECOND = tuple(_FIRST.split()), tuple(_SECOND.split())
WORK = {name: tuple(" ".join(part.split()) for part in text.split(";")) for name, text in _WORK.items()}
KINDS_OF_WORK = 6

OUTCOMES = (
    "Delivered and handed over",
    "Delivered late, still in use",
    "In use by all customers",
    "Stopped after a fair trial",
    "Goals met, next tour agreed",
    "Partly delivered",
    "Taken over by another team",
)


def mission_title(number: int, department: str, components: tuple[str, ...]) -> str:
    """The title of mission `number` (< 1,000,000): a code name and a task; different for every number."""
    names = len(FIRST) * len(SECOND)
    name = number * 2_477 % names
    choice = (number // names + number % names * 7) % (KINDS_OF_WORK * len(components))
    work = WORK[department][choice % KINDS_OF_WORK].format(c=components[choice // KINDS_OF_WORK])
    return f"{FIRST[name % len(FIRST)]} {SECOND[name // len(FIRST)]}: {work}"
