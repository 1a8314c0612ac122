from datetime import date
from pathlib import Path

import pytest

from graph.consent import Choice
from graph.keys import Key
from graph.model import Preference
from ingest.sources.preferences import PreferencesSource
from tests.factories.ingest_network import Network
from tests.factories.tables import counts, known_people, problems, table

TODAY = date(2024, 2, 29)


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


@pytest.fixture
def people(network: Network) -> list[Key]:
    return known_people(network, "Ann", "Bob", "Carl")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "preferences.csv"


def row(person: str = "Ann", **others: str) -> dict[str, str]:
    given = {
        "person": person, "allow": "", "refuse": "", "until": "", "do_not_contact": "", "blocks": "",
        "capacity": "", "quiet_until": "",
    }  # fmt: skip
    return given | others


def source(file: Path, *rows: dict[str, str], today: date = TODAY) -> PreferencesSource:
    return PreferencesSource(table(file, *rows), today)


def choices(network: Network) -> tuple[str, ...]:
    [preference] = network.all(Preference)
    assert [str(Choice.parse(line)) for line in preference.choices] == list(preference.choices)
    return preference.choices


def test_a_purpose_is_allowed_for_all_roles_unless_one_is_named(
    network: Network, people: list[Key], file: Path
) -> None:
    said = row(
        allow="recruiting; EXPERTISE:found", refuse="EXPERTISE:reached;EVENTS: connect", until="2025-01"
    )
    assert counts(network.ingest(source(file, said))) == (1, 0, 0, 0)
    assert choices(network) == (
        "EVENTS/connect/no/",
        "EXPERTISE/found/yes/2025-01-31",
        "EXPERTISE/reached/no/",
        "RECRUITING/connect/yes/2025-01-31",
        "RECRUITING/found/yes/2025-01-31",
        "RECRUITING/reached/yes/2025-01-31",
    )


def test_everything_else_that_a_row_says(network: Network, people: list[Key], file: Path) -> None:
    said = row(do_not_contact="Yes", blocks="Bob; carl@home.example", capacity="0", quiet_until="2024-05")
    network.ingest(source(file, said))
    [preference] = network.all(Preference)
    ann, *others = people
    assert preference == Preference(
        key=Key(ann.replace("person:", "preference:")),
        person=ann,
        do_not_contact=True,
        blocked=tuple(sorted(others)),
        capacity=0,
        quiet_until="2024-05",
        quiet_since="2024-02-29",  # the day of reading
    )


def test_a_yes_lasts_24_months_and_is_not_lengthened_by_reading_it_again(
    network: Network, people: list[Key], file: Path
) -> None:
    said = row(allow="EVENTS:found", until="2030")
    result = network.ingest(source(file, said))
    assert choices(network) == ("EVENTS/found/yes/2026-02-28",)
    assert result.notes == ("line 2: a yes ends after 24 months at most",)
    result = network.ingest(source(file, said, today=date(2025, 2, 28)))
    assert counts(result) == (0, 0, 1, 0)
    assert choices(network) == ("EVENTS/found/yes/2026-02-28",)
    network.ingest(source(file, row(allow="EVENTS:found", until="2027-01-01"), today=date(2025, 2, 28)))
    assert choices(network) == ("EVENTS/found/yes/2027-01-01",)


def test_a_file_never_takes_protection_away(network: Network, people: list[Key], file: Path) -> None:
    [ann, bob, _] = people
    key = Key(ann.replace("person:", "preference:"))
    held = Preference(
        key=key,
        person=ann,
        choices=("EVENTS/found/no/",),
        do_not_contact=True,
        blocked=(bob,),
        capacity=1,
        quiet_until="2024-08",
    )
    network.store.apply([held])
    said = row(
        allow="EVENTS:found", until="2025", do_not_contact="no", capacity="9", quiet_until="2024-03-01"
    )
    result = network.ingest(source(file, said))
    assert counts(result) == (0, 0, 1, 0)
    assert network.all(Preference) == [held]
    assert result.notes == ("line 2: the person asked for more protection than the row; that stays",)


def test_a_second_run_changes_nothing(network: Network, people: list[Key], file: Path) -> None:
    rows = [row(allow="EVENTS", until="2025", capacity="5", quiet_until="2024-05"), row("Bob", blocks="Ann")]
    network.ingest(source(file, *rows))
    before = network.facts()
    assert counts(network.ingest(source(file, *rows))) == (0, 0, 2, 0)
    assert counts(network.ingest(source(file, *rows, today=date(2024, 7, 1)))) == (0, 0, 2, 0)
    assert network.facts() == before


def test_a_quiet_period_that_is_over_is_a_rest_when_a_file_brings_the_next(
    network: Network, people: list[Key], file: Path
) -> None:
    network.ingest(source(file, row(quiet_until="2024-03")))
    network.ingest(source(file, row(quiet_until="2024-04-30")))
    [longer] = network.all(Preference)
    assert (longer.quiet_since, longer.quiet_until) == ("2024-02-29", "2024-04-30")
    network.ingest(source(file, row(quiet_until="2024-08-31"), today=date(2024, 7, 1)))
    [again] = network.all(Preference)
    assert (again.quiet_since, again.quiet_until) == ("2024-07-01", "2024-08-31")
    assert again.rests == ("2024-02-29/2024-04-30",)


def test_what_cannot_be_meant_goes_to_quarantine(network: Network, people: list[Key], file: Path) -> None:
    bad = [
        row(allow="EVENTS"),
        row(allow="PARTIES", until="2025"),
        row(allow="EVENTS:invited", until="2025"),
        row(allow="EVENTS", refuse="EVENTS:found", until="2025"),
        row(until="soon"),
        row(do_not_contact="maybe"),
        row(blocks="Nobody"),
        row(blocks="Ann"),
        row(capacity="51"),
        row(capacity="-1"),
        row("Nobody"),
    ]
    result = network.ingest(source(file, *bad))
    assert counts(result) == (0, 0, 0, len(bad))
    columns = [
        "until", "allow", "allow", "refuse", "until", "do_not_contact", "blocks", "blocks", "capacity",
        "capacity", "person",
    ]  # fmt: skip
    assert problems(result) == list(enumerate(columns, 2))


def test_a_second_row_about_somebody_repeats_the_first_or_is_refused(
    network: Network, people: list[Key], file: Path
) -> None:
    rows = [row(refuse="EVENTS"), row("ann@home.example", refuse="events"), row(capacity="1")]
    result = network.ingest(source(file, *rows))
    assert counts(result) == (1, 0, 1, 1)
    assert [(p.line, p.reason) for p in result.problems] == [(4, "contradicts line 2")]
