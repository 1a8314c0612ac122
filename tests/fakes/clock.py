"""A clock that goes when it is told to."""

from datetime import datetime, timedelta


class Clock:
    """Called for the moment; `at` is moved by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go(self, **spans: float) -> None:
        """`go(days=1, hours=2)`."""
        self.at += timedelta(**spans)
