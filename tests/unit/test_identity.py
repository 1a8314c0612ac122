import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.errors import InvalidValue
from graph.identity import (
    SCHEMES,
    is_robot,
    is_robot_author,
    is_team,
    looks_garbled,
    name_key,
    name_tokens,
    normalise,
    organization_name,
)
from graph.identity.emails import mailable
from graph.identity.names import last_first, tidy_name
from graph.identity.phones import phone

WORD = st.text("abcdefghijklmnopqrstuvwxyzäöüßéñABCXYZ0123456789", min_size=1, max_size=12)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
LINKEDIN = [
    "https://www.linkedin.com/in/ann-lee",
    "http://linkedin.com/in/ann-lee/",
    "https://uk.linkedin.com/in/Ann-Lee?trk=x",
    "linkedin.com/in/ann%2Dlee#top",
    "www.linkedin.com/in/ann-lee/en",
    "https://www.linkedin.com/pub/ann-lee",
    "in/ann-lee",
]


@st.composite
def addresses(draw: st.DrawFn) -> str:
    local = draw(st.lists(WORD, min_size=1, max_size=3).map(".".join))
    domain = draw(st.lists(LETTERS, min_size=1, max_size=3).map(".".join))
    return f"{local}@{domain}"


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
@given(
    text=st.one_of(
        st.text(max_size=40), addresses(), WORD, st.from_regex(r"\+?[0-9 ()-]{5,15}", fullmatch=True)
    )
)
def test_a_normalised_identifier_stays_as_it_is(scheme: str, text: str) -> None:
    try:
        once = normalise(scheme, text)
    except InvalidValue:
        return
    assert normalise(scheme, once) == once


@given(address=st.builds("{}@{}.com".format, LETTERS, LETTERS))
def test_an_address_in_capitals_is_the_same_address(address: str) -> None:
    assert normalise("email", address.upper()) == normalise("email", f" {address} ")


@given(local=LETTERS, one=LETTERS, other=LETTERS)
def test_different_plus_addresses_are_never_merged(local: str, one: str, other: str) -> None:
    first, second = (normalise("email", f"{local}+{tag}@example.com") for tag in (one, other))
    assert (first == second) == (one == other)
    assert first != normalise("email", f"{local}@example.com")


@pytest.mark.parametrize(
    "address",
    [
        "root@localhost",
        "ann@laptop.local",
        "ann@laptop.(none)",
        "ann@my_host",
        "ann.@example.com",
        "a@10.0.0.1",
    ],
)
def test_odd_addresses_of_git_histories_are_kept(address: str) -> None:
    assert normalise("email", address.upper()) == address


@pytest.mark.parametrize(
    "text", ["", "ann", "@x.com", "ann@", "a b@x.com", "<a@x.com>", "a@x@y.com", "a,b@x.com", "n/a"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        normalise("email", text)


def test_an_international_domain_is_the_same_in_both_spellings() -> None:
    assert normalise("email", "A@XN--Mller-kva.de") == normalise("email", "a@MÜLLER.de") == "a@müller.de"


@pytest.mark.parametrize("text", LINKEDIN)
def test_every_form_of_a_linkedin_address_is_one(text: str) -> None:
    assert normalise("linkedin", text) == "in/ann-lee"


def test_an_old_linkedin_address_is_the_new_one() -> None:
    assert normalise("linkedin", "http://linkedin.com/pub/ann-lee/1/2b/3c4") == "in/ann-lee-3c402b1"
    assert normalise("linkedin", "linkedin.com/in/Jos%C3%A9") == normalise("linkedin", "in/JOSÉ") == "in/josé"


@pytest.mark.parametrize(
    "text", ["none", "n/a", "https://example.com/in/ann", "linkedin.com/company/acme", "in/ x y"]
)
def test_what_is_no_linkedin_profile_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        normalise("linkedin", text)


@pytest.mark.parametrize(
    "text",
    ["Ann", "@ann", "https://github.com/Ann/", "github.com/ann?tab=x", "12+ann@users.noreply.github.com"],
)
def test_every_form_of_a_github_login_is_one(text: str) -> None:
    assert normalise("github", text) == "ann"


@pytest.mark.parametrize("text", ["dependabot[bot]", "github.com/acme/project", "", "a b"])
def test_what_is_no_github_login_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        normalise("github", text)


def test_a_phone_number_is_the_same_in_every_spelling_and_its_extension_tells_people_apart() -> None:
    assert phone("(415) 555-0123", "us") == phone("+1 415.555.0123") == normalise("phone", "+14155550123")
    extension = phone("+49 30 123456 ext. 12")
    assert extension == "+4930123456;ext=12" == normalise("phone", extension)
    assert phone("+31 (0)20 123 4567") == phone("+31 0020 123 4567") == "+31201234567"


@pytest.mark.parametrize("text", ["", "call me", "+1 23", "555-0123", "+999 1234567"])
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        normalise("phone", text)


def test_an_employee_number_keeps_case_and_zeros() -> None:
    assert normalise("employee", " 007a ") == "007a"
    with pytest.raises(InvalidValue):
        normalise("employee", "  ")
    with pytest.raises(InvalidValue):
        normalise("passport", "1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kroger", "The Kroger Co."),
        ("Kroger", "KROGER CO"),
        ("Tiffany", "Tiffany & Co."),
        ("Müller", "MULLER GmbH & Co. KG"),
        ("Nestlé", "NESTLE S.A."),
        ("Nestlé", "Nestle S. A."),
        ("Luxottica", "Luxottica S.p.A."),
        ("Orlen", "Orlen Sp. z o.o."),
        ("Maersk", "Mærsk A/S"),
        ("H&R Block", "h & r block, inc."),
        ("H&R Block", "H and R Block"),
        ("U.S. Steel", "US Steel Corp"),
        ("McDonald's", "McDonalds Corporation"),
        ("トヨタ自動車", "トヨタ自動車株式会社"),
        ("Telkom", "PT Telkom Tbk"),
        ("Coca-Cola", "The Coca Cola Company"),
    ],
)
def test_one_company_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert organization_name(one) == organization_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Block", "H&R Block"),
        ("Glow Spa", "Glow"),
        ("Amazon.com", "Amazon"),
        ("AO Smith", "Smith"),
        ("The The", "Co"),
    ],
)
def test_companies_whose_names_are_alike_stay_two(one: str, other: str) -> None:
    assert organization_name(one) != organization_name(other)


