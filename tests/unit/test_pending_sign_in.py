"""What a browser keeps while somebody signs in: it comes back whole, or not at all."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.openid import Begun
from tests.factories.network import NOW
from tests.fakes.clock import Clock
from web.forms import Form
from web.sign_in.arrival import ours
from web.sign_in.pending import LASTS, Pending, PendingCookie

SECRET = b"thirty-two bytes or more for tests"
COOKIE = PendingCookie(SECRET, lambda: NOW)
LARGEST_COOKIE = 4_096
"""Bytes that every browser takes, name and attributes included (RFC 6265)."""

names = st.text(max_size=20)
secrets = st.builds(Begun, st.text(max_size=43), st.text(max_size=43), st.text(max_size=43))
anything = st.builds(
    Pending,
    st.text(max_size=60),
    st.lists(st.tuples(names, st.text(max_size=4_000)), max_size=4).map(Form),
    st.none() | secrets,
)


def parts(pending: Pending | None) -> tuple[str, list[tuple[str, str]], Begun | None] | None:
    return pending and (pending.onward, pending.typed.pairs(), pending.begun)


@given(anything)
def test_what_fits_comes_back_and_what_does_not_fit_is_left_out(pending: Pending) -> None:
    sealed = COOKIE.sealed(pending)
    assert len(sealed) < LARGEST_COOKIE - 200
    kept = pending if pending.fits() else Pending("/", Form(), pending.begun)
    assert parts(COOKIE.opened(sealed)) == parts(kept)


@given(anything, st.integers(0), st.characters(codec="ascii"))
def test_what_was_changed_or_is_anothers_is_nothing(pending: Pending, place: int, letter: str) -> None:
    sealed = COOKIE.sealed(pending)
    place %= len(sealed) - 1  # the last letter of base 64 has bits that say nothing
    changed = sealed[:place] + letter + sealed[place + 1 :]
    if changed != sealed:
        assert COOKIE.opened(changed) is None
    assert PendingCookie(SECRET[::-1], lambda: NOW).opened(sealed) is None


@given(st.text())
def test_nonsense_is_nothing(text: str) -> None:
    assert COOKIE.opened(text) is None


@given(st.text(min_size=8, max_size=40))
def test_nothing_can_be_read_in_it(text: str) -> None:
    assert text not in COOKIE.sealed(Pending("/", Form([("message", text)])))


def test_its_time_is_over_after_ten_minutes() -> None:
    clock = Clock(NOW)
    cookie = PendingCookie(SECRET, clock)
    sealed = cookie.sealed(Pending())
    clock.at = NOW + LASTS - timedelta(seconds=1)
    assert cookie.opened(sealed) is not None
    clock.at = NOW + LASTS
    assert cookie.opened(sealed) is None
    assert timedelta(minutes=10) == LASTS


@given(st.text() | st.text("/\\:.a?#@", max_size=8))
def test_where_somebody_goes_on_is_always_on_this_host(onward: str) -> None:
    path = ours(onward)
    assert path.startswith("/")
    assert path[1:2] not in ("/", "\\")
    assert path.isascii()
    assert path.isprintable()
