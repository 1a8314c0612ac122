"""The GraphQL documents that lie beside the templates."""

from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent


@cache
def document(name: str) -> str:
    """The text of `page/name.graphql`."""
    return (FOLDER / name).read_text()
