"""Answers for people: on a terminal text hangs under its own beginning, in a file a line is a line."""

from rich.table import Table

from cli.session import console


class Page:
    """What one answer prints on stdout. Texts are Rich markup: names in them are escaped."""

    def __init__(self) -> None:
        self._console = console()

    def line(self, text: str) -> None:
        """A line from the left."""
        self._console.print(text, soft_wrap=not self._console.is_terminal)

    def entry(self, place: int, text: str) -> None:
        """A numbered entry."""
        self._hanging(f"{place}. ", text)

    def under(self, text: str) -> None:
        """A line that belongs to the entry above."""
        self._hanging("   ", text)

    def point(self, text: str) -> None:
        """One of several reasons for the entry above."""
        self._hanging("   · ", text)

    def _hanging(self, beginning: str, text: str) -> None:
        if not self._console.is_terminal:
            self._console.print(beginning + text, soft_wrap=True)
            return
        grid = Table.grid()
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(beginning, text)
        self._console.print(grid)