@example("A:SpA:A")
@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(st.sampled_from("the Co. SpA & and Acme S.A. a. B PT GmbH + sa".split())).map(" ".join),
    )
)
def test_a_normalised_organization_stays_as_it_is(text: str) -> None:
    try:
        once = organization_name(text)
    except InvalidValue:
        return
    assert once
    assert organization_name(once) == once


@given(st.text(max_size=40))
def test_a_name_key_stays_as_it_is(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
    assert tidy_name(tidy_name(text)) == tidy_name(text)


def test_names_are_compared_without_case_accents_and_space() -> None:
    assert name_key("José  O'Neil-Smith") == name_key("JOSE ONEIL SMITH")
    assert name_key("Ann Lee") != name_key("Lee Ann")
    assert name_tokens("Ann Lee") == name_tokens("Lee, Ann")
    assert last_first("Lee, Ann") == "Ann Lee"
    assert last_first("Lee , Ann B., Jr.") == "Ann B. Lee Jr."
    assert last_first("Ann Lee") == "Ann Lee"


@pytest.mark.parametrize(
    "name", ["JosÃ©", "Jos\ufffd", "Jos?", "R2D2", "Xkcd Grfzp", "Jos&eacute;", "---", "A\x00nn"]
)
def test_damaged_names_look_garbled(name: str) -> None:
    assert looks_garbled(name)


@pytest.mark.parametrize(
    "name", ["", "Ann Lee", "José", "李小龙", "Ng", "Łukasz Žižka", "Nguyễn Văn A", "Søren", "O'Neil"]
)
def test_names_of_the_world_do_not_look_garbled(name: str) -> None:
    assert not looks_garbled(name)


@pytest.mark.parametrize(
    "address", ["noreply@x.com", "no-reply+1@x.com", "bounce+a=b@x.com", "MAILER-DAEMON@x.com"]
)
def test_machines_are_robots(address: str) -> None:
    assert is_robot(address)


@pytest.mark.parametrize(
    "address", ["info@x.com", "sales@x.com", "data-team@x.com", "hr@x.com", "office@x.com"]
)
def test_shared_mailboxes_are_teams(address: str) -> None:
    assert is_team(address)


@pytest.mark.parametrize(
    "address", ["ann@x.com", "12+ann@users.noreply.github.com", "allison@x.com", "ito@x.com"]
)
def test_people_are_neither_robots_nor_teams(address: str) -> None:
    assert not is_robot(address)
    assert not is_team(address)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        ("Renovate Bot", "bot@renovateapp.com"),
        ("github-actions", "a@b.com"),
        ("pandas-bot", "a@b.com"),
        ("GitHub", "noreply@github.com"),
    ],
)
def test_machines_that_commit_are_robots(name: str, address: str) -> None:
    assert is_robot_author(name, address)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Travis Oliphant", "travis@example.com"),
        ("Jenkins Moore", "jmoore@example.com"),
        ("Ben Bot", "ben.bot@x.nl"),
        ("Ann Abbot", "abbot@x.com"),
        ("Ci Li", "ci.li@x.com"),
    ],
)
def test_people_who_commit_are_no_robots(name: str, address: str) -> None:
    assert not is_robot_author(name, address)


@pytest.mark.parametrize(
    ("address", "mail"),
    [
        ("ann@example.com", "ann@example.com"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("änn@bücher.example", "änn@bücher.example"),
        *[
            (odd, "")
            for odd in ("root@localhost", "ann@laptop.local", "ann@laptop.(none)", "ann.@example.com")
        ],
        ("1+ann@users.noreply.github.com", ""),
    ],
)
def test_mail_goes_to_addresses_that_may_take_it(address: str, mail: str) -> None:
    assert mailable(normalise("email", address)) == mail
