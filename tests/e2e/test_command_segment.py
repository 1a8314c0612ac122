"""`kith segment`: who said yes to EVENTS, in a file for who sends the invitations."""

import stat

from tests.e2e.shell import Kith

PEOPLE = """employee_id,name,email,start_date,end_date
1,Ada Lee,ada@x.example,2019-03-01,
2,=Bob Ray,bob@x.example,2019-03-01,2022-05-31
3,Cyd Fox,cyd@x.example,2019-03-01,2022-05-31
"""
SAID = """person,allow,until,do_not_contact
bob@x.example,EVENTS:found,2027-06-30,
cyd@x.example,EVENTS,2027-06-30,yes
"""


def test_the_file_is_private_holds_name_and_address_and_is_on_record(kith: Kith) -> None:
    kith.well("init", "--organization", "X")
    kith.well("ingest", "people", kith.write("people.csv", PEOPLE))
    kith.well("ingest", "preferences", kith.write("said.csv", SAID))
    out = kith.folder / "events.csv"
    told = kith.well("segment", "events", "--out", str(out), "--json").json
    assert told == {"segment": "EVENTS", "file": str(out)}
    assert out.read_text().splitlines() == ["name,address", "'=Bob Ray,bob@x.example"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    log = kith.well("audit", "log", "--json").out
    assert '"EVENTS"' in log
    assert kith("segment", "events", "--out", str(kith.folder / "none" / "x.csv")).code == 3
    assert kith("segment", "parties").code == 2
